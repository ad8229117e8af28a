/**
 * Runs the services of an older checkout through complaints, crashes and outages, so that their tables contain rows in
 * every state. At the end of each stage its processes are stopped or killed, and the next stage continues with the
 * data.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyOfWorkOrder, insertLikeOldService, laterDecision, publishUnreadable } from './old-events.mjs';
import { progressOf, submitOverForm, submitOverRest, until } from './old-services.mjs';

const texts = {
  broadband: '家里宽带从昨晚开始一直断，打客服说要等三天',
  bill: '话费账单多扣了钱，这个月账单不对',
  offer: '办套餐的时候答应赠送的话费没有到账',
  vague: '你们这样做太过分了，我要投诉',
  advertisement: '兼职刷单，加微信，百家乐送彩金',
  bribe: '装维师傅上门索要红包，不给就不装，我要举报他收受贿赂',
  /** Refused by a constraint that exists for a while only. */
  unlucky: '宽带装好以后一直连不上，师傅来过两次还是断线',
};

/**
 * @typedef {object} Making what every stage uses
 * @property {import('./old-services.mjs').OldServices} services
 * @property {import('pg').Client} client
 * @property {() => Promise<import('pg').Client>} openClient another session
 * @property {import('@redress/testing').MailSink} sink
 * @property {() => Promise<number>} freePort
 * @property {{ contracts: object, messaging: object }} libraries of the older checkout
 * @property {object[]} complaints what its customers hold; the stages fill it
 */

export async function makeInstallation(making) {
  await ordinaryDay(making);
  await approvalAndPreview(making);
  await notifierIsKilled(making);
  await routingIsKilled(making);
  await brokerIsUnavailable(making);
  await whatOperatorsDid(making);
}

/** Everything works: finished complaints of every outcome; unreadable events are parked; wrong codes are tried. */
async function ordinaryDay(making) {
  const { services, sink, client } = making;
  const all = await services.start('all-in-one', { SMTP_URL: sink.url });
  const submit = submitter(making, all.url);
  await submit('finished-rest', texts.broadband, { mail: 'sent', outcome: 'assigned', finished: true });
  await submit('finished-form', texts.bill, { via: 'form', mail: 'sent', outcome: 'assigned', finished: true });
  await submit('triage', texts.vague, { mail: 'sent', outcome: 'triage-needed', finished: true });
  await submit('set-aside', texts.advertisement, { mail: 'none', outcome: 'set-aside' });
  await submit('report', texts.bribe, { mail: 'sent', outcome: 'assigned', finished: true });
  await submit('suppressed', texts.broadband, {
    mail: 'suppressed',
    outcome: 'assigned',
    customer: { phone: '13912345678' },
  });
  await submit('guessed', texts.bill, { mail: 'sent', outcome: 'assigned', finished: true });
  await until('mails', async () => sink.count() === 5);
  sink.behave('refuse', 1);
  await submit('failed', texts.broadband, { mail: 'failed', outcome: 'assigned', finished: true });
  await messages(making, { sent: 5, failed: 1, suppressed: 1 });

  const constraint = `CHECK (complaint ->> 'text' <> '${texts.unlucky}')`;
  await client.query(`ALTER TABLE routing.decisions ADD CONSTRAINT for_a_while ${constraint}`);
  await submit('parked-replay', texts.unlucky, { mail: 'due', outcome: 'assigned' });
  await publishUnreadable(making);
  await until('parked events', async () => (await count(client, 'routing.parked')) === 3);
  await until('parked events', async () => (await count(client, 'notifier.parked')) === 1);
  await until('parked events', async () => (await count(client, 'intake_form.parked')) === 4);
  await client.query('ALTER TABLE routing.decisions DROP CONSTRAINT for_a_while');

  for (const complaint of making.complaints.filter(({ finished }) => finished))
    await until('the mail is on the timeline', async () => {
      complaint.progress = await progressOf(all.url, complaint.accepted);
      return complaint.progress.events.length === 3;
    });
  const { number } = making.complaints.find(({ name }) => name === 'guessed').accepted;
  for (let tries = 0; tries < 6; tries++)
    await progressOf(all.url, { number, code: wrongCode(making, 'guessed') }).catch(() => undefined);
  const { number: other } = making.complaints.find(({ name }) => name === 'finished-form').accepted;
  for (let tries = 0; tries < 2; tries++)
    await progressOf(all.url, { number: other, code: wrongCode(making, 'finished-form') }).catch(() => undefined);
  await all.stop();
}

