import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { randomUUID } from 'node:crypto';
import { complaint, freshPhone, hiddenFields, post, submit, type Accepted } from '../spec/requests.js';
import { runForm, type RunningForm } from '../spec/running-form.js';

const text = '家里宽带从昨晚开始一直断，打客服说要等三天';

/** What a stranger can know or plant: a key, the number of a complaint, a link that was not signed here. None of them opens anything. */
describe('a key that a stranger knows or plants', () => {
  let form: RunningForm;
  beforeAll(async () => {
    form = await runForm({ environment: { FORM_PER_ADDRESS: '100000' } });
  });
  afterAll(() => form.stop());

  const start = async (): Promise<Record<string, string>> => hiddenFields(await (await fetch(form.url)).text());
  const lastPage = (key: string, phone = freshPhone()) => ({
    key,
    text,
    phone,
    step: 'check',
    go: 'send',
    lang: 'zh-CN',
  });
  const sameBody = (phone: string) => ({ text, customer: { phone, language: 'zh-CN' } });
  const idsOf = async (key: string) => {
    const rows = await form.dataSource.query('SELECT id FROM intake_form.ledger WHERE reference = $1', [key]);
    return (rows as { id: string }[]).map(({ id }) => id);
  };
  const opens = async (answer: Response, accepted: Accepted) => {
    const html = await answer.text();
    const { installation } = form;
    const token = installation.linkToken(accepted.id);
    return [accepted.number, accepted.number.replace(/(\d{4})(?=\d)/g, '$1 '), accepted.code, token].some(
      (secret) => html.includes(secret) || answer.headers.get('location')?.includes(secret),
    );
  };

  it.each([
    ['UUIDv4', () => randomUUID()],
    ['UUIDv7', () => newId()],
    ['any text', () => `order-${randomUUID()}`],
  ])('used over REST (%s) shows nothing of that complaint on a page, and loses nothing typed', async (_, makeKey) => {
    const key = makeKey();
    const accepted = (await (await submit(form.url, complaint(), { 'idempotency-key': key })).json()) as Accepted;
    const answer = await post(form.url, lastPage(key));
    expect(await opens(answer.clone(), accepted)).toBe(false);
    if (answer.status === 303) return;
    const again = hiddenFields(await answer.text());
    expect(again['text']).toBe(text);
    expect((await post(form.url, { ...again, go: 'send' })).status).toBe(303);
    expect(await idsOf(key)).toEqual([accepted.id]);
  });

  it('used over REST is not taken as the key of a page, even for an identical body', async () => {
    const key = randomUUID();
    const phone = freshPhone();
    const accepted = (await (await submit(form.url, sameBody(phone), { 'idempotency-key': key })).json()) as Accepted;
    const answer = await post(form.url, lastPage(key, phone));
    expect(answer.status).toBe(303);
    expect(await opens(answer, accepted)).toBe(false);
  });

  it('of a page is refused over REST, before and after the page was sent', async () => {
    const { key } = await start();
    expect((await submit(form.url, complaint(), { 'idempotency-key': key! })).status).toBe(400);
    const phone = freshPhone();
    expect((await post(form.url, lastPage(key!, phone))).status).toBe(303);
    const refused = await submit(form.url, sameBody(phone), { 'idempotency-key': key! });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'idempotency-key-reserved' });
    expect(await idsOf(key!)).toHaveLength(1);
  });

  it('of a page that somebody else has sent shows no link, number or code to another body', async () => {
    const { key } = await start();
    const sent = await post(form.url, lastPage(key!));
    const [id] = await idsOf(key!);
    const { installation } = form;
    const accepted = { id: id!, number: installation.numberOf(id!), code: installation.codeOf(id!), trackingUrl: '' };
    expect(sent.headers.get('location')).toContain(installation.linkToken(id!));
    const answer = await post(form.url, { ...lastPage(key!), text: `${text}，今天又断了` });
    expect(answer.status).toBe(409);
    expect(await opens(answer.clone(), accepted)).toBe(false);
    const html = await answer.text();
    expect(html).toContain('今天又断了');
    expect(hiddenFields(html)['key']).not.toBe(key);
    expect((await post(form.url, { ...hiddenFields(html), go: 'send' })).status).toBe(303);
  });

  it('that we did not sign is replaced on every page', async () => {
    const { key } = await start();
    for (const planted of [randomUUID(), `${key!.slice(0, -1)}${key!.endsWith('A') ? 'B' : 'A'}`, 'k'.repeat(40)]) {
      for (const go of ['next', 'lang:en', 'edit:text']) {
        const shown = hiddenFields(await (await post(form.url, { key: planted, text, step: 'text', go })).text());
        expect(form.installation.isDraftKey(shown['key']!)).toBe(true);
        expect(shown['key']).not.toBe(planted);
      }
    }
  });

  it('from a page of another site over plain HTTP (Origin: null, no Sec-Fetch-Site) stores nothing', async () => {
    const { key } = await start();
    const fields = lastPage(key!);
    const answer = await planted(fields, { origin: 'null' });
    expect(answer.status).toBe(403);
    expect(await idsOf(key!)).toEqual([]);
    const shown = hiddenFields(await answer.text());
    expect(shown['key']).not.toBe(key);
    // The customer sees what would have been sent, and sends it from our own page or not at all.
    expect(shown['text']).toBe(text);
    expect((await planted({ ...shown, go: 'send' }, { origin: form.url })).status).toBe(303);
    const track = await planted({ number: '4821093755162204', code: '123456' }, { origin: 'null' }, '/track');
    expect(track.status).toBe(403);
  });

  it('from another site is refused, whichever header says so', async () => {
    const headers: Record<string, string>[] = [
      { origin: 'http://other.example' },
      { referer: 'http://other.example/page' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const header of headers) {
      const { key } = await start();
      expect((await planted(lastPage(key!), header)).status).toBe(403);
      expect(await idsOf(key!)).toEqual([]);
    }
  });

  it('of a draft that was open during the upgrade is neither lost nor stored twice', async () => {
    // Pages of the first release carry an unsigned UUIDv7, and their browsers send Origin: null over plain HTTP.
    const key = newId();
    const phone = freshPhone();
    const unconfirmed = await planted(lastPage(key, phone), { origin: 'null' });
    expect(unconfirmed.status).toBe(403);
    const shown = hiddenFields(await unconfirmed.text());
    expect(shown).toMatchObject({ key, text, phone });
    const first = await post(form.url, { ...shown, go: 'send' });
    const second = await post(form.url, lastPage(key, phone));
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(await idsOf(key)).toHaveLength(1);
  });

  it('of a draft that the first release stored still leads to its receipt', async () => {
    // As 7ed6e5d computed it: the body is the sorted JSON of what the page sent.
    const key = newId();
    const phone = freshPhone();
    const accepted = (await (await submit(form.url, sameBody(phone), { 'idempotency-key': key })).json()) as Accepted;
    const again = await post(form.url, lastPage(key, phone));
    expect(again.headers.get('location')).toBe(`/receipt/${accepted.trackingUrl.split('/t/')[1]}`);
    expect(await idsOf(key)).toEqual([accepted.id]);
  });

  /** A post as a page of another site makes it: only the given headers say where it comes from. */
  function planted(fields: Record<string, string>, headers: Record<string, string>, path = ''): Promise<Response> {
    return fetch(form.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }
});

