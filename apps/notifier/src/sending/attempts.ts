import { Injectable } from '@nestjs/common';
import { Clock, describeError, Log } from '@redress/runtime';
import type { ClaimedMessage } from '../message.js';
import { MessageRenderer } from '../text/message-renderer.js';
import type { Gateway, Outcome, OutgoingMessage } from './gateway.js';
import { SendMetrics } from './send-metrics.js';

/** Makes one attempt to send a message, counts it and logs failures. */
@Injectable()
export class Attempts {
  constructor(
    private readonly renderer: MessageRenderer,
    private readonly metrics: SendMetrics,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Never throws. */
  async make(gateway: Gateway, message: ClaimedMessage): Promise<Outcome> {
    const startedAt = performance.now();
    const outcome = await this.attempt(gateway, message);
    this.metrics.attempted(gateway.way, outcome, (performance.now() - startedAt) / 1_000);
    if (outcome.kind === 'refused' || outcome.kind === 'failed') {
      const { way, id, attempt } = message;
      this.log.info({ way, reason: outcome.reason, message: id, attempt }, 'a message was not accepted');
    }
    return outcome;
  }

  private async attempt(gateway: Gateway, message: ClaimedMessage): Promise<Outcome> {
    let outgoing: OutgoingMessage;
    try {
      const date = this.clock.now();
      const { id, form, recipient, language, number } = message;
      outgoing = { id, form, recipient, language, number, date, content: this.renderer.render(message, date) };
    } catch (error) {
      this.log.error({ err: describeError(error), message: message.id }, 'a message could not be rendered');
      return { kind: 'failed', reason: 'not-renderable', mayHaveLeft: false };
    }
    try {
      return await gateway.send(outgoing);
    } catch (error) {
      this.log.error(
        { err: describeError(error), way: gateway.way, message: message.id },
        'a gateway failed unexpectedly',
      );
      return { kind: 'failed', reason: 'gateway-error', mayHaveLeft: true };
    }
  }
}
