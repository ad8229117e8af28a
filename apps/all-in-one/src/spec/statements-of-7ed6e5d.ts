/**
 * The statements of version 7ed6e5d on tables that several instances write to, copied word for word; only the line
 * breaks differ. They must work as long as an instance of that version may run beside the current ones.
 */
const emit = (schema: string): string =>
  `INSERT INTO ${schema}.outbox (event_id, topic, key, value)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], string_to_array($4, E'\\x1e'))`;

const accept = `WITH arrival AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[],
           $7::text[], string_to_array($8, E'\\x1e'))
           AS arrival (id, reference, number, channel, received_at, event_id, topic, value)
       ), accepted AS (
         INSERT INTO intake_form.ledger (id, reference, number, channel, received_at)
         SELECT id, reference, number, channel, received_at FROM arrival ORDER BY id ON CONFLICT DO NOTHING RETURNING id
       )
       INSERT INTO intake_form.outbox (event_id, topic, key, value)
       SELECT event_id, topic, id::text, value FROM arrival JOIN accepted USING (id) RETURNING event_id`;

const relayTakes = (schema: string): string =>
  `UPDATE ${schema}.outbox SET relay_after = now() + interval '10 seconds'
          WHERE event_id IN (SELECT event_id FROM ${schema}.outbox
            WHERE created_at < now() - interval '1 second' AND relay_after < now() ORDER BY event_id LIMIT $1 FOR
              UPDATE SKIP LOCKED)
         RETURNING event_id AS "eventId", topic, key, value`;

const refuse = (schema: string): string =>
  `UPDATE ${schema}.outbox SET refused = $2, relay_after = now() + interval '1 minute' WHERE event_id =
    ANY($1::uuid[])`;

const published = (schema: string): string => `DELETE FROM ${schema}.outbox WHERE event_id = ANY($1::uuid[])`;

const see = (schema: string): string =>
  `INSERT INTO ${schema}.inbox (consumer_group, event_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING
    RETURNING event_id`;

const park = (schema: string): string =>
  `INSERT INTO ${schema}.parked (consumer_group, topic, partition, "offset", key, value, headers, reason, stack)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;

const decide = `INSERT INTO routing.decisions (complaint_id, number, outcome, department, category, policy_hash,
  sequence, decision, complaint, decided_at)
     SELECT complaint_id, number, outcome, department, category, policy_hash, sequence, decision::jsonb,
       complaint::jsonb, $10
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[],
         $9::text[])
            AS row (complaint_id, number, outcome, department, category, policy_hash, sequence, decision, complaint)
     ON CONFLICT (complaint_id) DO NOTHING
     RETURNING complaint_id`;

const publish = `
  WITH record AS (
    SELECT topic, partition, key, value, row_number() OVER (PARTITION BY topic, partition ORDER BY ordinal) AS place
      FROM unnest($1::text[], $2::int[], $3::text[], string_to_array($4, E'\\x1e')) WITH ORDINALITY AS r (topic,
        partition, key, value, ordinal)
  ), wanted AS (
    SELECT topic, partition, count(*) AS records FROM record GROUP BY topic, partition
  ), locked AS MATERIALIZED (
    SELECT p.topic, p.partition FROM transport.partitions p JOIN wanted USING (topic, partition) ORDER BY p.topic,
      p.partition FOR UPDATE OF p
  ), moved AS (
    UPDATE transport.partitions p SET next_offset = p.next_offset + w.records
      FROM wanted w JOIN locked USING (topic, partition) WHERE p.topic = w.topic AND p.partition = w.partition
    RETURNING p.topic, p.partition, p.next_offset - w.records AS base
  )
  INSERT INTO transport.log (topic, partition, "offset", key, value)
  SELECT topic, partition, base + place - 1, key, value FROM record LEFT JOIN moved USING (topic, partition)`;

const moveOffsets = `UPDATE transport.readers r SET done_offset = d.done_offset
         FROM unnest($3::int[], $4::bigint[], $5::bigint[]) AS d (partition, epoch, done_offset)
        WHERE r.consumer_group = $1 AND r.topic = $2 AND r.partition = d.partition AND r.epoch = d.epoch AND
          r.done_offset < d.done_offset`;

const insertMessages = `INSERT INTO notifier.messages AS m
       (complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason, attempt, instance,
         taken_at, next_attempt_at,
        event_sequence, done_at)
     SELECT complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason,
            (state = 'sending')::int, instance, CASE state WHEN 'sending' THEN now() END, CASE state WHEN 'wanted'
              THEN now() END,
            (state = 'suppressed')::int, CASE state WHEN 'suppressed' THEN now() END
       FROM jsonb_to_recordset($1::jsonb) AS new (complaint_id uuid, purpose text, id uuid, way text, form text,
         recipient text,
            language text, number text, facts jsonb, state text, reason text, instance uuid)
     ON CONFLICT (complaint_id, purpose) DO NOTHING
     RETURNING m.complaint_id, m.state`;

const countTry = `INSERT INTO intake_form.code_tries AS known (number, tries, until) VALUES ($1, 1, $2::timestamptz +
  interval '1 hour')
       ON CONFLICT (number) DO UPDATE SET
         tries = CASE WHEN known.until <= $2 THEN 1 ELSE least(known.tries + 1, 1000) END,
         until = CASE WHEN known.until <= $2 THEN excluded.until ELSE known.until END
       RETURNING tries, ceil(extract(epoch FROM until - $2::timestamptz))::int AS wait`;

export const statements = {
  emit,
  accept,
  relayTakes,
  refuse,
  published,
  see,
  park,
  decide,
  publish,
  moveOffsets,
  insertMessages,
  countTry,
};
