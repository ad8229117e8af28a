import { Counter, type Registry } from 'prom-client';
import type { Outcome } from './decide.rules.js';

/** How many complaints were decided, and how. Labels are our own words only. */
export class DecisionMetrics {
  private readonly decisions: Counter<'outcome' | 'tier'>;

  constructor(registry: Registry) {
    this.decisions = new Counter({
      name: 'redress_routing_decisions_total',
      help: 'Complaints decided, by what became of them and their alert tier.',
      labelNames: ['outcome', 'tier'],
      registers: [registry],
    });
  }

  decided(outcome: Outcome, tier: string): void {
    this.decisions.inc({ outcome, tier });
  }
}
