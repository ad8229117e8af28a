import type { Kind, Severity, Tier } from '@redress/contracts';
import type { Question } from '@redress/policy';

/** A possible category; `score` is between 0 and 1 and increases with the evidence. */
interface Candidate {
  category: string;
  score: number;
}

/** What a text means according to the signals of a policy. Contains no words of the text. */
export interface Understanding {
  /** `sure`: one category stands out. `not-sure`: a person must decide. `not-a-complaint`: certainly advertising. */
  verdict: 'sure' | 'not-sure' | 'not-a-complaint';
  kind: Kind;
  /** Present only if the verdict is `sure`. */
  category?: string;
  /** Best first, at most five; for a report only the report's category. */
  candidates: Candidate[];
  severity: Severity;
  tier: Tier;
  flags: string[];
  /** Ids of the rules that led to this result, at most 20. */
  reasons: string[];
  /** Questions to ask the customer, at most three; none for a report. */
  questions: readonly Question[];
  /** Danger to life (fallen wires, fire, an injured person): show the emergency number at once. */
  danger: boolean;
}