/** The policy requires approval before dispatch, and no mail server is configured. */
async function approvalAndPreview(making) {
  const { services, client } = making;
  const folder = await mkdtemp(join(tmpdir(), 'redress-policy-'));
  await cp(join(services.checkout, 'deploy/policies/telecom'), folder, { recursive: true });
  const operator = await readFile(join(folder, 'operator.yaml'), 'utf8');
  await writeFile(join(folder, 'operator.yaml'), operator.replace('approval: none', 'approval: before-dispatch'));
  const all = await services.start('all-in-one', { POLICY_DIR: folder });
  const submit = submitter(making, all.url);
  await submit('approval', texts.bill, { mail: 'preview', outcome: 'approval-needed' });
  await submit('preview', texts.vague, { mail: 'preview', outcome: 'triage-needed' });
  await until('previews', async () => (await count(client, 'notifier.previews')) === 2);
  await all.stop();
  await rm(folder, { recursive: true });
}

/**
 * Three notifiers are killed: the first while it sends a mail, the second while it writes a preview, the third while
 * the mail server cannot be reached.
 */
async function notifierIsKilled(making) {
  const { services, openClient, sink, client } = making;
  const form = await services.start('intake-form');
  const routing = await services.start('routing');
  const notifier = await services.start('notifier', { SMTP_URL: sink.url });
  const submit = submitter(making, form.url);
  // From here on no delivery can be published: the notifier's events wait in its outbox.
  const release = await holdTopics(openClient, `topic = 'notifier.deliveries'`);
  await submit('delivery-waits', texts.broadband, { mail: 'sent', outcome: 'assigned' });
  await until('an outbox row', async () => (await count(client, 'notifier.outbox')) === 1);
  sink.behave('defer', 1);
  await submit('deferred', texts.broadband, { mail: 'due', outcome: 'assigned' });
  await messages(making, { wanted: 1 });
  sink.behave('drop-after-data', 1);
  await submit('unknown', texts.broadband, { mail: 'due-again', outcome: 'assigned' });
  await messages(making, { unknown: 1 });
  sink.behave('hang', 1);
  await submit('sending', texts.broadband, { mail: 'due', outcome: 'assigned' });
  await messages(making, { sending: 1 });
  // Suspended, so that the others do not take over its mail.
  notifier.pause();
  const releasePreviews = await hold(openClient, 'LOCK TABLE notifier.previews IN ACCESS EXCLUSIVE MODE');
  const second = await services.start('notifier', {}, '/healthz');
  await submit('preview-wanted', texts.bill, { mail: 'preview-due', outcome: 'assigned' });
  await messages(making, { wanted: 2, sending: 1 });
  await second.kill();
  const third = await services.start(
    'notifier',
    { SMTP_URL: `smtp://127.0.0.1:${await making.freePort()}` },
    '/healthz',
  );
  await submit('untried', texts.broadband, { mail: 'due', outcome: 'assigned' });
  await messages(making, { wanted: 3, sending: 1, unknown: 1 });
  await Promise.all([notifier.kill(), third.kill()]);
  await endSessions(client, 'redress notifier');
  await endSessions(client, 'redress transport');
  await releasePreviews();
  await release();
  await Promise.all([form.stop(), routing.stop()]);
}

/** Decisions that are not confirmed yet, work orders that the transport refuses, and unpublished events of routing. */
async function routingIsKilled(making) {
  const { services, openClient, client } = making;
  const form = await services.start('intake-form');
  const routing = await services.start('routing');
  const submit = submitter(making, form.url);
  for (const nth of [1, 2, 3])
    await submit(`unread-by-notifier-${nth}`, texts.broadband, { mail: 'due', outcome: 'assigned' });
  // All but the parked one.
  await until('decisions', async () => (await count(client, 'routing.decisions')) === making.complaints.length - 1);
  // A queue that was dropped by mistake (an upgraded installation creates it again), and one that no policy names.
  await client.query(`DELETE FROM transport.partitions WHERE topic = 'queue.marketing'`);
  await submit('queue-dropped', texts.offer, { mail: 'due', outcome: 'assigned' });
  await until('a refused row', async () => (await count(client, 'routing.outbox', 'refused IS NOT NULL')) === 1);
  await insertLikeOldService(making, 'queue.closed-department', copyOfWorkOrder);
  await until('refused rows', async () => (await count(client, 'routing.outbox', 'refused IS NOT NULL')) === 2);

  const release = await holdTopics(openClient, `topic = 'routing.decisions' OR topic LIKE 'queue.%'`);
  await submit('decision-waits', texts.broadband, { mail: 'due', outcome: 'assigned' });
  await until('outbox rows', async () => (await count(client, 'routing.outbox')) === 4);
  await insertLikeOldService(making, 'routing.decisions', laterDecision);
  await routing.kill();
  await endSessions(client, 'redress routing');
  await endSessions(client, 'redress transport');
  await release();
  await form.stop();
}

