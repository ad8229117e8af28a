/** How long an event counts as recently deleted, at least. */
const keepDeletedMs = 2_000;

/**
 * The ids of the events that this process holds: it has passed them to its publisher, and they are not yet deleted from
 * the outbox.
 *
 * The ids of deleted events are kept for two to four seconds. A statement that started before the deletion can still
 * return them as older rows during that time. If a statement returns them later, a failover has undone the deletion.
 */
export class HeldEvents {
  private readonly ids = new Set<string>();
  private readonly onRemoved = new Map<string, () => void>();
  private deleted = new Set<string>();
  private deletedBefore = new Set<string>();
  private rotatedAt = performance.now();

  add(eventIds: readonly string[]): void {
    for (const eventId of eventIds) this.ids.add(eventId);
  }

  /** Whether this process holds the event. */
  has(eventId: string): boolean {
    return this.ids.has(eventId);
  }

  /**
   * Whether a newer row of the same key may be passed to the publisher: the event is ahead of it in the queue, or
   * already published.
   */
  mayBeFollowed(eventId: string): boolean {
    this.rotate();
    return this.ids.has(eventId) || this.deleted.has(eventId) || this.deletedBefore.has(eventId);
  }

  /** The events were not published. The relay of any process may publish them later. */
  release(eventIds: readonly string[]): void {
    for (const eventId of eventIds) this.remove(eventId);
  }

  /** The events are published and deleted from the outbox. */
  finish(eventIds: readonly string[]): void {
    this.rotate();
    for (const eventId of eventIds) {
      this.deleted.add(eventId);
      this.remove(eventId);
    }
  }

  /** Resolves when this process holds none of the events. */
  async settled(eventIds: readonly string[]): Promise<void> {
    const held = eventIds.filter((eventId) => this.ids.has(eventId));
    await Promise.all(held.map((eventId) => new Promise<void>((resolve) => this.onRemoved.set(eventId, resolve))));
  }

  private remove(eventId: string): void {
    this.ids.delete(eventId);
    this.onRemoved.get(eventId)?.();
    this.onRemoved.delete(eventId);
  }

  private rotate(): void {
    const elapsed = performance.now() - this.rotatedAt;
    if (elapsed < keepDeletedMs) return;
    this.rotatedAt += elapsed;
    this.deletedBefore = elapsed < 2 * keepDeletedMs ? this.deleted : new Set();
    this.deleted = new Set();
  }
}
