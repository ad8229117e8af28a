import { messagingMigrations } from '@redress/messaging';
import { defineService } from '@redress/runtime';
import { NotifierConfig } from './config.js';
import { StoredMessage } from './message.entity.js';
import { CreateMessages1763800000000 } from './migrations/create-messages.js';
import { NotifierModule } from './notifier.module.js';
import { Preview } from './preview/preview.entity.js';

/** Releases without `notifier.sequences` counted the delivery events of a complaint in its messages. */
const messagingTables = {
  ledger: false,
  storedSequences: 'SELECT complaint_id AS about, event_sequence AS last FROM notifier.messages',
};

/** Notifies customers of decisions, and publishes the delivery result of each message. */
export const notifier = defineService({
  name: 'notifier',
  database: {
    schema: 'notifier',
    migrations: [...messagingMigrations('notifier', messagingTables), CreateMessages1763800000000],
    entities: [StoredMessage, Preview],
  },
  config: NotifierConfig,
  opsPaths: ['/mailbox'],
  module: NotifierModule,
});
