import { Global, Injectable, Module } from '@nestjs/common';
import { MessagingModule, type ServiceDefinition } from '@redress/runtime';
import { AcknowledgeModule } from '../acknowledge/acknowledge.module.js';
import { EmailGateway } from '../email/email.gateway.js';
import { EmailModule } from '../email/email.module.js';
import { PreviewGateway } from '../preview/preview.gateway.js';
import { PreviewModule } from '../preview/preview.module.js';
import { Gateway, GATEWAYS, type Outcome, type OutgoingMessage } from '../sending/gateway.js';
import { notifier } from '../service.js';

/** A second real channel, with a provider in memory. */
@Injectable()
export class MemorySmsGateway extends Gateway {
  readonly way = 'sms';
  readonly configured = true;
  readonly concurrency = 2;
  readonly attempts: OutgoingMessage[] = [];
  /** The outcome of the nth attempt; `sent` by default. */
  outcome: (count: number) => Outcome = () => ({ kind: 'sent' });
  underWay = 0;
  mostUnderWay = 0;

  async send(message: OutgoingMessage): Promise<Outcome> {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    this.attempts.push(message);
    const outcome = this.outcome(this.attempts.length);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.underWay -= 1;
    return outcome;
  }

  close(): void {
    // No connection is kept.
  }
}

@Global()
@Module({
  imports: [EmailModule, PreviewModule],
  providers: [
    MemorySmsGateway,
    {
      provide: GATEWAYS,
      inject: [EmailGateway, MemorySmsGateway, PreviewGateway],
      useFactory: (...gateways: Gateway[]): Gateway[] => gateways,
    },
  ],
  exports: [GATEWAYS, MemorySmsGateway],
})
class GatewaysWithSmsModule {}

@Module({ imports: [MessagingModule.forService('notifier'), GatewaysWithSmsModule, AcknowledgeModule] })
class NotifierWithSmsModule {}

/** The notifier with mail, text messages and the preview mailbox. */
export const notifierWithSms: ServiceDefinition = { ...notifier, module: NotifierWithSmsModule };
