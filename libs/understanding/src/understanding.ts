import type { Kind, Severity, Tier } from '@redress/contracts';
import type { Question } from '@redress/policy';

/** A category that may be meant; `score` grows with the evidence, from 0 towards 1. */
export interface Candidate {
  category: string;
  score: number;
}

/** What a text says, as far as the policy's signals tell. */
export interface Understanding {
  /** `sure`: one category stands out. `not-sure`: a person decides. `not-a-complaint`: provably from a robot or an advertiser. */
  verdict: 'sure' | 'not-sure' | 'not-a-complaint';
  kind: Kind;
  /** Only when sure. */
  category?: string;
  /** Best first, at most five. */
  candidates: Candidate[];
  severity: Severity;
  tier: Tier;
  flags: string[];
  /** Ids of the rules that made it; never words of the text. */
  reasons: string[];
  /** At most three; none for a report. */
  questions: readonly Question[];
  /** Fallen wires, fire, a person hurt: the emergency line is to be shown at once. */
  danger: boolean;
}
