import { type ArgumentsHost, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition } from '@redress/contracts';
import { type Observable, throwError } from 'rxjs';

/** What a `@Consumes` handler declares; travels as the handler's extras. */
export interface ConsumesExtras {
  definitions: readonly EventDefinition[];
}

/** Nest would replace the error and log its message, which can quote a customer: hand the original back to the consumer instead. */
@Catch()
class RethrowOriginal implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Marks a method of an ordinary controller as the one handler of a group: `method(events: Event[], tx: Transaction)`. It gets whole
 * events in order, at least once removed of doubles, and has its effects in `tx`: effects, emitted events and the memory of what
 * was seen are committed together. `group` is `<service>.<topic>` and never changes; types that are not declared are skipped.
 */
export function Consumes(group: string, definitions: readonly EventDefinition[]): MethodDecorator {
  const [first] = definitions;
  if (!first || definitions.some(({ topic }) => topic !== first.topic)) throw new RangeError(`${group}: the events of one handler are of one topic.`);
  if (!group.endsWith(`.${first.topic}`)) throw new RangeError(`${group}: a group is called <service>.<topic>, here <service>.${first.topic}.`);
  return (target, key, descriptor) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    UseFilters(RethrowOriginal)(target, key, descriptor as TypedPropertyDescriptor<unknown>);
    EventPattern<string>(group, { definitions } satisfies ConsumesExtras as unknown as Record<string, unknown>)(target, key, descriptor);
  };
}
