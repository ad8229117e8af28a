/** An event stays "recently deleted" for at least this long. */
const rememberMs = 2_000;

/**
 * The events that this process has given to its publisher and that are not yet deleted from the outbox. Ids only.
 *
 * Deleted ones are remembered for two to four seconds, and no longer: a statement that began before the deletion still
 * lists them as older rows, but one that lists them later has found that a failover took the deletion back.
 */
export class InHand {
  private readonly ids = new Set<string>();
  private readonly whenGone = new Map<string, () => void>();
  private deleted = new Set<string>();
  private deletedBefore = new Set<string>();
  private rotatedAt = performance.now();

  add(eventIds: readonly string[]): void {
    for (const eventId of eventIds) this.ids.add(eventId);
  }

  /** Whether this process is responsible for the event now. */
  has(eventId: string): boolean {
    return this.ids.has(eventId);
  }

  /**
   * Whether a younger row of the same key may be given to the publisher: the event is before it in the queue, or
   * published.
   */
  mayBeFollowed(eventId: string): boolean {
    this.rotate();
    return this.ids.has(eventId) || this.deleted.has(eventId) || this.deletedBefore.has(eventId);
  }

  /** The carrier did not take them: the relay of any process may publish them later. */
  giveBack(eventIds: readonly string[]): void {
    for (const eventId of eventIds) this.remove(eventId);
  }

  /** They are published and deleted from the outbox. */
  finish(eventIds: readonly string[]): void {
    this.rotate();
    for (const eventId of eventIds) {
      this.deleted.add(eventId);
      this.remove(eventId);
    }
  }

  /** Resolves when none of them is in hand any more. */
  async settled(eventIds: readonly string[]): Promise<void> {
    await Promise.all(
      eventIds.map(
        (eventId) => this.ids.has(eventId) && new Promise<void>((resolve) => this.whenGone.set(eventId, resolve)),
      ),
    );
  }

  private remove(eventId: string): void {
    this.ids.delete(eventId);
    this.whenGone.get(eventId)?.();
    this.whenGone.delete(eventId);
  }

  private rotate(): void {
    const elapsed = performance.now() - this.rotatedAt;
    if (elapsed < rememberMs) return;
    this.rotatedAt += elapsed;
    this.deletedBefore = elapsed < 2 * rememberMs ? this.deleted : new Set();
    this.deleted = new Set();
  }
}
