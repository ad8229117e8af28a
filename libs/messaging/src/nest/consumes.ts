import { type ArgumentsHost, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition, EventOf } from '@redress/contracts';
import { type Observable, throwError } from 'rxjs';
import type { Transaction } from '../outbox/transaction.js';

/** The definitions that a `@Consumes` handler declares. Nest stores them as the handler's extras. */
export interface ConsumesExtras {
  definitions: readonly EventDefinition[];
  /** Of `@ConsumesEach`: what the topics' names begin with, without the dot. */
  family?: string;
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

/** The signature that a handler of events `E` must have. `name` is for `@ConsumesEach` only. */
type Handler<E> = (events: E[], tx: Transaction, name: string) => Promise<void>;
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
  return handlerOf(group, { definitions });
}

/**
 * Like {@link Consumes} for all topics `<family>.<name>`, such as the replies of each department: one group
 * `<service>.<family>.<name>` for each topic, and `method(events, tx, name)`. A topic is read from when
 * `Messaging.readEach` names it. Throws RangeError for definitions of other topics than `<family>.<…>`.
 */
export function ConsumesEach<const D extends readonly EventDefinition[]>(
  family: string,
  definitions: D,
): HandlerDecorator<EventOf<D[number]>> {
  if (definitions.length === 0 || definitions.some(({ topic }) => !topic.startsWith(`${family}.<`)))
    throw new RangeError(`${family}: the events of one handler must be on the topics ${family}.<…>.`);
  return handlerOf(family, { definitions, family });
}

function handlerOf<E>(pattern: string, extras: ConsumesExtras): HandlerDecorator<E> {
  return (target, key, descriptor) => {
    Payload('events')(target, key, 0);
    Ctx()(target, key, 1);
    Payload('name')(target, key, 2);
    UseFilters(RethrowOriginal)(target, key, descriptor as TypedPropertyDescriptor<unknown>);
    EventPattern<string>(pattern, extras as unknown as Record<string, unknown>)(target, key, descriptor);
  };
}
