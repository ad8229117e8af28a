import type { FastifyInstance, FastifyReply } from 'fastify';
import { brotliCompress, constants, gzip, type CompressCallback } from 'node:zlib';
import { chooseCoding, isCompressible, withVary, type ContentCoding } from './content-coding.rules.js';

/** Below this many bytes a packet is saved rarely, and the headers cost as much. */
const minimumBytes = 1_024;
/** Each compression holds some hundred kB: what exceeds this in a rush goes out uncompressed. */
const maxUnderWay = 32;
/**
 * Takes about as long as gzip for a page of 10 kB; 5 and 6 take a third longer for 6 % less, 9 takes thirty times as
 * long.
 */
const brotliQuality = 4;

let underWay = 0;

/**
 * Compresses text that is sent as a whole (string or Buffer), with br or gzip as the client accepts. Left as they are:
 * responses with an ETag (it stands for exactly these bytes), with a content coding of their own, partial ones, and
 * those with `cache-control: no-transform`. Register it after every hook that changes a payload or its headers.
 *
 * BREACH guesses a secret of a page from the sizes of compressed responses. It needs a page that holds the secret
 * beside text of the attacker's choice, requested from the victim's browser many times. Here no such page exists: a
 * form page reflects only what a POST brought, together with the draft's key of that same POST, and posts from other
 * sites are refused (403); a page that shows a number and its code is opened by a secret address and reflects nothing
 * of the request. A response for which this does not hold must say `cache-control: no-transform`.
 */
export function compressAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!(typeof payload === 'string' || Buffer.isBuffer(payload)) || !mayBeCompressed(reply, payload)) return done();
    reply.header('vary', withVary(headerOf(reply, 'vary'), 'accept-encoding'));
    const coding = chooseCoding(request.headers['accept-encoding']);
    if (coding === undefined || underWay >= maxUnderWay) return done();
    underWay++;
    compress(coding, payload, (error, compressed) => {
      underWay--;
      if (error) return done();
      reply.header('content-encoding', coding).removeHeader('content-length');
      done(null, compressed);
    });
  });
}

/** Compresses `payload` (UTF-8) off the event loop. */
export function compress(coding: ContentCoding, payload: string | Buffer, callback: CompressCallback): void {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (coding === 'gzip') return gzip(bytes, callback);
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  brotliCompress(bytes, { params }, callback);
}

function mayBeCompressed(reply: FastifyReply, payload: string | Buffer): boolean {
  const { statusCode } = reply;
  if (statusCode === 204 || statusCode === 206 || statusCode === 304) return false;
  if (reply.hasHeader('content-encoding') || reply.hasHeader('etag') || reply.hasHeader('content-range')) return false;
  if (/\bno-transform\b/i.test(headerOf(reply, 'cache-control') ?? '')) return false;
  if (!isCompressible(headerOf(reply, 'content-type') ?? '')) return false;
  return (typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length) >= minimumBytes;
}

function headerOf(reply: FastifyReply, name: string): string | undefined {
  const value = reply.getHeader(name);
  return value === undefined ? undefined : String(value);
}
