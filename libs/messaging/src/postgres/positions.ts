import type { Lease } from './leases.js';
import type { Position } from './read-log.js';

interface Held {
  lease: Lease;
  position: Position;
}

/**
 * The state that a reader keeps in memory: its leases, its position in each partition, and the offsets that are not yet
 * written to the database. The database is authoritative: after an error, and if a position does not match the log, the
 * state is discarded and read from the database again.
 */
export class Positions {
  private held = new Map<number, Held>();
  private readonly unwritten = new Set<number>();

  /** The partitions whose position is not known: new ones, and those that had another owner meanwhile. */
  unknown(leases: Lease[]): number[] {
    return leases
      .filter(({ partition, epoch }) => this.held.get(partition)?.lease.epoch !== epoch)
      .map(({ partition }) => partition);
  }

  /** Replaces the leases. `fresh` contains the positions of the leases that were unknown. */
  replace(leases: Lease[], fresh: ReadonlyMap<number, Position>): void {
    const held = new Map<number, Held>();
    for (const lease of leases) {
      const position = fresh.get(lease.partition) ?? this.held.get(lease.partition)?.position;
      if (position) held.set(lease.partition, { lease, position });
    }
    this.held = held;
  }

  /** The positions of the partitions that `isOpen` allows. */
  open(isOpen: (partition: number) => boolean): Map<number, Position> {
    const open = [...this.held].filter(([partition]) => isOpen(partition));
    return new Map(open.map(([partition, { position }]) => [partition, position]));
  }

  /** Records that a partition is finished up to this position. */
  advance(partition: number, position: Position): void {
    const held = this.held.get(partition);
    if (!held) return;
    held.position = position;
    this.unwritten.add(partition);
  }

  /** Returns the positions to write to the database, and marks them as written. */
  takeUnwritten(): Held[] {
    const taken = [...this.unwritten].flatMap((partition) => this.held.get(partition) ?? []);
    this.unwritten.clear();
    return taken;
  }

  /** Replaces positions with those of the database. Returns the partitions whose offset decreases. */
  setBack(positions: ReadonlyMap<number, Position>): number[] {
    const back: number[] = [];
    for (const [partition, position] of positions) {
      const held = this.held.get(partition);
      if (!held) continue;
      if (position.offset < held.position.offset) back.push(partition);
      held.position = position;
      this.unwritten.delete(partition);
    }
    return back;
  }

  discardAll(): void {
    this.held.clear();
    this.unwritten.clear();
  }
}