/**
 * Only the form runs: first its events stay in the log, because routing does not read them; then the broker is
 * unavailable, and they stay in the outbox.
 */
async function brokerIsUnavailable(making) {
  const { services, client } = making;
  const form = await services.start('intake-form');
  let submit = submitter(making, form.url);
  for (const nth of [1, 2, 3])
    await submit(`unread-by-routing-${nth}`, texts.broadband, { mail: 'due', outcome: 'assigned' });
  await until('the outbox is empty', async () => (await count(client, 'intake_form.outbox')) === 0);
  await form.kill();
  const alone = await services.start('intake-form', { KAFKA_BROKERS: `127.0.0.1:${await making.freePort()}` });
  submit = submitter(making, alone.url);
  for (const nth of [1, 2, 3]) await submit(`outbox-${nth}`, texts.broadband, { mail: 'due', outcome: 'assigned' });
  await submit('outbox-form', texts.broadband, { via: 'form', mail: 'due', outcome: 'assigned' });
  await alone.kill();
  await endSessions(client);
}

/** Commands of an operator, and rows as a crash of the database leaves them. */
async function whatOperatorsDid({ services, client }) {
  const [replay] = await rowsOf(client, `SELECT id FROM routing.parked WHERE reason = '23514'`);
  await services.redress('parked', 'replay', `routing/${replay.id}`);
  const [drop] = await rowsOf(client, `SELECT id FROM intake_form.parked WHERE topic = 'notifier.deliveries'`);
  await services.redress('parked', 'drop', `intake-form/${drop.id}`, '--reason', 'a test');
  // An offset lower than that of the handled events, and an event that was published and is still in its outbox.
  await client.query(
    `UPDATE transport.readers SET done_offset = done_offset - 1
      WHERE consumer_group = 'routing.intake.complaints' AND done_offset > 0`,
  );
  await client.query(
    `INSERT INTO intake_form.outbox (event_id, topic, key, value)
     SELECT (value::jsonb ->> 'id')::uuid, topic, key, value FROM transport.log
      WHERE topic = 'intake.complaints' 
        AND key IN (SELECT id::text FROM intake_form.ledger ORDER BY received_at LIMIT 1)`,
  );
}

/** Submits complaints, each with its own name and mail address, and records what the customer receives. */
function submitter(making, url) {
  return async (name, text, { via = 'rest', customer, ...expected }) => {
    const email = `${name}@example.test`;
    const submitted =
      via === 'form'
        ? await submitOverForm(url, { text, email })
        : await submitOverRest(url, { text, customer: customer ?? { email } });
    const { Installation, idOf } = making.libraries.contracts;
    submitted.accepted ??= acceptedOf(making.installation(Installation), submitted.token);
    delete submitted.token;
    const messageId = `<${idOf(submitted.accepted.id, 'acknowledgement')}@example.test>`;
    making.complaints.push({ name, ...submitted, email, messageId, ...expected });
  };
}

function acceptedOf({ installation, publicUrl }, token) {
  const id = installation.readLinkToken(token);
  return {
    id,
    number: installation.numberOf(id),
    code: installation.codeOf(id),
    trackingUrl: `${publicUrl}/t/${token}`,
  };
}

function wrongCode(making, wanted) {
  const { code } = making.complaints.find(({ name }) => name === wanted).accepted;
  return code === '111111' ? '222222' : '111111';
}

/** Runs `sql` in a separate transaction and holds its locks until the returned function is called. */
async function hold(openClient, sql) {
  const holder = await openClient();
  await holder.query('BEGIN');
  await holder.query(sql);
  return () => holder.end();
}

/** Blocks publishing to these topics until the returned function is called. */
const holdTopics = (openClient, which) =>
  hold(openClient, `SELECT FROM transport.partitions WHERE ${which} FOR UPDATE`);

/** Ends sessions of killed processes that wait for a lock: they would execute their statement when they get it. */
async function endSessions(client, application = 'redress%') {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name LIKE $1 AND datname = current_database()`,
    [application],
  );
}

const rowsOf = async (client, sql) => (await client.query(sql)).rows;

async function count(client, table, where = 'true') {
  const [row] = await rowsOf(client, `SELECT count(*) FROM ${table} WHERE ${where}`);
  return Number(row.count);
}

async function messages({ client }, expected) {
  for (const [state, wanted] of Object.entries(expected)) {
    const there = () => count(client, 'notifier.messages', `state = '${state}'`);
    await until(`${wanted} messages ${state}`, async () => (await there()) === wanted);
  }
}
