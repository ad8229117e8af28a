import { readSignal } from '@redress/policy';
import { Automaton, type Occurrence } from './automaton.js';
import { normalizeText } from './normalize-text.js';

/** How far apart two pieces of a signal may stand, in characters: Latin text needs more of them to say as much. */
const widestGap = { han: 16, latin: 48 };
/** Between a negation and what it negates there is at most a space. */
const negationGap = 1;
const sentenceEnd = /[。!?;]|\. /g;

/** One signal: pieces that follow one another, each given by the numbers of its alternatives. */
type Pieces = readonly ReadonlySet<number>[];

/** An occurrence with its sentence. */
interface Placed extends Occurrence {
  sentence: number;
  latin: boolean;
}

/** Collects signals before the automaton is built; the number `add` gives is what `Matches` answers about. */
export class SignalMatcher {
  private readonly words = new Map<string, number>();
  private readonly signals: Pieces[] = [];
  private readonly negations = new Set<number>();
  /** Signals by the words their first piece may be: only those whose beginning was found are looked at. */
  private readonly startingWith = new Map<number, number[]>();
  private automaton?: Automaton;

  add(signal: string): number {
    const pieces = (readSignal(signal) ?? []).map((piece) => new Set(piece.map((word) => this.number(word))));
    const id = this.signals.push(pieces) - 1;
    for (const word of pieces[0] ?? []) this.startingWith.set(word, [...(this.startingWith.get(word) ?? []), id]);
    return id;
  }

  addNegation(word: string): void {
    this.negations.add(this.number(word));
  }

  /** The numbers of the signals that stand in a normalised text. */
  match(text: string): Set<number> {
    this.automaton ??= new Automaton([...this.words.keys()]);
    const found = placed(text, this.automaton.find(text));
    const negated = new Set<number>();
    for (const { word, start, end } of found) {
      if (this.negations.has(word) && !isChoice(text, start)) for (let gap = 0; gap <= negationGap; gap++) negated.add(end + gap);
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

/** Gives each occurrence the number of its sentence; both come in order, so one pass is enough. */
function placed(text: string, occurrences: readonly Occurrence[]): Placed[] {
  const ends = [...text.matchAll(sentenceEnd)].map(({ index }) => index);
  let sentence = 0;
  return occurrences.map(({ word, start, end }) => {
    while ((ends[sentence] ?? Infinity) < end) sentence++;
    return { word, start, end, sentence, latin: text.charCodeAt(start) < 128 };
  });
}

/** Whether the pieces from `next` on follow the occurrence at `index`, each within reach of the one before it and in the same sentence. */
function follows(found: readonly Placed[], index: number, pieces: Pieces, next: number): boolean {
  const piece = pieces[next];
  const before = found[index];
  if (!piece || !before) return true;
  // Occurrences come in order of their ends, so one that follows is further on in the list.
  for (let ahead = index + 1; ahead < found.length; ahead++) {
    const candidate = found[ahead];
    if (!candidate || candidate.sentence > before.sentence) return false;
    const gap = candidate.start - before.end;
    if (gap > widestGap.latin) return false;
    if (gap < 0 || !piece.has(candidate.word) || (!candidate.latin && gap > widestGap.han)) continue;
    if (follows(found, ahead, pieces, next + 1)) return true;
  }
  return false;
}

/** “是不是多扣了” asks, it does not deny: the character before the negation is also its last. */
function isChoice(text: string, start: number): boolean {
  return start > 0 && text[start - 1] === '是';
}
