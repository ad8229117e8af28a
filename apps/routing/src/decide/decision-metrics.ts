import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import type { Outcome } from './decide.rules.js';

/** Counts decisions. Labels hold only our own words. */
@Injectable()
export class DecisionMetrics {
  private readonly decisions: Counter<'outcome' | 'tier'>;

  constructor(registry: Registry) {
    this.decisions = new Counter({
      name: 'redress_routing_decisions_total',
      help: 'Complaints decided, by outcome and alert tier.',
      labelNames: ['outcome', 'tier'],
      registers: [registry],
    });
  }

  decided(outcome: Outcome, tier: string): void {
    this.decisions.inc({ outcome, tier });
  }
}
