import { Module } from '@nestjs/common';
import { messagingMigrations } from '@redress/messaging';
import { defineService } from '@redress/runtime';
import { AcknowledgeConsumer } from './acknowledge/acknowledge.consumer.js';
import { notifierConfig } from './config.js';
import { CreateMessages1763800000000 } from './migrations/create-messages.js';
import { MailboxController } from './preview/mailbox.controller.js';
import { Senders } from './senders.js';

/** A root for Nest; what is in it depends on the context. */
@Module({})
class NotifierModule {}

/** What to say, to whom, over what, and what became of it. */
export const notifier = defineService({
  name: 'notifier',
  database: { schema: 'notifier', migrations: [...messagingMigrations('notifier', { ledger: false }), CreateMessages1763800000000] },
  config: notifierConfig,
  publicPaths: [],
  staffPaths: ['/mailbox'],
  module: (context) => ({
    module: NotifierModule,
    controllers: [AcknowledgeConsumer, MailboxController],
    providers: [{ provide: Senders, useFactory: () => new Senders(context) }],
  }),
});
