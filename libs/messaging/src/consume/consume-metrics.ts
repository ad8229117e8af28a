import { Counter, type Registry } from 'prom-client';
import type { ConsumeWatch } from './batch-processor.js';
import type { Tally } from './consumption.js';

/** What became of the events each group read. */
export class ConsumeMetrics implements ConsumeWatch {
  private readonly events: Counter;
  private readonly waits: Counter;

  constructor(registry: Registry) {
    this.events = new Counter({
      name: 'redress_events_consumed_total',
      help: 'Events read, by group and outcome: handled, double (seen before), skipped (type not declared), parked.',
      labelNames: ['group', 'outcome'],
      registers: [registry],
    });
    this.waits = new Counter({
      name: 'redress_consumer_waits_total',
      help: 'How often a partition was set to wait because of a failure, by group.',
      labelNames: ['group'],
      registers: [registry],
    });
  }

  took(group: string, { handled, doubles, skipped }: Tally): void {
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
