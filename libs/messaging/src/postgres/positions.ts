import type { Lease } from './leases.js';
import type { Position } from './read-log.js';

interface Held {
  lease: Lease;
  position: Position;
}

/**
 * What a reader holds in memory: its leases, how far each partition is read, and which offsets are not yet in the
 * database. The database decides: after an error, and where a position does not fit the log, everything is forgotten
 * and read from there again.
 */
export class Positions {
  private held = new Map<number, Held>();
  private readonly unwritten = new Set<number>();

  /** The leases of the list whose position is not known: new ones, and those that have changed hands meanwhile. */
  unknown(leases: Lease[]): number[] {
    return leases
      .filter(({ partition, epoch }) => this.held.get(partition)?.lease.epoch !== epoch)
      .map(({ partition }) => partition);
  }

  /** Replaces the leases held; `fresh` holds the positions of those that were unknown. */
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

  /** Notes that a partition is done up to this position. */
  advance(partition: number, position: Position): void {
    const held = this.held.get(partition);
    if (!held) return;
    held.position = position;
    this.unwritten.add(partition);
  }

  /** Returns what is to be written to the database, and regards it as written. */
  takeUnwritten(): Held[] {
    const taken = [...this.unwritten].flatMap((partition) => this.held.get(partition) ?? []);
    this.unwritten.clear();
    return taken;
  }

  /** Replaces positions by those of the database. Returns the partitions that are thereby set back. */
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

  forgetAll(): void {
    this.held.clear();
    this.unwritten.clear();
  }
}
