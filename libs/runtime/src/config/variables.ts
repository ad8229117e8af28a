import { isIP } from 'node:net';
import { z } from 'zod';

/** A port; 0 lets the system choose one (tests). */
export const port = (fallback: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535))
    .default(fallback)
    .describe(`${what}: a port from 0 to 65535 (${fallback} unless told)`);

/** A whole number of at least `min`. */
export const count = (fallback: number, min: number, max: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback)
    .describe(`${what}: a whole number from ${min} to ${max} (${fallback} unless told)`);

/** `true` or `false`; also 1/0, yes/no, on/off. */
export const flag = (fallback: boolean, what: string) =>
  z.stringbool().default(fallback).describe(`${what}: true or false (${fallback} unless told)`);

/** An address that begins with one of `schemes` (`https:`), has a host, and does not end in a slash. */
export function address(schemes: readonly string[]) {
  return z
    .string()
    .refine((text) => {
      try {
        const url = new URL(text);
        return schemes.includes(url.protocol) && url.hostname !== '';
      } catch {
        return false;
      }
    })
    .transform((text) => text.replace(/\/+$/, ''));
}

/** `host:port,host:port` */
export const hostList = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(z.string().regex(/^(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}$/)).min(1));

/** Addresses of proxies in front of us. Neither `true` nor a number is offered: then whoever reaches us directly could claim any address. */
export const proxies = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(z.string().refine(isProxy)).min(1));

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [ip = '', bits, ...rest] = text.split('/');
  const version = isIP(ip);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** `id:secret,id:secret`: the first signs, all are accepted. */
export const linkSecrets = z
  .string()
  .transform((text) =>
    text.split(',').map((item) => {
      const colon = item.indexOf(':');
      return { id: item.slice(0, colon).trim(), secret: item.slice(colon + 1).trim() };
    }),
  )
  .pipe(z.array(z.object({ id: z.string().regex(/^[A-Za-z0-9]{1,16}$/), secret: z.string().min(32) })).min(1))
  .refine((keys) => new Set(keys.map((key) => key.id)).size === keys.length);
