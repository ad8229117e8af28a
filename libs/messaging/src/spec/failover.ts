import pg from 'pg';

/**
 * Simulates a failover to an asynchronous replica in the schema `transport`: removes the newest rows and breaks all
 * connections (unless `disconnect` is false). The log keeps `keep` records of partition 0 of `topic`, and no group has
 * an offset beyond them. In the same transaction, `published` (key and value) is written at the free offsets.
 */
export async function failOver(
  url: string,
  topic: string,
  keep: number,
  published: { key: string; value: string }[],
  { disconnect = true } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE transport.partitions, transport.log, transport.readers IN ACCESS EXCLUSIVE MODE');
  await client.query('DELETE FROM transport.log WHERE topic = $1 AND "offset" >= $2', [topic, keep]);
  await client.query('UPDATE transport.readers SET done_offset = least(done_offset, $2 - 1) WHERE topic = $1', [
    topic,
    keep,
  ]);
  await client.query(
    `INSERT INTO transport.log (topic, partition, "offset", key, value)
     SELECT $1, 0, $2 + place - 1, key, value
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS r (key, value, place)`,
    [topic, keep, published.map(({ key }) => key), published.map(({ value }) => value)],
  );
  await client.query('UPDATE transport.partitions SET next_offset = $2 WHERE topic = $1', [
    topic,
    keep + published.length,
  ]);
  if (disconnect) {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  }
  await client.query('COMMIT');
  await client.end();
}
