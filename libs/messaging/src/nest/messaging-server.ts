import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { FamilyHandler, Messaging } from '../messaging.js';
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
      throw new Error(`Two handlers consume '${pattern}': a group has exactly one handler.`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      for (const [group, handler] of this.messageHandlers) {
        const { definitions, family } = handler.extras as unknown as ConsumesExtras;
        const handle: FamilyHandler = async (events, tx, name) => {
          const result: unknown = await handler({ events, name }, tx);
          if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
        };
        if (family !== undefined) this.messaging.consumeEach({ family, definitions, handle });
        else {
          const topic = definitions[0]!.topic;
          this.messaging.consume({ group, topic, definitions, handle: (events, tx) => handle(events, tx, topic) });
        }
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
