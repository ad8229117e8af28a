import { isIP } from 'node:net';
import { z } from 'zod';

/** A port number; 0 lets the system choose one (tests). */
export const port = (fallback: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535))
    .default(fallback)
    .describe(`${what}: a port from 0 to 65535 (default ${fallback})`);

/** A whole number from `min` to `max`. */
export const count = (fallback: number, min: number, max: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback)
    .describe(`${what}: a whole number from ${min} to ${max} (default ${fallback})`);

/** `true` or `false`; also 1/0, yes/no, on/off. */
export const flag = (fallback: boolean, what: string) =>
  z.stringbool().default(fallback).describe(`${what}: true or false (default ${fallback})`);

/** A URL with one of `schemes` (`https:`) and a host; slashes at its end are removed. */
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

/** `name,name`: host names without port, in lower case. */
export const hostNames = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^[\w-]+(\.[\w-]+)*$/)).min(1));

/**
 * Addresses of trusted proxies. Neither `true` nor a number of hops is allowed: a client that bypasses the proxy could
 * then claim any address.
 */
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

/** `id:secret,id:secret`: the first signs links, all are accepted. */
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
