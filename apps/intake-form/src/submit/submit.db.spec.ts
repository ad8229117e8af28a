import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { runForm, type RunningForm } from '../spec/running-form.js';
import { complaint, freshPhone, submit, type Accepted } from '../spec/requests.js';

describe('POST /api/complaints', () => {
  let form: RunningForm;
  beforeAll(async () => {
    form = await runForm({ environment: { FORM_PER_ADDRESS: '100000' } });
  });
  afterAll(() => form.stop());
  const ledgerRows = async (key: string) =>
    (await form.dataSource.query('SELECT id FROM intake_form.ledger WHERE reference = $1', [key])) as unknown[];
  const problem = async (response: Response) =>
    (await response.json()) as { code: string; detail: string; errors?: { path: string; message: string }[] };

  it('answers 202 with id, number, code and a link once it is stored', async () => {
    const response = await submit(form.url, complaint());
    expect(response.status).toBe(202);
    const accepted = (await response.json()) as Accepted;
    expect(accepted.number).toMatch(/^\d{16}$/);
    expect(accepted.code).toMatch(/^\d{6}$/);
    expect(accepted.trackingUrl).toMatch(/^http:\/\/form\.example\.test\/t\/v1\.k1\./);
    expect(await form.dataSource.query('SELECT number FROM intake_form.ledger WHERE id = $1', [accepted.id])).toEqual([
      { number: accepted.number },
    ]);
  });

  it('stores one complaint for twenty concurrent requests, and gives each the same answer', async () => {
    const key = randomUUID();
    const body = complaint();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => submit(form.url, body, { 'idempotency-key': key })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(await ledgerRows(key)).toHaveLength(1);
    const again = await submit(form.url, Object.fromEntries(Object.entries(body).reverse()), {
      'idempotency-key': key,
    });
    expect(await again.text()).toBe(texts[0]);
  });

  it('refuses another body under the same key with 409, also when both arrive at once', async () => {
    const key = randomUUID();
    expect((await submit(form.url, complaint(), { 'idempotency-key': key })).status).toBe(202);
    const other = await submit(form.url, complaint(), { 'idempotency-key': key });
    expect(other.status).toBe(409);
    expect(await problem(other)).toMatchObject({ code: 'reference-conflict' });
    const racing = randomUUID();
    const both = await Promise.all(
      [complaint(), complaint()].map((body) => submit(form.url, body, { 'idempotency-key': racing })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(await ledgerRows(racing)).toHaveLength(1);
  });

  it('removes NUL and lone surrogates', async () => {
    const response = await submit(
      form.url,
      `{"text":"断\\u0000网\\ud800","customer":{"phone":"${freshPhone()}","name":"\\udfff李"}}`,
    );
    expect(response.status).toBe(202);
  });

  it.each([
    ['an unknown field', complaint({ urgent: true }), 422, 'urgent'],
    ['a blank text', complaint({ text: ' \n\t' }), 422, 'text'],
    ['10,001 characters', complaint({ text: '断'.repeat(10_001) }), 422, 'text'],
    ['no way to answer', complaint({ customer: {} }), 422, 'customer.phone'],
    ['an impossible phone', complaint({ customer: { phone: '123' } }), 422, 'customer.phone'],
    ['an impossible mail address', complaint({ customer: { email: 'li@' } }), 422, 'customer.email'],
    ['tomorrow’s complaint', complaint({ happenedAt: '2999-01-01' }), 422, 'happenedAt'],
    ['a list', [], 422, ''],
    ['a number', 7, 422, ''],
  ])('refuses %s', async (_, body, status, path) => {
    const response = await submit(form.url, body);
    expect(response.status).toBe(status);
    const { code, errors } = await problem(response);
    expect(code).toBe('bad-input');
    expect(errors?.map((error) => error.path)).toContain(path);
  });

  it('explains in the language of the customer, else of the request, else of the policy', async () => {
    const messageIn = async (body: unknown, headers: Record<string, string> = {}) =>
      (await problem(await submit(form.url, body, headers))).errors?.[0]?.message;
    expect(await messageIn(complaint({ text: '' }))).toContain('请');
    expect(await messageIn(complaint({ text: '' }), { 'accept-language': 'en-GB' })).toMatch(/^Write/);
    expect(
      await messageIn(complaint({ text: '', customer: { phone: freshPhone(), language: 'zh-TW' } }), {
        'accept-language': 'en',
      }),
    ).toContain('請');
  });

  it('answers broken JSON 400, a wrong type 415, more than 256 kB 413, no key 400, and never 500', async () => {
    const plain = { 'content-type': 'text/plain' };
    expect((await submit(form.url, '{"text":')).status).toBe(400);
    expect((await submit(form.url, '')).status).toBe(400);
    expect((await submit(form.url, '{"__proto__":{"x":1}}')).status).toBe(400);
    expect((await submit(form.url, 'text', plain)).status).toBe(415);
    expect((await submit(form.url, 'text=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(
      415,
    );
    expect((await submit(form.url, complaint({ place: 'x'.repeat(270_000) }))).status).toBe(413);
    expect((await submit(form.url, complaint(), { 'idempotency-key': 'short' })).status).toBe(400);
    expect((await submit(form.url, complaint(), { 'idempotency-key': 'k'.repeat(201) })).status).toBe(400);
    expect(
      (await submit(form.url, `{"text":"断","customer":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status,
    ).toBe(422);
    expect((await submit(form.url, 'null')).status).toBe(422);
    expect((await fetch(`${form.url}/api/complaints`, { method: 'PUT' })).status).toBe(405);
  });

  it('refuses the eleventh complaint in an hour for one phone number, and still answers a repeated request', async () => {
    const customer = { phone: freshPhone() };
    const key = randomUUID();
    const last = complaint({ customer });
    for (let i = 0; i < 9; i++) expect((await submit(form.url, complaint({ customer }))).status).toBe(202);
    expect((await submit(form.url, last, { 'idempotency-key': key })).status).toBe(202);
    const refused = await submit(form.url, complaint({ customer }));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await submit(form.url, last, { 'idempotency-key': key })).status).toBe(202);
  });

  it('counts a mailbox once in the contact limit, whatever its spelling', async () => {
    const name = `li.${randomUUID().slice(0, 8)}`;
    const spellings = [
      `${name}@gmail.com`,
      `${name.toUpperCase()}@GMAIL.com`,
      `${name.replace('.', '')}@googlemail.com`,
    ];
    for (let tag = 0; tag < 7; tag++) spellings.push(`${name}+${tag}@gmail.com`);
    for (const email of spellings)
      expect((await submit(form.url, complaint({ customer: { email } }))).status).toBe(202);
    expect((await submit(form.url, complaint({ customer: { email: `${name}+last@gmail.com` } }))).status).toBe(429);
    expect((await submit(form.url, complaint({ customer: { email: `${name}@example.com` } }))).status).toBe(202);
  });

  it('does not wait for the rest of a body that is announced as too large', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(`${form.url}/api/complaints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'content-length': 10_000_000 },
      });
      sending.on('response', (response) => {
        resolve(response.statusCode);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.write('{');
    });
    expect(status).toBe(413);
  });
});

describe('POST /api/complaints with a low limit per address', () => {
  it('answers 429 with Retry-After', async () => {
    const form = await runForm({ environment: { FORM_PER_ADDRESS: '60' } });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 61; i++) statuses.push((await submit(form.url, {})).status);
      expect(statuses.slice(0, 60)).toEqual(Array(60).fill(422));
      expect(statuses[60]).toBe(429);
    } finally {
      await form.stop();
    }
  });
});

describe('POST /api/complaints while the database is unavailable', () => {
  it('answers 503 with Retry-After within a second, and accepts the same request afterwards', async () => {
    const form = await runForm({ own: true });
    try {
      const key = randomUUID();
      const body = complaint();
      expect((await submit(form.url, complaint())).status).toBe(202);
      await form.postgres.takeAway();
      const started = performance.now();
      const refused = await submit(form.url, body, { 'idempotency-key': key });
      expect(refused.status).toBe(503);
      expect(performance.now() - started).toBeLessThan(1_000);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await form.postgres.bringBack();
      const accepted = await submit(form.url, body, { 'idempotency-key': key });
      expect(accepted.status).toBe(202);
    } finally {
      await form.stop();
    }
  });
});
