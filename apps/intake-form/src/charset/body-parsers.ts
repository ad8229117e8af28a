import { Problem } from '@redress/runtime';
import type { FastifyInstance } from 'fastify';
import { readForm } from './read-form.rules.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const problems = {
  'charset-unknown': [415, 'Send the form as UTF-8, GBK, GB18030 or Big5, and name the charset in the content-type.'],
  'charset-wrong': [
    400,
    'The bytes of the form are not valid in its charset. Send it as UTF-8, or name its charset in the content-type.',
  ],
} as const;

/**
 * Replaces the body parsers of JSON and forms by ones that never destroy characters: JSON must be UTF-8 (RFC 8259 §8.1),
 * forms are decoded in the charset they declare. What cannot be decoded is refused before any handler runs.
 */
export function addBodyParsers(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(charsetOf(request.headers['content-type'])))
      return done(
        new Problem(415, 'not-utf-8', 'JSON must be UTF-8. Encode it as UTF-8 and send it without another charset.'),
      );
    const text = decodeUtf8(body as Buffer);
    if (text === undefined)
      return done(new Problem(400, 'not-utf-8', 'The JSON is not valid UTF-8. Encode it as UTF-8 and send it again.'));
    parseJson(request, text, done);
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (request, body, done) => {
    const reading = readForm(body as Buffer, charsetOf(request.headers['content-type']));
    if (reading.ok) done(null, reading.fields);
    else {
      const [status, detail] = problems[reading.problem];
      done(new Problem(status, reading.problem, detail));
    }
  });
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1];
}

function isUtf8(charset: string | undefined): boolean {
  return charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset);
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
