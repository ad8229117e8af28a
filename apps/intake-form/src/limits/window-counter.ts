import { hash, randomBytes } from 'node:crypto';

interface Entry {
  count: number;
  /** On the clock of this counter, in ms. */
  until: number;
}

/** Keys of one half. Both halves full are 44 MB. */
const mostKeys = 200_000;

/**
 * Counts how often a key came within a window that begins with its first time. Memory is bounded, whoever sends whatever: two plain Maps, of which
 * the older is thrown away when a window has passed or the newer is full, and no timers.
 *
 * What is approximate: a key is known by 48 bits of a salted hash, so two keys may, once in a blue moon, share a count. And when more keys than
 * fit come within one window, those that have not come for longest are forgotten early: under such a rush a limit is softer, never harder.
 */
export class WindowCounter {
  private newer = new Map<number, Entry>();
  private older = new Map<number, Entry>();
  private swapAt: number;
  private readonly salt = randomBytes(16).toString('hex');

  /** `clock` in ms, never going backwards. */
  constructor(
    private readonly most: number,
    private readonly windowMs: number,
    private readonly clock: () => number = () => performance.now(),
    private readonly capacity = mostKeys,
  ) {
    this.swapAt = clock() + windowMs;
  }

  /** Counts one for each key and gives 0; where one of them has had enough, counts none and gives the milliseconds until all may come again. */
  take(keys: readonly string[]): number {
    const shorts = keys.map((key) => this.short(key));
    const wait = Math.max(0, ...shorts.map((short) => this.waitFor(short)));
    if (wait === 0) for (const short of shorts) this.add(short);
    return wait;
  }

  /** Takes one back, where it is still known. */
  giveBack(key: string): void {
    const entry = this.find(this.short(key));
    if (entry && entry.count > 0) entry.count--;
  }

  /** How many keys are remembered. */
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
    // Whoever still comes moves to the newer half, so it is not among those that make room.
    this.older.delete(short);
    if (this.newer.size >= this.capacity && !this.newer.has(short)) this.swap();
    this.newer.set(short, entry);
  }

  /** What is known of a key and still counts. */
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
