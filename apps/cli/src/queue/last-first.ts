/**
 * As `tail` does it: of what is already there only the last few are shown, then everything as it comes. "Already there" ends with the
 * first item that is younger than the start, or when nothing has come for a second: a queue does not say where its end is.
 */
export class LastFirst<T> {
  private kept: T[] | undefined = [];
  private quiet: NodeJS.Timeout | undefined;

  constructor(
    private readonly last: number,
    private readonly show: (item: T) => void,
    private readonly quietMs = 1_000,
  ) {}

  /** `old`: it was there before we came. */
  take(item: T, old: boolean): void {
    if (!this.kept) return this.show(item);
    if (!old) {
      this.flush();
      return this.show(item);
    }
    this.kept.push(item);
    if (this.kept.length > this.last) this.kept.shift();
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.flush(), this.quietMs).unref();
  }

  /** Shows what was held back. */
  flush(): void {
    clearTimeout(this.quiet);
    const kept = this.kept ?? [];
    this.kept = undefined;
    kept.forEach((item) => this.show(item));
  }
}
