import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Outcome } from './settle.rules.js';
import type { Way } from '../message.js';

/** Numbers about sending; labels never name a person. */
export class SendMetrics {
  private readonly attempts: Counter;
  private readonly seconds: Histogram;

  constructor(registry: Registry, waiting: () => Promise<{ way: Way; state: string; count: number }[]>) {
    this.attempts = new Counter({
      name: 'redress_notifier_attempts_total',
      help: 'Attempts to hand a message over, by way and what became of it.',
      labelNames: ['way', 'outcome'],
      registers: [registry],
    });
    this.seconds = new Histogram({
      name: 'redress_notifier_send_seconds',
      help: 'Time from the beginning of an attempt to its end.',
      labelNames: ['way'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
      registers: [registry],
    });
    const open = new Gauge({
      name: 'redress_notifier_messages',
      help: 'Messages not done with, by way and state.',
      labelNames: ['way', 'state'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const { way, state, count } of await waiting().catch(() => [])) open.set({ way, state }, count);
      },
    });
  }

  tried(way: Way, outcome: Outcome, seconds: number): void {
    this.attempts.inc({ way, outcome: outcome.kind });
    this.seconds.observe({ way }, seconds);
  }
}
