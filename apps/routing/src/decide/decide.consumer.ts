import { Controller } from '@nestjs/common';
import {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintReceived,
  complaintSetAside,
  complaintTriageNeeded,
  queueTopic,
  workOrderAssigned,
  type ComplaintReceived,
  type Decision,
  type Event,
  type EventDefinition,
} from '@redress/contracts';
import { Consumes, type Transaction } from '@redress/messaging';
import type { Policy } from '@redress/policy';
import { Clock } from '@redress/runtime';
import { decide, type Outcome } from './decide.rules.js';
import { storeDecisions, type Decided } from './decision-rows.js';
import { DecisionMetrics } from './decision-metrics.js';
import { PolicyInForce } from './policy-in-force.js';
import { workOrderOf } from './work-order.rules.js';

const events: Record<Outcome, EventDefinition> = {
  assigned: complaintAssigned,
  'approval-needed': complaintApprovalNeeded,
  'triage-needed': complaintTriageNeeded,
  'set-aside': complaintSetAside,
};

/** Decides once per complaint which department must answer, and publishes the work order on that department's queue. */
@Controller()
export class DecideConsumer {
  constructor(
    private readonly policy: PolicyInForce,
    private readonly metrics: DecisionMetrics,
    private readonly clock: Clock,
  ) {}

  @Consumes('routing.intake.complaints', [complaintReceived])
  async decide(received: Event<ComplaintReceived>[], tx: Transaction): Promise<void> {
    const { policy, model } = await this.policy.usable();
    const decided = new Map<string, Decided>();
    for (const event of received) {
      if (decided.has(event.subject)) continue;
      decided.set(event.subject, { event, ruling: decide(event.data, policy, model) });
    }
    const fresh = await storeDecisions([...decided.values()], this.clock.now(), tx);
    for (const one of decided.values()) if (fresh.has(one.event.subject)) this.publish(one, policy, tx);
  }

  private publish({ event, ruling: { outcome, decision } }: Decided, policy: Policy, tx: Transaction): void {
    const { subject, traceparent, data } = event;
    tx.emit<unknown>({ definition: events[outcome], subject, data: decision, traceparent });
    if (outcome === 'assigned' && isAssigned(decision)) {
      const workOrder = workOrderOf(data, decision, policy);
      tx.emit({
        definition: workOrderAssigned,
        topic: queueTopic(decision.department),
        subject,
        data: { workOrder: subject, ...workOrder },
        traceparent,
      });
    }
    tx.afterCommit(() => this.metrics.decided(outcome, decision.tier));
  }
}

function isAssigned(decision: Decision): decision is Decision & Required<Pick<Decision, 'department' | 'category'>> {
  return decision.department !== undefined && decision.category !== undefined;
}
