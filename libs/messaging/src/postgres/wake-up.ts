import pg from 'pg';
import type { Logger } from 'pino';
import { codeOf } from '../failure.js';

const channel = 'redress_log';
const settings = { atMostEveryMs: 10, reconnectMs: 1_000 } as const;

/**
 * Tells readers that something was published. On a connection of its own and after the commit, at most every 10 ms:
 * NOTIFY inside the publishing transaction takes a lock that halves the commits. It is only a wake-up: readers also look each second.
 */
export class WakeUp {
  private client: pg.Client | undefined;
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private lastTold = 0;
  private telling = false;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {
    void this.connect();
  }

  listen(topic: string, wake: () => void): () => void {
    const wakes = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, wakes.add(wake));
    return () => wakes.delete(wake);
  }

  tell(topics: Iterable<string>): void {
    for (const topic of topics) this.told.add(topic);
    if (!this.telling) this.timer ??= setTimeout(() => void this.flush(), Math.max(0, this.lastTold + settings.atMostEveryMs - Date.now()));
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async flush(): Promise<void> {
    const topics = [...this.told];
    this.told.clear();
    this.timer = undefined;
    this.telling = true;
    await this.client?.query(`SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic`, [channel, topics]).catch(() => undefined);
    this.telling = false;
    this.lastTold = Date.now();
    if (this.told.size > 0) this.tell([]);
  }

  private async connect(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'redress wake-up',
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    client.on('notification', ({ payload }) => this.listeners.get(payload ?? '')?.forEach((wake) => wake()));
    client.on('error', () => undefined);
    client.on('end', () => this.again(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      this.client = client;
      if (this.closed) await client.end();
      else this.listeners.forEach((wakes) => wakes.forEach((wake) => wake()));
    } catch (error) {
      this.log.debug({ code: codeOf(error) ?? 'unknown' }, 'no wake-ups for now: readers look each second');
      client.end().catch(() => undefined);
      this.again(client);
    }
  }

  private reconnecting: NodeJS.Timeout | undefined;

  private again(client: pg.Client): void {
    if (this.client === client) this.client = undefined;
    if (this.closed) return;
    this.reconnecting ??= setTimeout(() => {
      this.reconnecting = undefined;
      void this.connect();
    }, settings.reconnectMs).unref();
  }
}
