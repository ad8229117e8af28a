import { describe, expect, it } from '@jest/globals';
import { CloudEvent } from 'cloudevents';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { allEvents } from './all-events.js';
import { defineEvent, readEvent, type EventDefinition } from './define-event.js';
import { encodeEvent } from './envelope.js';
import { growing } from './words.js';
import { sampleOf } from './spec/samples.js';

const fixture = (event: EventDefinition, version: number): string =>
  join(import.meta.dirname, '../fixtures', `${event.name}.${version}.json`);
const versions = allEvents.flatMap((event) =>
  Array.from({ length: event.version }, (_, index) => [event.name, index + 1, event] as const),
);

describe('stored events', () => {
  // A fixture is written once, when its version is published, and never changed: readers must always be able to read
  // it.
  it.each(versions)('%s of version %i can still be read', (_, version, event) => {
    expect(existsSync(fixture(event, version))).toBe(true);
    const read = readEvent(readFileSync(fixture(event, version)), [event]);
    expect(read).toEqual(sampleOf(event));
  });

  it.each(allEvents.map((event) => [event.name, event] as const))('%s is a CloudEvent', (_, event) => {
    expect(new CloudEvent(JSON.parse(encodeEvent(sampleOf(event))) as Partial<CloudEvent<unknown>>).validate()).toBe(
      true,
    );
  });
});

describe('versions', () => {
  const second = defineEvent({
    type: 'thing.done',
    topic: 'things',
    version: 3,
    content: 'fact',
    summary: 'for specs',
    data: z.object({ customer: z.object({ phone: z.string() }), loud: z.boolean() }),
    upcasts: { 1: ({ phone, ...rest }) => ({ ...rest, customer: { phone } }), 2: (data) => ({ ...data, loud: false }) },
  });
  const written = (version: number, data: object): string => {
    const event = {
      ...sampleOf(allEvents[0]!),
      type: second.type,
      dataschema: `urn:redress:thing.done:${version}`,
      data,
    };
    return encodeEvent(event);
  };

  it('converts an old event to the newest version', () =>
    expect(readEvent(written(1, { phone: '1' }), [second])?.data).toEqual({ customer: { phone: '1' }, loud: false }));
  it('drops unknown fields', () =>
    expect(
      readEvent(written(3, { customer: { phone: '1', fax: '2' }, loud: true, mood: 'x' }), [second])?.data,
    ).toEqual({
      customer: { phone: '1' },
      loud: true,
    }));
  it('refuses a newer version', () =>
    expect(() => readEvent(written(4, {}), [second])).toThrow('reader knows up to 3'));
  it('names the invalid fields without their values', () => {
    const broken = written(3, { customer: { phone: 13812345678 }, loud: 'very' });
    expect(() => readEvent(broken, [second])).toThrow('thing.done: customer.phone (invalid_type), loud (invalid_type)');
  });
  it('refuses a definition without an upcast from an older version', () => {
    expect(() =>
      defineEvent({ type: 'x.y', topic: 't', version: 2, content: 'fact', summary: '', data: z.object({}) }),
    ).toThrow(RangeError);
  });
});

describe('lists that grow', () => {
  const colours = ['red', 'blue'] as const;

  it.each([
    ['red', 'red'],
    ['green', 'other'],
    ['other', 'other'],
  ])('reads %s as %s', (value, expected) => expect(growing(colours).parse(value)).toBe(expected));

  it('are read by today’s readers when a later release adds a value, without a new version', () => {
    const event = allEvents.find(({ name }) => name === 'notification.sent')!;
    const later = {
      ...sampleOf(event),
      data: { ...(sampleOf(event).data as object), over: 'wechat', purpose: 'resolution' },
    };
    expect(readEvent(encodeEvent(later), [event])?.data).toMatchObject({ over: 'other', purpose: 'other' });
  });

  it.each(['', 'x'.repeat(61)])('refuse a value that is not a short word', (value) =>
    expect(growing(colours).safeParse(value).success).toBe(false),
  );
});
