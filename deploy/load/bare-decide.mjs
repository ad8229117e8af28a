import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { complaintAssigned, complaintReceived } from '@redress/contracts';
import { Consumes, messagingMigrations } from '@redress/messaging';
import { defineService, MessagingModule, runService, serviceConfig } from '@redress/runtime';
import { z } from 'zod';

/**
 * Baseline of `decide`: a service like routing whose handler only writes. It stores one row per complaint and emits the
 * same decision about each; it reads no text, looks up no policy, calculates no deadline and writes no work order.
 * Inbox, outbox, publisher and batches are those of routing. (Decorators are called as functions: this is JavaScript.)
 */
class BareConsumer {
  async decide(received, tx) {
    const rows = received.map(({ subject, data }) => ({ id: subject, number: data.number, complaint: data }));
    await tx.query(
      `INSERT INTO bare.decisions (complaint_id, number, complaint, decided_at)
       SELECT id, number, complaint, $2 FROM json_to_recordset($1::json) AS row (id uuid, number text, complaint jsonb)
       ON CONFLICT (complaint_id) DO NOTHING`,
      [JSON.stringify(rows), new Date()],
    );
    for (const { subject, data } of received)
      tx.emit({ definition: complaintAssigned, subject, data: { ...fixed, ...headOf(data) } });
  }
}

const fixed = {
  kind: 'complaint',
  category: 'bill',
  department: 'billing',
  severity: 'minor',
  tier: 'blue',
  flags: [],
  candidates: [],
  confidential: false,
  madeBy: 'rules',
  policyHash: 'bare',
  reasons: [],
};

const headOf = ({ number, channel, receivedAt, language, customer }) => ({
  ...{ number, channel, receivedAt, language, customer },
});

Controller()(BareConsumer);
Consumes('bare.intake.complaints', [complaintReceived])(
  BareConsumer.prototype,
  'decide',
  Object.getOwnPropertyDescriptor(BareConsumer.prototype, 'decide'),
);

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a module, decorated below
class BareModule {}
Module({ imports: [MessagingModule.forService('bare')], controllers: [BareConsumer] })(BareModule);

class Decisions1763720000000 {
  name = 'Decisions1763720000000';
  async up(runner) {
    await runner.query(
      `CREATE TABLE bare.decisions (complaint_id uuid PRIMARY KEY, number text COLLATE "C" NOT NULL,
         complaint jsonb NOT NULL, decided_at timestamptz NOT NULL)`,
    );
  }
  async down() {}
}

await runService(
  defineService({
    name: 'bare',
    database: {
      schema: 'bare',
      migrations: [...messagingMigrations('bare', { ledger: false }), Decisions1763720000000],
    },
    config: class extends serviceConfig(z.object({})) {},
    module: BareModule,
  }),
);
