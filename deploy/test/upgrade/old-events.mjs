/** Events for the dump that do not come from submitting a complaint. */

/** Publishes a record that is not JSON, a newer version, and invalid data; consumers park each of them. */
export async function publishUnreadable({ libraries: { contracts, messaging }, services, log }) {
  const transport = await messaging.PostgresTransport.open(services.databaseUrl, log);
  const event = (type, version, data) => {
    const subject = contracts.newId();
    const head = {
      specversion: '1.0',
      id: contracts.newId(),
      source: 'urn:redress:spec:spec',
      type: `redress.${type}`,
    };
    const about = { subject, time: new Date().toISOString(), sequence: '0000000001' };
    const content = { datacontenttype: 'application/json', dataschema: `urn:redress:${type}:${version}`, data };
    return { key: subject, value: JSON.stringify({ ...head, ...about, ...content }) };
  };
  const notJson = { key: contracts.newId(), value: 'this is not JSON' };
  await transport.publish([
    { topic: 'intake.complaints', ...notJson },
    { topic: 'intake.complaints', ...event('complaint.received', 99, {}) },
    { topic: 'routing.decisions', ...event('complaint.assigned', 1, { number: 'nonsense' }) },
    { topic: 'notifier.deliveries', ...notJson },
  ]);
  await transport.close();
}

/** Inserts an event with the statement of the older services, for events that their own code cannot be made to emit. */
export async function insertLikeOldService({ client, complaints, libraries: { contracts } }, topic, make) {
  const { id } = complaints.at(-1).accepted;
  const { rows } = await client.query('SELECT value FROM routing.outbox WHERE key = $1 ORDER BY event_id', [id]);
  const event = { ...make(rows.map(({ value }) => JSON.parse(value))), id: contracts.newId() };
  await client.query(
    `INSERT INTO routing.outbox (event_id, topic, key, value)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], string_to_array($4, E'\\x1e'))`,
    [[event.id], [topic], [id], JSON.stringify(event)],
  );
}

/** The work order of the same complaint again. */
export const copyOfWorkOrder = (events) => events.find(({ type }) => type === 'redress.work-order.assigned');

/** A second decision of the same complaint: two waiting rows of one key in one topic. */
export function laterDecision(events) {
  const first = events.find(({ type }) => type === 'redress.complaint.assigned');
  return { ...first, sequence: '0000000003', data: { ...first.data, department: 'network', madeBy: 'person' } };
}
