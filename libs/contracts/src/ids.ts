import { createHash, randomBytes } from 'node:crypto';

const hyphenated = (hex: string): string => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;

/** A new UUIDv7 (RFC 9562 §5.7): ordered by time to the millisecond, 74 random bits. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hyphenated(bytes.toString('hex'));
}

/** The UUIDv5 (RFC 9562 §5.5) of `name` within `namespace` (a UUID). The same two always give the same id. */
export function idOf(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return hyphenated(digest.toString('hex', 0, 16));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether `text` is a UUID in the lower-case form that Redress writes. */
export function isId(text: string): boolean {
  return uuid.test(text);
}
