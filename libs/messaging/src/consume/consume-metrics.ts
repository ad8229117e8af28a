import { Counter, type Registry } from 'prom-client';
import type { ConsumeObserver } from './batch-processor.js';
import type { ConsumeCounts } from './consumption.js';

/** Counts the events that each group read, by outcome. */
export class ConsumeMetrics implements ConsumeObserver {
  private readonly events: Counter;
  private readonly waits: Counter;

  constructor(registry: Registry) {
    this.events = new Counter({
      name: 'redress_events_consumed_total',
      help: 'Events read, by group and outcome: handled, double (a duplicate), skipped (type not declared), parked.',
      labelNames: ['group', 'outcome'],
      registers: [registry],
    });
    this.waits = new Counter({
      name: 'redress_consumer_waits_total',
      help: 'How often a partition was paused because of a failure, by group.',
      labelNames: ['group'],
      registers: [registry],
    });
  }

  took(group: string, { handled, doubles, skipped }: ConsumeCounts): void {
    if (handled > 0) this.events.inc({ group, outcome: 'handled' }, handled);
    if (doubles > 0) this.events.inc({ group, outcome: 'double' }, doubles);
    if (skipped > 0) this.events.inc({ group, outcome: 'skipped' }, skipped);
  }

  parked(group: string): void {
    this.events.inc({ group, outcome: 'parked' });
  }

  retried(group: string): void {
    this.waits.inc({ group });
  }
}
