/**
 * The offsets of one topic that a group has finished and not yet committed: the next offset to read, by partition. An offset stays here
 * until its commit has succeeded, or until the partition belongs to another member.
 */
export class OffsetsToCommit {
  private readonly next = new Map<number, bigint>();

  get size(): number {
    return this.next.size;
  }

  /** The record with this offset, and all before it, are finished. */
  finished(partition: number, offset: string): void {
    this.next.set(partition, BigInt(offset) + 1n);
  }

  /** What to commit now, as kafkajs wants it. */
  pending(): { partition: number; offset: string }[] {
    return [...this.next].map(([partition, offset]) => ({ partition, offset: String(offset) }));
  }

  /** These were committed: newer offsets of the same partitions stay. */
  committed(offsets: readonly { partition: number; offset: string }[]): void {
    for (const { partition, offset } of offsets) if (this.next.get(partition) === BigInt(offset)) this.next.delete(partition);
  }

  /** Drops what belongs to partitions that are no longer assigned. */
  keepOnly(partitions: ReadonlySet<number>): void {
    for (const partition of [...this.next.keys()]) if (!partitions.has(partition)) this.next.delete(partition);
  }
}
