import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Messaging } from '../messaging.js';
import type { ConsumesExtras } from './consumes.js';

/**
 * Subscribes `@Consumes` handlers to the transport. Nest's own Kafka transport redelivers a failed event without limit
 * and blocks its partition.
 */
export class MessagingServer extends Server implements CustomTransportStrategy {
  constructor(private readonly messaging: Messaging) {
    super();
  }

  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    if (this.messageHandlers.has(pattern))
      throw new Error(`Two handlers have @Consumes('${pattern}'): a group has exactly one handler.`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      for (const [group, handler] of this.messageHandlers) {
        const { definitions } = handler.extras as unknown as ConsumesExtras;
        this.messaging.consume({
          group,
          topic: definitions[0]!.topic,
          definitions,
          handle: async (events, tx) => {
            const result: unknown = await handler(events, tx);
            if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
          },
        });
      }
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await this.messaging.stopReading();
  }

  on(): never {
    throw new Error('The messaging server emits no events.');
  }

  unwrap<T>(): T {
    return this.messaging as T;
  }
}