describe('a number or link that a stranger knows', () => {
  let form: RunningForm;
  beforeAll(async () => {
    form = await runForm({ environment: { FORM_PER_ADDRESS: '100000' } });
  });
  afterAll(() => form.stop());

  it('opens nothing by itself: not on the pages and not over REST', async () => {
    const { id, number, code } = (await (await submit(form.url, complaint())).json()) as Accepted;
    const { installation } = form;
    const draftKey = hiddenFields(await (await fetch(form.url)).text())['key']!;
    const token = installation.linkToken(id);
    const guesses = [id, number, draftKey, token.replace(id, newId()), `${token}x`, token.replace('v1.', 'v2.')];
    for (const guess of guesses) {
      for (const path of ['receipt', 't']) {
        const answer = await fetch(`${form.url}/${path}/${guess}`, { headers: { accept: 'text/html' } });
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toContain(code);
      }
      const rest = await fetch(`${form.url}/api/complaints/${number}`, {
        headers: { authorization: `Bearer ${guess}` },
      });
      expect(rest.status).toBe(401);
    }
  });

  it('of one complaint does not open another', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => (await (await submit(form.url, complaint())).json()) as Accepted),
    );
    const token = one!.trackingUrl.split('/t/')[1]!;
    for (const secret of [token, one!.code]) {
      const rest = await fetch(`${form.url}/api/complaints/${other!.number}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      expect(rest.status).toBe(one!.code === other!.code && secret === one!.code ? 200 : 401);
    }
  });
});
