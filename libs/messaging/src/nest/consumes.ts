import { type ArgumentsHost, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition, EventOf } from '@redress/contracts';
import { type Observable, throwError } from 'rxjs';
import type { Transaction } from '../outbox/transaction.js';

/** The definitions that a `@Consumes` handler declares. Nest stores them as the handler's extras. */
export interface ConsumesExtras {
  definitions: readonly EventDefinition[];
}

/**
 * Nest would replace a handler's error and log its message, which can contain customer data. This filter returns the
 * original error.
 */
@Catch()
class RethrowOriginal implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/** The signature that a handler of events `E` must have. */
type Handler<E> = (events: E[], tx: Transaction) => Promise<void>;
type HandlerDecorator<E> = <H extends Handler<E>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

/**
 * Marks a controller's method as the only handler of a consumer group: `method(events, tx)`. The type of `events`
 * follows from `definitions`. The handler receives decoded events in order, without duplicates. Its writes through
 * `tx`, the events it emits and the inbox rows of the received events are committed in one transaction. `group` is
 * `<service>.<topic>` and never changes. Types that are not declared are skipped. Throws RangeError for definitions of
 * several topics, or for a group of another name.
 */
export function Consumes<const D extends readonly EventDefinition[]>(
  group: string,
  definitions: D,
): HandlerDecorator<EventOf<D[number]>> {
  const [first] = definitions;
  if (!first || definitions.some(({ topic }) => topic !== first.topic))
    throw new RangeError(`${group}: the events of one handler must be on one topic.`);
  if (!group.endsWith(`.${first.topic}`))
    throw new RangeError(`${group}: a group is named <service>.<topic>, here <service>.${first.topic}.`);
  return (target, key, descriptor) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    UseFilters(RethrowOriginal)(target, key, descriptor as TypedPropertyDescriptor<unknown>);
    const extras: ConsumesExtras = { definitions };
    EventPattern<string>(group, extras as unknown as Record<string, unknown>)(target, key, descriptor);
  };
}
