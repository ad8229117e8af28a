import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complaintReceived } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { complaint, submit, type Accepted } from '../spec/requests.js';
import { runForm, type RunningForm } from '../spec/running-form.js';

const card = '4111111111111111';
const words = '昨天从我的卡里扣了';

let form: RunningForm;
beforeAll(async () => {
  form = await runForm();
});
afterAll(() => form.stop());

it('publishes and shows no card number, and gives the same body the same complaint', async () => {
  const body = complaint({ text: `${words}${card}`, expectation: `退到${card}` });
  const key = { 'idempotency-key': randomUUID() };
  const response = await submit(form.url, body, key);
  expect(response.status).toBe(202);
  const text = await response.text();
  expect(await (await submit(form.url, body, key)).text()).toBe(text);
  // Another card is another body, although it looks the same when it is masked.
  const other = await submit(form.url, { ...body, text: `${words}5111111111111118` }, key);
  expect(other.status).toBe(409);

  const { id, number, trackingUrl } = JSON.parse(text) as Accepted;
  const events = await eventually(async () => {
    const rows: { value: string }[] = await form.dataSource.query(
      'SELECT value FROM transport.log WHERE topic = $1 AND key = $2',
      [complaintReceived.topic, id],
    );
    expect(rows).toHaveLength(1);
    return rows[0]!.value;
  });
  expect(events).toContain(`${words}************1111`);
  expect(events).not.toContain(card);
  expect(await form.dataSource.query('SELECT 1 FROM intake_form.sealed WHERE complaint_id = $1', [id])).toHaveLength(1);

  const token = trackingUrl.slice(trackingUrl.lastIndexOf('/') + 1);
  const authorization = { headers: { authorization: `Bearer ${token}` } };
  const shown = await Promise.all([
    fetch(`${form.url}/receipt/${token}`),
    fetch(`${form.url}/t/${token}`),
    fetch(`${form.url}/api/complaints/${number}`, authorization),
  ]);
  for (const answer of shown) {
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).not.toContain(words);
    expect(page).not.toContain('1111');
  }
});

it('counts only complaints as accepted, not the messages about them', async () => {
  const { id, number, code } = (await (await submit(form.url, complaint())).json()) as Accepted;
  const at = new Date().toISOString();
  for (let n = 0; n < 12; n++)
    await form.intake.accept({
      reference: `message-${n}`,
      about: id,
      message: { kind: 'addition', text: '还没好', sentAt: at, receivedAt: at, provenBy: 'link' },
    });
  const stages: { complaint_id: string }[] = await form.dataSource.query(
    `SELECT complaint_id FROM intake_form.stages WHERE stage = 'accepted'`,
  );
  expect(stages.filter((stage) => stage.complaint_id === id)).toHaveLength(1);
  expect(await form.dataSource.query('SELECT 1 FROM intake_form.ledger')).toHaveLength(stages.length + 12);
  const opened = await fetch(`${form.url}/api/complaints/${number}`, { headers: { authorization: `Bearer ${code}` } });
  expect(opened.status).toBe(200);
});
