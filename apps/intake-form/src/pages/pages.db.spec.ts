import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshPhone, hiddenFields, post } from '../spec/requests.js';
import { runForm, type RunningForm } from '../spec/running-form.js';

const text = '家里宽带从昨晚开始一直断，打客服说要等三天';

describe('the pages without scripts', () => {
  let form: RunningForm;
  beforeAll(async () => {
    form = await runForm({ policy: 'power', environment: { FORM_PER_ADDRESS: '100000' } });
  });
  afterAll(() => form.stop());

  const start = async () => hiddenFields(await (await fetch(form.url)).text());
  const filled = async () => ({
    ...(await start()),
    text,
    phone: freshPhone(),
    step: 'check',
    go: 'send',
    lang: 'zh-CN',
  });
  const rows = async (key: string) =>
    (await form.dataSource.query('SELECT id FROM intake_form.ledger WHERE reference = $1', [key])) as { id: string }[];

  it('lead from the text to the receipt and keep all that was typed', async () => {
    const first = await start();
    const afterText = await (await post(form.url, { ...first, text, go: 'next' })).text();
    expect(hiddenFields(afterText)['key']).toBe(first['key']);
    const afterQuestions = await (await post(form.url, { ...hiddenFields(afterText), text, go: 'skip' })).text();
    const afterContact = await (
      await post(form.url, { ...hiddenFields(afterQuestions), phone: freshPhone(), name: '李<b>', go: 'next' })
    ).text();
    expect(afterContact).toContain(text);
    expect(afterContact).toContain('李&lt;b>');
    const sent = await post(form.url, { ...hiddenFields(afterContact), go: 'send' });
    expect(sent.status).toBe(303);
    const receipt = await fetch(form.url + sent.headers.get('location')!);
    expect(receipt.headers.get('cache-control')).toBe('no-store');
    expect(receipt.headers.get('referrer-policy')).toBe('no-referrer');
    expect(receipt.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    const [{ id }] = (await rows(first['key']!)) as [{ id: string }];
    expect(await receipt.text()).toContain(form.installation.codeOf(id));
  });

  it('store one complaint for a double click, a reload and the back button', async () => {
    const fields = await filled();
    const answers = await Promise.all([post(form.url, fields), post(form.url, fields), post(form.url, fields)]);
    answers.push(await post(form.url, fields));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    expect(await rows(fields['key' as never])).toHaveLength(1);
  });

  it('offer to send a draft that was changed after it was sent as a new complaint', async () => {
    const fields = await filled();
    expect((await post(form.url, fields)).status).toBe(303);
    const conflict = await post(form.url, { ...fields, text: `${text}，今天又断了` });
    expect(conflict.status).toBe(409);
    const html = await conflict.text();
    expect(html).toContain('今天又断了');
    expect((await post(form.url, { ...hiddenFields(html), go: 'send' })).status).toBe(303);
  });

  it('keep all that was typed when a field is invalid, and link to each such field', async () => {
    const refused = await post(form.url, {
      ...(await start()),
      text,
      step: 'contact',
      phone: '123',
      email: 'li@',
      name: '李雷',
      go: 'next',
    });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('href="#phone"');
    expect(html).toContain('href="#email"');
    expect(html).toContain('value="李雷"');
    expect(html).toContain('value="123"');
    expect(hiddenFields(html)['text']).toBe(text);
  });

  it('change the language without losing what was typed', async () => {
    const switched = await post(form.url, { ...(await start()), text, go: 'lang:en' });
    expect(switched.headers.get('set-cookie')).toContain('lang=en');
    const html = await switched.text();
    expect(html).toContain('<html lang="en"');
    expect(html).toContain(text);
  });

  it('show the emergency line when the text describes danger', async () => {
    const calm = await (await post(form.url, { ...(await start()), text: '电费单看不懂', go: 'next' })).text();
    expect(calm.includes('id="emergency"')).toBe(false);
    const danger = await (
      await post(form.url, { ...(await start()), text: '门口电线断了掉在地上，还在冒火', go: 'next' })
    ).text();
    expect(danger).toContain(form.policies.current.operator.emergency!.text['zh-CN']);
    expect(danger.indexOf('class="emergency loud"')).toBeLessThan(danger.indexOf('<form'));
  });

  it('refuse a post from another site', async () => {
    const fields = await filled();
    expect((await post(form.url, fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(
      (await post(`${form.url}/track`, { number: '1', code: '2' }, { 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403);
    expect(await rows(fields['key' as never])).toHaveLength(0);
  });

  it('open tracking by number and code, and answer a wrong code like an unknown number', async () => {
    const fields = await filled();
    const sent = await post(form.url, fields);
    const { installation } = form;
    const [{ id }] = (await rows(fields['key' as never])) as [{ id: string }];
    const grouped = installation.numberOf(id).replace(/(\d{4})(?=\d)/g, '$1 ');
    const opened = await post(`${form.url}/track`, { number: grouped, code: installation.codeOf(id) });
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe(sent.headers.get('location')!.replace('/receipt/', '/t/'));
    const wrong = await post(`${form.url}/track`, {
      number: grouped,
      code: installation.codeOf(id) === '123456' ? '654321' : '123456',
    });
    const unknown = await post(`${form.url}/track`, { number: installation.numberOf('x'), code: '123456' });
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    const strip = (html: string) => html.replace(/value="[\d ]*"/, '');
    expect(strip(await wrong.text())).toBe(strip(await unknown.text()));
  });

  it('answer 404 with a page for a browser and with a problem for a program', async () => {
    const page = await fetch(`${form.url}/t/v1.k1.nothing`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${form.url}/t/v1.k1.nothing`)).headers.get('content-type')).toContain('problem+json');
    expect((await fetch(`${form.url}/nowhere`, { headers: { accept: 'text/html' } })).status).toBe(404);
  });

  it('have the same security headers, error pages too', async () => {
    const names = [
      'content-security-policy',
      'x-content-type-options',
      'cross-origin-opener-policy',
      'referrer-policy',
    ];
    const protection = ({ headers }: Response) => names.map((name) => headers.get(name));
    const [policy, ...rest] = protection(await fetch(form.url));
    expect(policy).toContain(`frame-ancestors 'none'`);
    // Browsers send `Origin: null` with the forms of a page that has the policy no-referrer.
    expect(rest).toEqual(['nosniff', 'same-origin', 'same-origin']);
    const html = { headers: { accept: 'text/html' } };
    const errors = [await fetch(`${form.url}/nowhere`, html), await fetch(`${form.url}/t/v1.k1.nothing`, html)];
    errors.push(await post(form.url, await start(), { 'sec-fetch-site': 'cross-site' }));
    for (const error of errors) expect(protection(error)).toEqual([policy, 'nosniff', 'same-origin', 'no-referrer']);
  });

  it('answer 503, not 500, to an unexpected error, and keep the draft', async () => {
    const fields = await filled();
    await form.dataSource.query('ALTER TABLE intake_form.ledger RENAME TO ledger_away');
    try {
      const failed = await post(form.url, fields);
      expect(failed.status).toBe(503);
      expect(hiddenFields(await failed.text())['text']).toBe(text);
    } finally {
      await form.dataSource.query('ALTER TABLE intake_form.ledger_away RENAME TO ledger');
    }
    expect((await post(form.url, fields)).status).toBe(303);
  });

  it('answer unexpected bodies without an error of the server', async () => {
    for (const fields of [
      {},
      { step: 'nowhere', go: 'edit:check' },
      { go: 'send', step: 'check' },
      { text: '\0', key: '\0', go: 'lang:xx' },
      { text, go: 'edit:questions' },
    ])
      expect((await post(form.url, fields as Record<string, string>)).status).toBeLessThan(500);
    expect((await fetch(form.url, { method: 'POST' })).status).toBeLessThan(500);
    expect(
      (await fetch(form.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[1]' })).status,
    ).toBeLessThan(500);
  });
});

describe('the pages with a low limit per address', () => {
  it('show the draft again with a sentence, 429 and Retry-After on every page', async () => {
    const form = await runForm({ environment: { FORM_PER_ADDRESS: '60' } });
    try {
      const fields = {
        ...hiddenFields(await (await fetch(form.url)).text()),
        text,
        phone: '123',
        lang: 'zh-CN',
        go: 'next',
      };
      for (let i = 0; i < 60; i++) expect((await post(form.url, fields)).status).toBe(200);
      for (const step of ['text', 'questions', 'contact', 'check']) {
        const refused = await post(form.url, { ...fields, step, go: step === 'check' ? 'send' : 'next' });
        expect(refused.status).toBe(429);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        const html = await refused.text();
        expect(html).toContain('请 1 分钟后再提交');
        expect(html).toContain(text);
        expect(html).toContain('value="123"');
        expect(hiddenFields(html)).toMatchObject({ key: fields['key' as never], step });
      }
      const tracked = await post(`${form.url}/track`, { number: '4821 0937 5516 2204', code: '123456', lang: 'zh-CN' });
      expect(tracked.status).toBe(429);
      expect(await tracked.text()).toContain('请 1 分钟后再提交');
    } finally {
      await form.stop();
    }
  });
});

describe('the last page while the database is unavailable', () => {
  it('answers 503 within a second and keeps the draft, which can be sent again', async () => {
    const form = await runForm({ own: true });
    try {
      const fields = {
        ...hiddenFields(await (await fetch(form.url)).text()),
        text,
        phone: freshPhone(),
        step: 'check',
        go: 'send',
      };
      await form.postgres.takeAway();
      const began = performance.now();
      const refused = await post(form.url, fields);
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('5');
      const kept = hiddenFields(await refused.text());
      expect(kept['text']).toBe(text);
      await form.postgres.bringBack();
      expect((await post(form.url, { ...kept, go: 'send' })).status).toBe(303);
    } finally {
      await form.stop();
    }
  });
});
