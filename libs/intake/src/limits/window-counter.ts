import { hash, randomBytes } from 'node:crypto';

interface Entry {
  count: number;
  /** End of the window on the clock of this counter, in ms. */
  until: number;
}

/** Keys of one map. Two full maps take 44 MB. */
const mostKeys = 200_000;

/**
 * Counts how often a key is used within a window that begins with its first use. Memory is bounded: there are two maps, and
 * the older one is dropped when a window has passed or the newer one is full. There are no timers.
 *
 * Two things are approximate. A key is stored as 48 bits of a salted hash, so two keys share a count in very rare cases. When
 * more keys than the capacity are used within one window, the least recently used ones are forgotten early, so the limit
 * becomes less strict, never stricter.
 */
export class WindowCounter {
  private newer = new Map<number, Entry>();
  private older = new Map<number, Entry>();
  private swapAt: number;
  private readonly salt = randomBytes(16).toString('hex');

  /** @param clock a monotonic clock in ms */
  constructor(
    private readonly most: number,
    private readonly windowMs: number,
    private readonly clock: () => number = () => performance.now(),
    private readonly capacity = mostKeys,
  ) {
    this.swapAt = clock() + windowMs;
  }

  /**
   * Counts one use of each key.
   * @returns 0, or, when a key has reached its limit and nothing was counted, the milliseconds until all keys are allowed again
   */
  take(keys: readonly string[]): number {
    const shorts = keys.map((key) => this.short(key));
    const wait = Math.max(0, ...shorts.map((short) => this.waitFor(short)));
    if (wait === 0) for (const short of shorts) this.add(short);
    return wait;
  }

  /** Uncounts one use of a key, if it is still stored. */
  giveBack(key: string): void {
    const entry = this.find(this.short(key));
    if (entry && entry.count > 0) entry.count--;
  }

  /** The number of stored keys. */
  get size(): number {
    return this.newer.size + this.older.size;
  }

  private waitFor(short: number): number {
    const entry = this.find(short);
    return entry && entry.count >= this.most ? entry.until - this.clock() : 0;
  }

  private add(short: number): void {
    const entry = this.find(short) ?? { count: 0, until: this.clock() + this.windowMs };
    entry.count++;
    // A key that is used moves to the newer map, so it is not dropped to make room.
    this.older.delete(short);
    if (this.newer.size >= this.capacity && !this.newer.has(short)) this.swap();
    this.newer.set(short, entry);
  }

  /** The entry of a key whose window has not ended. */
  private find(short: number): Entry | undefined {
    const now = this.clock();
    if (now >= this.swapAt) this.swap();
    const entry = this.newer.get(short) ?? this.older.get(short);
    return entry && entry.until > now ? entry : undefined;
  }

  private swap(): void {
    this.older = this.newer;
    this.newer = new Map();
    this.swapAt = this.clock() + this.windowMs;
  }

  private short(key: string): number {
    return hash('sha256', this.salt + key, 'buffer').readUIntBE(0, 6);
  }
}
