import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource, In } from 'typeorm';
import { StoredMessage } from '../message.entity.js';
import type { MessageState, Way } from '../message.js';
import type { Outcome } from './gateway.js';

/** Metrics of sending. Labels contain only fixed values of this code. */
@Injectable()
export class SendMetrics {
  private readonly attempts: Counter<'way' | 'outcome'>;
  private readonly seconds: Histogram<'way'>;

  constructor(registry: Registry, dataSource: DataSource) {
    this.attempts = new Counter({
      name: 'redress_notifier_attempts_total',
      help: 'Attempts to send a message, by way and outcome.',
      labelNames: ['way', 'outcome'],
      registers: [registry],
    });
    this.seconds = new Histogram({
      name: 'redress_notifier_send_seconds',
      help: 'Duration of an attempt.',
      labelNames: ['way'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
      registers: [registry],
    });
    new Gauge({
      name: 'redress_notifier_messages',
      help: 'Messages not finished, by way and state.',
      labelNames: ['way', 'state'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const { way, state, count } of await unfinished(dataSource).catch(() => []))
          this.set({ way, state }, count);
      },
    });
  }

  attempted(way: Way, outcome: Outcome, seconds: number): void {
    this.attempts.inc({ way, outcome: outcome.kind });
    this.seconds.observe({ way }, seconds);
  }
}

async function unfinished(dataSource: DataSource): Promise<{ way: Way; state: MessageState; count: number }[]> {
  return dataSource
    .getRepository(StoredMessage)
    .createQueryBuilder('message')
    .select(['message.way AS way', 'message.state AS state', 'count(*) AS count'])
    .where({ state: In(['wanted', 'sending', 'unknown']) })
    .groupBy('message.way, message.state')
    .getRawMany();
}
