import { Module } from '@nestjs/common';
import { messagingMigrations } from '@redress/messaging';
import { CONTEXT, defineService, MessagingModule, type ServiceContext } from '@redress/runtime';
import { AcknowledgeConsumer } from './acknowledge/acknowledge.consumer.js';
import { NotifierConfig } from './config.js';
import { CreateMessages1763800000000 } from './migrations/create-messages.js';
import { MailboxController } from './preview/mailbox.controller.js';
import { Senders } from './senders.js';

/** Releases without `notifier.sequences` counted the delivery events of a complaint in its messages. */
const messagingTables = {
  ledger: false,
  storedSequences: 'SELECT complaint_id AS about, event_sequence AS last FROM notifier.messages',
};

@Module({
  imports: [MessagingModule.forService('notifier')],
  controllers: [AcknowledgeConsumer, MailboxController],
  providers: [{ provide: Senders, inject: [CONTEXT], useFactory: (context: ServiceContext<NotifierConfig>) => new Senders(context) }],
})
class NotifierModule {}

/** What to say, to whom, over what, and what became of it. */
export const notifier = defineService({
  name: 'notifier',
  database: { schema: 'notifier', migrations: [...messagingMigrations('notifier', messagingTables), CreateMessages1763800000000] },
  config: NotifierConfig,
  opsPaths: ['/mailbox'],
  module: NotifierModule,
});
