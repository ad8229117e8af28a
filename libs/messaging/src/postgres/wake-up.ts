import { reasonOf, withTimeout } from '@redress/database';
import pg from 'pg';
import type { Logger } from 'pino';

const channel = 'redress_log';
const settings = {
  atMostEveryMs: 10,
  reconnectMs: 1_000,
  connectMs: 3_000,
  answerMs: 3_000,
  keepAliveMs: 4_000,
  closeMs: 1_000,
} as const;

/**
 * Notifies readers that records were published, on a separate connection and after the commit, at most every 10 ms.
 * (NOTIFY inside the publishing transaction takes a lock that halves the rate of commits.) Notifications only reduce
 * the delay: readers also poll every second.
 *
 * A connection that was cut off without a reset reports no error. It is therefore checked every 4 s, and replaced if
 * there is no response within 3 s.
 */
export class WakeUp {
  private client: pg.Client | undefined;
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private reconnecting: NodeJS.Timeout | undefined;
  private readonly keepAlive: NodeJS.Timeout;
  /** A value of `performance.now()`. */
  private lastNotified = 0;
  private notifying = false;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {
    this.keepAlive = setInterval(() => void this.run('SELECT 1'), settings.keepAliveMs).unref();
    void this.connect();
  }

  /**
   * Calls `wake` after records were published to the topic, and after each new connection. Returns a function that ends
   * this.
   */
  listen(topic: string, wake: () => void): () => void {
    const wakes = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, wakes.add(wake));
    return () => wakes.delete(wake);
  }

  /** Soon wakes the readers of these topics in all processes. */
  notify(topics: Iterable<string>): void {
    for (const topic of topics) this.changed.add(topic);
    if (this.notifying) return;
    const wait = this.lastNotified + settings.atMostEveryMs - performance.now();
    this.timer ??= setTimeout(() => void this.flush(), Math.max(0, wait));
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.reconnecting);
    clearInterval(this.keepAlive);
    if (this.client) await discard(this.client);
  }

  private async flush(): Promise<void> {
    const topics = [...this.changed];
    this.changed.clear();
    this.timer = undefined;
    this.notifying = true;
    await this.run(`SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic`, [channel, topics]);
    this.notifying = false;
    this.lastNotified = performance.now();
    if (this.changed.size > 0) this.notify([]);
  }

  /** Runs a statement if there is a connection. Replaces the connection if it does not respond. Never throws. */
  private async run(sql: string, values: unknown[] = []): Promise<void> {
    const { client } = this;
    try {
      await client?.query(sql, values);
    } catch {
      if (client) this.replace(client);
    }
  }

  private async connect(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'redress wake-up',
      keepAlive: true,
      connectionTimeoutMillis: settings.connectMs,
      query_timeout: settings.answerMs,
    });
    client.on('notification', ({ payload }) => this.listeners.get(payload ?? '')?.forEach((wake) => wake()));
    client.on('error', () => undefined);
    client.on('end', () => this.replace(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      this.log.debug({ code: reasonOf(error) }, 'no notifications for now: readers poll every second');
      return this.replace(client);
    }
    this.client = client;
    if (this.closed) return discard(client);
    this.listeners.forEach((wakes) => wakes.forEach((wake) => wake()));
  }

  private replace(client: pg.Client): void {
    if (this.client === client) this.client = undefined;
    void discard(client);
    if (this.closed) return;
    this.reconnecting ??= setTimeout(() => {
      this.reconnecting = undefined;
      void this.connect();
    }, settings.reconnectMs).unref();
  }
}

/** Ends a connection. Waits at most a second: the server never confirms the end of a connection that was cut off. */
async function discard(client: pg.Client): Promise<void> {
  await withTimeout(
    settings.closeMs,
    () => client.end().catch(() => undefined),
    () => undefined,
  );
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
