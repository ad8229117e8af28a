import { hash, randomBytes, randomUUID } from 'node:crypto';

const hyphenated = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;

let lastMillisecond = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562 §5.7). Ids of one process sort in the order of their creation, also within a millisecond
 * (§6.2 method 1: a 12-bit counter that starts at a random value below its half).
 */
export function newId(now = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  const time = lastMillisecond.toString(16).padStart(12, '0');
  // Node caches random UUIDs, so their variant and last 62 bits are the cheapest source of randomness.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`;
}

/** The UUIDv5 (RFC 9562 §5.5) of `name` within `namespace` (a UUID). The same two always give the same id. */
export function idOf(namespace: string, name: string): string {
  const digest = hash(
    'sha1',
    Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]),
    'buffer',
  );
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return hyphenated(digest.toString('hex', 0, 16));
}

/** The UUIDv8 (RFC 9562 §5.8) of the first 16 of `bytes`, which are our own. */
export function customId(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own[6] = (own[6]! & 0x0f) | 0x80;
  own[8] = (own[8]! & 0x3f) | 0x80;
  return hyphenated(own.toString('hex'));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether `text` is a UUID in the lower-case form that Redress writes. */
export function isId(text: string): boolean {
  return uuid.test(text);
}
