import { describe, expect, it } from '@jest/globals';
import { allEvents, personalFields, type EventDefinition } from '@redress/contracts';
import { PermanentError } from '@redress/messaging';
import { QueryFailedError } from 'typeorm';
import { z } from 'zod';
import { NestLog } from './nest-log.js';
import { createLogger } from './logger.js';
import { maskText } from './mask.rules.js';

const phone = '13800138000';
const mail = 'li.lei@example.test';
const secrets = [phone, '+86 138-0013-8000', '138 0013 8000', mail, '李雷', '家里宽带从昨晚开始一直断', '幸福路9号'];

/** A logger that keeps its lines. */
function capture() {
  const lines: string[] = [];
  const log = createLogger({ level: 'trace', destination: { write: (line: string) => void lines.push(line) } });
  return { log, lines, written: () => lines.join('') };
}

function expectClean(written: string): void {
  expect(written).not.toBe('');
  for (const secret of secrets) expect(written).not.toContain(secret);
  expect(written).not.toMatch(/138\D{0,2}0013/);
}

/** Data with a value for each personal path of an event. */
function filled(definition: EventDefinition): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  personalFields(definition.data).forEach((path, index) => {
    const secret = secrets[index % secrets.length];
    const parts = path.split('.');
    let at = data;
    parts.forEach((part, depth) => {
      const name = part.replace('[]', '');
      const last = depth === parts.length - 1;
      if (part.endsWith('[]')) {
        const items = (at[name] ??= [{}]) as Record<string, unknown>[];
        at = items[0]!;
      } else if (last) at[name] = secret;
      else at = (at[name] ??= {}) as Record<string, unknown>;
    });
  });
  return data;
}

describe('the log', () => {
  it.each(allEvents.map((event) => [event.name, event] as const))(
    'writes no personal data of %s, however it is passed',
    (_name, definition) => {
      const { log, written } = capture();
      const data = filled(definition);
      const event = { specversion: '1.0', id: 'e', type: definition.type, subject: 's', sequence: 1, data };
      log.info({ event }, 'as an event');
      log.info({ data }, 'as its data');
      log.info(data, 'as fields');
      log.info({ rows: [{ deep: { deeper: data } }] }, 'deep inside');
      log.child({ data }).info('as bindings');
      log.info('interpolated %o %j', data, event);
      expectClean(written());
      expect(written()).toContain(definition.type);
    },
  );

  it('masks phone numbers and mail addresses in messages, interpolated values, property names and strings', () => {
    const { log, written } = capture();
    log.info(`called ${phone}, wrote to ${mail}`);
    log.warn('called %s and %s', phone, mail);
    log.error({ note: `tel ${phone}`, list: [mail], [mail]: 1, [phone]: 2 }, 'x');
    log.info({ nested: new Map([[phone, mail]]) }, 'y');
    expectClean(written());
  });

  it('writes name, code and frames of an error that is not ours, never its message', () => {
    const { log, written, lines } = capture();
    const pgError = Object.assign(new Error(`duplicate key value: ${mail}`), {
      code: '23505',
      detail: `Key (phone)=(${phone}) already exists.`,
      where: '家里宽带从昨晚开始一直断',
      table: 'ledger',
      constraint: 'ledger_pkey',
    });
    log.error(pgError);
    log.error(pgError, 'could not store');
    log.error({ err: pgError });
    log.error({ failure: pgError, deep: { error: pgError } }, 'x');
    log.error('failed %s', pgError);
    log.error({ err: new QueryFailedError('INSERT INTO x VALUES ($1)', [phone, '李雷'], pgError) }, 'x');
    log.error({ err: new Error('李雷', { cause: pgError }) }, 'x');
    log.error({ err: new AggregateError([pgError], `all failed for ${phone}`) }, 'x');
    expectClean(written());
    expect(lines[0]).toContain('"code":"23505"');
    expect(lines[0]).toContain('ledger_pkey');
    expect(lines[0]).toContain('logging.spec');
    expect(lines[5]).toContain('23505');
  });

  it('writes no content of a zod error', () => {
    const { log, written } = capture();
    const schema = z.object({ kind: z.enum(['a']), customer: z.strictObject({}) });
    const result = schema.safeParse({ kind: '李雷', customer: { [mail]: phone } });
    log.error(result.error);
    log.error({ err: result.error }, 'x');
    expectClean(written());
  });

  it('writes no message that looks like a stack', () => {
    const { log, written } = capture();
    log.error(new Error(`broken\n    at 李雷 (/home/李雷/a.ts:1:2)\n    at ${mail} (file:///x.ts:1:1)`));
    const renamed = new Error('x');
    renamed.name = '李雷';
    log.error(renamed);
    const changed = new Error('家里宽带从昨晚开始一直断');
    changed.message = 'another';
    log.error(changed);
    expectClean(written());
  });

  it('writes the messages of our own errors, masked', () => {
    const { log, written } = capture();
    log.error(new PermanentError('no-such-department', `The queue of ${phone} is missing.`));
    expect(written()).toContain('The queue of [phone] is missing.');
  });

  it('writes the messages of Nest, but not those of errors', () => {
    const { log, written } = capture();
    const nest = new NestLog(log);
    const error = new Error(`${phone} ${mail} 李雷`);
    nest.error(error);
    nest.error(error.message, error.stack, 'ExceptionsHandler');
    nest.error(error.stack);
    nest.warn({ phone, any: error });
    nest.log('Mapped {/api, POST} route', 'RouterExplorer');
    expectClean(written());
    expect(written()).toContain('ExceptionsHandler');
    expect(written()).toContain('Mapped {/api, POST} route');
  });

  it('writes what is needed to trace a complaint', () => {
    const { log, lines } = capture();
    const fields = {
      complaint: '0198f5a0-1234-5678-9abc-123456789012',
      at: new Date(0),
      department: 'network',
      ms: 12345678,
      number: '4821093755162204',
      broker: '10.11.12.13:9092',
      hash: 'ab12345678901234567890123456789012345678',
    };
    log.info(fields, 'kept 2025-11-21T22:42:00.123Z 0198f5a0-1234-5678-9abc-123456789012');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      ...fields,

      at: '1970-01-01T00:00:00.000Z',
      msg: 'kept 2025-11-21T22:42:00.123Z 0198f5a0-1234-5678-9abc-123456789012',
    });
  });
});

describe('maskText', () => {
  it.each([
    ['电话13800138000。', '电话[phone]。'],
    ['tel13800138000x', 'tel[phone]x'],
    ['＋８６１３８００１３８０００', '[phone]'],
    ['+86 (010) 6655-4433', '[phone]'],
    ['138.0013.8000', '[phone]'],
    ['call 95598', 'call 95598'],
    ['7654321', '[phone]'],
    ['李雷@例子.公司', '[mail]'],
    ['a.b+c@mail.example.test, d@e.cn', '[mail], [mail]'],
    ['postgres://redress:hunter2@db:5432/x', 'postgres://[secret]@db:5432/x'],
    ['file:///a/node_modules/@nestjs/core/nest.js:12:3', 'file:///a/node_modules/@nestjs/core/nest.js:12:3'],
    ['2025-11-21 and 2025-11-21T10:00:00Z', '2025-11-21 and 2025-11-21T10:00:00Z'],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});
