import { readSignal } from '@redress/policy';
import { Automaton, type Occurrence } from './automaton.js';
import { normalizeText } from './normalize-text.js';

/**
 * The maximum distance of two consecutive pieces of a signal, in characters; the same content takes more Latin ones.
 */
const maxGap = { han: 16, latin: 48 };
/** The maximum number of characters (one space) between a negation and what it negates. */
const maxNegationGap = 1;
const sentenceEnd = /[。!?;]|\. /g;

/** One signal: consecutive pieces, each the set of the word numbers of its alternatives. */
type Pieces = readonly ReadonlySet<number>[];

/** An occurrence and the number of its sentence. */
interface Placed extends Occurrence {
  sentence: number;
  latin: boolean;
}

/** Matches signals against texts. Add all signals and negations before the first `match`. */
export class SignalMatcher {
  private readonly words = new Map<string, number>();
  private readonly signals: Pieces[] = [];
  private readonly negations = new Set<number>();
  /** Signals by the words of their first piece, so that only signals whose first piece was found are checked. */
  private readonly startingWith = new Map<number, number[]>();
  private automaton?: Automaton;

  /** Adds a signal in the policy's notation (`宽带|光纤…断`) and returns its number. */
  add(signal: string): number {
    const pieces = (readSignal(signal) ?? []).map((piece) => new Set(piece.map((word) => this.number(word))));
    const id = this.signals.push(pieces) - 1;
    for (const word of pieces[0] ?? []) this.startingWith.set(word, [...(this.startingWith.get(word) ?? []), id]);
    return id;
  }

  /** Adds a word that negates a signal directly after it. */
  addNegation(word: string): void {
    this.negations.add(this.number(word));
  }

  /** The numbers of the signals that a normalized text contains (see `normalizeText`). */
  match(text: string): Set<number> {
    this.automaton ??= new Automaton([...this.words.keys()]);
    const found = inSentences(text, this.automaton.find(text));
    const negated = new Set<number>();
    for (const { word, start, end } of found) {
      if (this.negations.has(word) && !isQuestion(text, start))
        for (let gap = 0; gap <= maxNegationGap; gap++) negated.add(end + gap);
    }
    const matched = new Set<number>();
    found.forEach((first, index) => {
      if (negated.has(first.start)) return;
      for (const id of this.startingWith.get(first.word) ?? []) {
        if (!matched.has(id) && follows(found, index, this.signals[id] ?? [], 1)) matched.add(id);
      }
    });
    return matched;
  }

  private number(word: string): number {
    const normalized = normalizeText(word);
    const known = this.words.get(normalized) ?? this.words.size;
    this.words.set(normalized, known);
    return known;
  }
}

/** Adds the number of its sentence to each occurrence. Both are ordered, so one pass is enough. */
function inSentences(text: string, occurrences: readonly Occurrence[]): Placed[] {
  const ends = [...text.matchAll(sentenceEnd)].map(({ index }) => index);
  let sentence = 0;
  return occurrences.map(({ word, start, end }) => {
    while ((ends[sentence] ?? Infinity) < end) sentence++;
    return { word, start, end, sentence, latin: text.charCodeAt(start) < 128 };
  });
}

/**
 * Whether the pieces from `next` on follow the occurrence at `index`, each within the maximum distance of the one
 * before and in the same sentence.
 */
function follows(found: readonly Placed[], index: number, pieces: Pieces, next: number): boolean {
  const piece = pieces[next];
  const before = found[index];
  if (!piece || !before) return true;
  // Occurrences are ordered by their ends, so one that follows is later in the list.
  for (let ahead = index + 1; ahead < found.length; ahead++) {
    const candidate = found[ahead];
    if (!candidate || candidate.sentence > before.sentence) return false;
    const gap = candidate.start - before.end;
    if (gap > maxGap.latin) return false;
    if (gap < 0 || !piece.has(candidate.word) || (!candidate.latin && gap > maxGap.han)) continue;
    if (follows(found, ahead, pieces, next + 1)) return true;
  }
  return false;
}

/** Whether the negation at `start` is part of a question: “是不是多扣了” asks, it does not negate. */
function isQuestion(text: string, start: number): boolean {
  return start > 0 && text[start - 1] === '是';
}
