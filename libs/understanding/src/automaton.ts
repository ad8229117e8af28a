/** A place where a word was found: `word` is its index in the constructor's list, `end` is exclusive (UTF-16 units). */
export interface Occurrence {
  word: number;
  start: number;
  end: number;
}

interface State {
  next: Map<number, State>;
  fail: State | undefined;
  /** The words that end in this state, including those of its fail chain. */
  words: number[];
}

/**
 * Finds all occurrences of many words in one pass (Aho and Corasick, Communications of the ACM 18(6), 1975). A word
 * that begins or ends with a Latin letter or a digit matches only at a word boundary; with `*` at its end it also
 * matches as a prefix.
 */
export class Automaton {
  private readonly root = state();
  private readonly lengths: number[];
  private readonly openEnded: boolean[];

  constructor(words: readonly string[]) {
    this.openEnded = words.map((word) => word.endsWith('*'));
    const literals = words.map((word) => (word.endsWith('*') ? word.slice(0, -1) : word));
    this.lengths = literals.map((literal) => literal.length);
    literals.forEach((literal, word) => this.add(literal, word));
    this.link();
  }

  /** All occurrences, ordered by their ends. Linear in the length of the text. */
  find(text: string): Occurrence[] {
    const found: Occurrence[] = [];
    let at = this.root;
    for (let index = 0; index < text.length; index++) {
      at = this.step(at, text.charCodeAt(index));
      for (const word of at.words) {
        const start = index + 1 - (this.lengths[word] ?? 0);
        if (this.isAtBoundary(text, word, start, index + 1)) found.push({ word, start, end: index + 1 });
      }
    }
    return found;
  }

  private step(from: State, code: number): State {
    for (let at: State | undefined = from; at; at = at.fail) {
      const next = at.next.get(code);
      if (next) return next;
    }
    return this.root;
  }

  private isAtBoundary(text: string, word: number, start: number, end: number): boolean {
    if (isLatin(text.charCodeAt(start)) && start > 0 && isLatin(text.charCodeAt(start - 1))) return false;
    return (
      this.openEnded[word] === true ||
      end === text.length ||
      !isLatin(text.charCodeAt(end - 1)) ||
      !isLatin(text.charCodeAt(end))
    );
  }

  private add(literal: string, word: number): void {
    let at = this.root;
    for (let index = 0; index < literal.length; index++) {
      const code = literal.charCodeAt(index);
      let next = at.next.get(code);
      if (!next) at.next.set(code, (next = state()));
      at = next;
    }
    at.words.push(word);
  }

  private link(): void {
    const queue = [...this.root.next.values()];
    for (const first of queue) first.fail = this.root;
    for (const at of queue) {
      for (const [code, next] of at.next) {
        next.fail = this.step(at.fail ?? this.root, code);
        next.words.push(...next.fail.words);
        queue.push(next);
      }
    }
  }
}

function state(): State {
  return { next: new Map(), fail: undefined, words: [] };
}

function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
