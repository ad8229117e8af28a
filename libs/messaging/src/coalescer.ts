interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Processes items in batches. Items that arrive while `run` processes a batch form the next batch: without load, an
 * item is processed at once; under load, batches grow. `run` returns one result per item, in their order. If it throws,
 * every item of the batch is rejected with the error.
 */
export class Coalescer<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private running = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly run: (items: T[]) => Promise<R[]>,
    private readonly limits: { items: number; atOnce: number; queue?: number; full?: () => Error },
  ) {}

  add(item: T): Promise<R> {
    if (this.waiting.length >= (this.limits.queue ?? Infinity))
      return Promise.reject(this.limits.full?.() ?? new Error('The queue is full.'));
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.running < this.limits.atOnce) {
        this.running += 1;
        // Items that arrive in the same turn of the event loop are in the same batch.
        setImmediate(() => void this.work());
      }
    });
  }

  /** Resolves when no item waits and no batch runs. */
  async drained(): Promise<void> {
    if (this.running > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.length <= this.limits.items ? this.waiting : this.waiting.slice(0, this.limits.items);
      this.waiting = this.waiting.length <= this.limits.items ? [] : this.waiting.slice(this.limits.items);
      try {
        const results = await this.run(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (error) {
        batch.forEach(({ reject }) => reject(error));
      }
    }
    this.running -= 1;
    if (this.running === 0) this.idle.splice(0).forEach((resolve) => resolve());
  }
}
