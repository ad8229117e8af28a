import { Module } from '@nestjs/common';
import { TextModule } from '../text/text.module.js';
import { Attempts } from './attempts.js';
import { Instance } from './instance.js';
import { MessageSender } from './message-sender.js';
import { SendMetrics } from './send-metrics.js';

/** The sender of every channel. The gateways come from the application's `GATEWAYS`. */
@Module({
  imports: [TextModule],
  providers: [MessageSender, Attempts, Instance, SendMetrics],
  exports: [MessageSender],
})
export class SendingModule {}
