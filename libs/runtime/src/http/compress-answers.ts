import type { FastifyInstance, FastifyReply } from 'fastify';
import { brotliCompress, constants, gzip, type CompressCallback } from 'node:zlib';
import { chooseCoding, isCompressible, withVary, type ContentCoding } from './content-coding.rules.js';

/** Minimum size in bytes: for less, compression rarely saves a packet, and its headers cost as much. */
const minimumBytes = 1_024;
/** Maximum number of concurrent compressions, a few hundred kB each; further responses are sent uncompressed. */
const maxUnderWay = 32;
/**
 * Takes about as long as gzip for a page of 10 kB; 5 and 6 take a third longer for 6 % less, 9 takes thirty times as
 * long.
 */
const brotliQuality = 4;

let underWay = 0;

/**
 * Compresses text that is sent as a whole (string or Buffer) with br or gzip, whichever the client accepts. Not
 * compressed: responses with an ETag (it identifies exactly these bytes), with their own content coding, partial ones,
 * and those with `cache-control: no-transform`. Register it after every hook that changes a payload or its headers.
 *
 * The BREACH attack guesses a secret of a page from the sizes of compressed responses. It needs a page that contains
 * the secret next to text chosen by the attacker, requested many times by the victim's browser. No such page exists
 * here: a form page contains only the content of the POST that it answers, with the draft key of that POST, and posts
 * from other sites are refused (403); a page that shows a number and its code has a secret URL and contains nothing of
 * the request. A response for which this does not hold must set `cache-control: no-transform`.
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

/** Compresses `payload` (UTF-8) outside the event loop. */
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
