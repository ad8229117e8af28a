import { describe, expect, it } from '@jest/globals';
import {
  complaintAssigned,
  complaintReceived,
  notificationSent,
  type ComplaintReceived,
  type Event,
} from '@redress/contracts';
import type { Transaction } from '../outbox/transaction.js';
import { Consumes } from './consumes.js';

describe('@Consumes', () => {
  it('refuses events of two topics and a group named after another topic', () => {
    expect(() => Consumes('x.intake.complaints', [complaintReceived, complaintAssigned])).toThrow(RangeError);
    expect(() => Consumes('x.other', [complaintReceived])).toThrow('<service>.intake.complaints');
  });

  it('lets the compiler reject a handler of other events', () => {
    class Reader {
      @Consumes('x.intake.complaints', [complaintReceived])
      read(_events: Event<ComplaintReceived>[], _tx: Transaction): Promise<void> {
        return Promise.resolve();
      }

      // @ts-expect-error notification.sent is not a complaint.received
      @Consumes('x.notifier.deliveries', [notificationSent])
      wrong(_events: Event<ComplaintReceived>[], _tx: Transaction): Promise<void> {
        return Promise.resolve();
      }
    }
    expect(Reader).toBeDefined();
  });
});
