import http from 'node:http';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { complaintReceived, encodeEvent, Installation, newId, submitComplaint } from '@redress/contracts';

/**
 * Baseline (b): only what an intake must do, with node:http and pg. It validates with the same schema and contact
 * checks, computes hash, number, code, signed link and envelope, and inserts batches into ledger and outbox with one
 * statement. It has no limits, pages, logs, metrics, publisher or tracking.
 */
const installation = new Installation({
  secret: process.env.INSTALLATION_SECRET,
  linkSecrets: [{ id: 'bench', secret: process.env.LINK_SECRETS.split(':')[1] }],
});
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
const schema = process.env.BARE_SCHEMA;
await pool.query(`CREATE SCHEMA ${schema}`);
await pool.query(
  `CREATE TABLE ${schema}.ledger (id uuid PRIMARY KEY, reference text COLLATE "C" NOT NULL UNIQUE,
     number text COLLATE "C" NOT NULL, channel text NOT NULL, received_at timestamptz NOT NULL)`,
);
await pool.query(`CREATE INDEX ON ${schema}.ledger (number)`);
await pool.query(
  `CREATE TABLE ${schema}.outbox (event_id uuid PRIMARY KEY, topic text NOT NULL, key text NOT NULL,
     value text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`,
);

let waiting = [];
let flying = 0;

async function flush() {
  flying += 1;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 500);
    const column = (name) => batch.map((item) => item[name]);
    await pool.query(
      `WITH arrival AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::text[])
             AS a (id, reference, number, received_at, event_id, value)
       ), accepted AS (
         INSERT INTO ${schema}.ledger SELECT id, reference, number, 'form', received_at FROM arrival
         ON CONFLICT DO NOTHING RETURNING id
       )
       INSERT INTO ${schema}.outbox (event_id, topic, key, value)
       SELECT event_id, 'intake.complaints', id::text, value FROM arrival JOIN accepted USING (id) RETURNING event_id`,
      [column('id'), column('reference'), column('number'), column('receivedAt'), column('eventId'), column('value')],
    );
    for (const item of batch) item.done();
  }
  flying -= 1;
}

const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
        )
      : value;

function take(request, text, response) {
  const key = request.headers['idempotency-key'];
  const body = submitComplaint.parse(JSON.parse(text));
  if (body.customer.phone && !parsePhoneNumberFromString(body.customer.phone, 'CN')?.isValid())
    throw new Error('phone');
  if (body.customer.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(body.customer.email)) throw new Error('email');
  const id = installation.complaintId(
    `form:${key}:${createHash('sha256')
      .update(JSON.stringify(sorted(body)))
      .digest('hex')}`,
  );
  const number = installation.numberOf(id);
  const receivedAt = new Date().toISOString();
  const { customer, ...rest } = body;
  const eventId = newId();
  const value = encodeEvent({
    specversion: '1.0',
    id: eventId,
    source: 'urn:redress:bench:bare',
    type: complaintReceived.type,
    subject: id,
    time: receivedAt,
    datacontenttype: 'application/json',
    dataschema: complaintReceived.dataschema,
    sequence: 1,
    data: { number, channel: 'form', origin: 'customer', receivedAt, language: 'zh-CN', ...rest, customer },
  });
  const answer = JSON.stringify({
    id,
    number,
    code: installation.codeOf(id),
    trackingUrl: `http://localhost/t/${installation.linkToken(id)}`,
  });
  waiting.push({
    id,
    reference: key,
    number,
    receivedAt,
    eventId,
    value,
    done: () => response.writeHead(202, { 'content-type': 'application/json' }).end(answer),
  });
  if (flying < 2) setImmediate(() => flying < 2 && void flush());
}

http
  .createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      try {
        take(request, Buffer.concat(chunks).toString('utf8'), response);
      } catch {
        response.writeHead(422).end();
      }
    });
  })
  .listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }));
process.on('SIGTERM', () => process.exit(0));
