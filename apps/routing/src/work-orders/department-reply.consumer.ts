import { Controller } from '@nestjs/common';
import { departmentReplies, workOrderChanged } from '@redress/contracts';
import { ConsumesEach, PermanentError, type Transaction } from '@redress/messaging';
import { Clock } from '@redress/runtime';
import { In } from 'typeorm';
import { PolicyInForce } from '../decide/policy-in-force.js';
import { applyReply, type Reply } from './apply-reply.rules.js';
import { backToTriage } from './back-to-triage.js';
import { openFirstOrders } from './work-order-rows.js';
import { WorkOrderRow } from './work-order.entity.js';

/**
 * Reads what departments reply to their work orders. Each department has its own topic, which nobody else can write
 * to: its name says who replied. A reply that does not fit is parked with the reason.
 */
@Controller()
export class DepartmentReplyConsumer {
  constructor(
    private readonly policy: PolicyInForce,
    private readonly clock: Clock,
  ) {}

  @ConsumesEach('queue-replies', departmentReplies)
  async apply(replies: Reply[], tx: Transaction, department: string): Promise<void> {
    const { policy } = await this.policy.usable();
    const now = this.clock.now();
    await openFirstOrders(
      replies.map(({ subject }) => subject),
      now,
      tx,
    );
    const rows = await tx.manager.find(WorkOrderRow, {
      where: { id: In(replies.map(orderOf)) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const orders = new Map(rows.map((row) => [row.id, row]));
    for (const reply of replies) {
      const order = orders.get(orderOf(reply));
      const applied = applyReply(order, reply, department, policy.answers, now);
      if ('code' in applied) throw new PermanentError(applied.code, applied.message);
      const { changed, facts } = applied;
      Object.assign(order!, changed, { changedAt: now });
      const { subject, traceparent } = reply;
      for (const data of facts) tx.emit({ definition: workOrderChanged, subject, data, traceparent });
      if (changed.state === 'refused') await backToTriage(order!, reply, now, tx);
    }
    await tx.manager.save(rows);
  }
}

/** The work order that a reply names: without an id the first one, which has the id of the complaint. */
function orderOf({ subject, data }: Reply): string {
  return data.workOrder ?? subject;
}
