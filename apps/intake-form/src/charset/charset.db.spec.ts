import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complaint, freshPhone, hiddenFields, submit } from '../spec/requests.js';
import { runForm, type RunningForm } from '../spec/running-form.js';

/** 宽带断了 */
const gbk = Buffer.from([0xbf, 0xed, 0xb4, 0xf8, 0xb6, 0xcf, 0xc1, 0xcb]);
const gbkEscaped = [...gbk].map((byte) => `%${byte.toString(16)}`).join('');

describe('a body in another charset', () => {
  let form: RunningForm;
  beforeAll(async () => {
    form = await runForm({ environment: { FORM_PER_ADDRESS: '100000' } });
  });
  afterAll(() => form.stop());

  const stored = async () =>
    ((await form.dataSource.query('SELECT count(*)::int AS n FROM intake_form.ledger')) as { n: number }[])[0]!.n;
  const json = (body: Buffer, contentType: string) =>
    fetch(`${form.url}/api/complaints`, {
      method: 'POST',
      headers: { 'content-type': contentType, 'idempotency-key': randomUUID() },
      body: Uint8Array.from(body),
    });
  const post = (body: string, contentType = 'application/x-www-form-urlencoded') =>
    fetch(form.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': contentType,
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
        'accept-language': 'zh-CN',
      },
      body: Uint8Array.from(Buffer.from(body, 'latin1')),
    });
  const gbkJson = Buffer.concat([
    Buffer.from('{"text":"'),
    gbk,
    Buffer.from(`","customer":{"phone":"${freshPhone()}"}}`),
  ]);

  it('is refused as JSON with what to do, whether declared or not, and nothing is stored', async () => {
    const before = await stored();
    const undeclared = await json(gbkJson, 'application/json');
    expect(undeclared.status).toBe(400);
    expect(await undeclared.json()).toMatchObject({
      code: 'not-utf-8',
      detail: expect.stringContaining('Encode it as UTF-8'),
    });
    const declared = await json(gbkJson, 'application/json; charset=GBK');
    expect(declared.status).toBe(415);
    expect(await declared.json()).toMatchObject({
      code: 'not-utf-8',
      detail: expect.stringContaining('Encode it as UTF-8'),
    });
    expect(await stored()).toBe(before);
  });

  it('does not concern JSON in UTF-8, with or without a charset or a byte order mark', async () => {
    const body = () => JSON.stringify(complaint());
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF8"'])
      expect((await submit(form.url, body(), { 'content-type': type })).status).toBe(202);
    expect((await submit(form.url, `\ufeff${body()}`)).status).toBe(202);
  });

  it('is decoded in a form that declares it, by its content-type or _charset_', async () => {
    const phone = freshPhone();
    for (const [body, type] of [
      [`step=text&go=next&text=${gbkEscaped}`, 'application/x-www-form-urlencoded; charset=gbk'],
      [`step=text&go=next&text=${gbk.toString('latin1')}`, 'application/x-www-form-urlencoded; charset=GB2312'],
      [`step=text&go=next&text=${gbkEscaped}&_charset_=gb18030`, 'application/x-www-form-urlencoded'],
    ] as const)
      expect(hiddenFields(await (await post(body, type)).text())['text']).toBe('宽带断了');
    const key = hiddenFields(await (await fetch(form.url)).text())['key']!;
    const sent = await post(
      `key=${key}&step=check&go=send&phone=${phone}&text=${gbkEscaped}`,
      'application/x-www-form-urlencoded; charset=gbk',
    );
    expect(sent.status).toBe(303);
    // The same body in UTF-8 is the same complaint.
    const again = await post(`key=${key}&step=check&go=send&phone=${phone}&text=${encodeURIComponent('宽带断了')}`);
    expect(again.headers.get('location')).toBe(sent.headers.get('location'));
  });

  it('is refused in a form that does not declare it, with a page that says what to do, and nothing is stored', async () => {
    const before = await stored();
    const key = hiddenFields(await (await fetch(form.url)).text())['key']!;
    const fields = `key=${key}&step=check&go=send&phone=${freshPhone()}&text=${gbkEscaped}`;
    const wrong = await post(fields);
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain(form.policies.current.phrases['zh-CN']['error.charset']);
    const unknown = await post(fields, 'application/x-www-form-urlencoded; charset=shift_jis');
    expect(unknown.status).toBe(415);
    expect(await unknown.text()).toContain(form.policies.current.phrases['zh-CN']['error.charset']);
    expect(await stored()).toBe(before);
  });
});
