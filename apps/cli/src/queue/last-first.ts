/**
 * Works like `tail`: shows the last few of the existing items, then every new item. The existing items end with the
 * first item that is newer than the start, or when no item has arrived for a second, because a queue does not report
 * its end.
 */
export class LastFirst<T> {
  private kept: T[] | undefined = [];
  private quiet: NodeJS.Timeout | undefined;

  constructor(
    private readonly last: number,
    private readonly show: (item: T) => void,
    private readonly quietMs = 1_000,
  ) {}

  /** `old`: the item existed before the start. */
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

  /** Shows the items that were held back. */
  flush(): void {
    clearTimeout(this.quiet);
    const kept = this.kept ?? [];
    this.kept = undefined;
    kept.forEach((item) => this.show(item));
  }
}
