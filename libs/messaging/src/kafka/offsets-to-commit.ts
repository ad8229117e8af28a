/**
 * The offsets of one topic that a group has finished and not yet committed: the next offset to read, by partition. An
 * offset is kept until its commit has succeeded or the partition belongs to another member.
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

  /** The offsets to commit now, in the format of kafkajs. */
  pending(): { partition: number; offset: string }[] {
    return [...this.next].map(([partition, offset]) => ({ partition, offset: String(offset) }));
  }

  /** Removes offsets that were committed. Newer offsets of the same partitions are kept. */
  committed(offsets: readonly { partition: number; offset: string }[]): void {
    for (const { partition, offset } of offsets)
      if (this.next.get(partition) === BigInt(offset)) this.next.delete(partition);
  }

  /** Drops the offsets of partitions that are no longer assigned. */
  keepOnly(partitions: ReadonlySet<number>): void {
    for (const partition of [...this.next.keys()]) if (!partitions.has(partition)) this.next.delete(partition);
  }
}
