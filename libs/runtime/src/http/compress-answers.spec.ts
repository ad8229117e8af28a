import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressAnswers } from './compress-answers.js';

const page = `<!doctype html>${'<p>网络从昨晚开始一直断 · the network has been down since last night</p>'.repeat(100)}`;
const html = 'text/html; charset=utf-8';
const bytes = Buffer.byteLength(page);

let app: FastifyInstance;
let address: string;
const send = (path: string, headers: Record<string, string>, payload: unknown = page, status = 200): void =>
  void app.get(path, (_request, reply: FastifyReply) => void reply.code(status).headers(headers).send(payload));

beforeAll(async () => {
  app = fastify();
  compressAnswers(app);
  send('/page', { 'content-type': html, vary: 'accept-language, cookie' });
  send('/problem', { 'content-type': 'application/problem+json' }, page, 422);
  send('/sized', { 'content-type': html, 'content-length': String(bytes) });
  send('/buffer', { 'content-type': 'text/javascript' }, Buffer.from(page));
  send('/short', { 'content-type': html }, '<p>short</p>');
  send('/tagged', { 'content-type': html, etag: '"1"' });
  send('/kept', { 'content-type': html, 'cache-control': 'no-store, no-transform' });
  send('/image', { 'content-type': 'image/png' }, Buffer.alloc(5_000));
  send('/coded', { 'content-type': html, 'content-encoding': 'x-own' });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

interface Answer {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Does not decode the response, unlike fetch. */
const ask = (path: string, accept?: string, method: 'GET' | 'HEAD' = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    const headers = accept === undefined ? {} : { 'accept-encoding': accept };
    request(`${address}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: { ...response.headers, date: '' }, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });

describe('compressAnswers', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.5, gzip;q=1.0', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *;q=0.1', 'gzip'],
  ])('for %s sends %s, with its own length, and declares that the response varies', async (accept, coding) => {
    for (const path of ['/page', '/problem', '/sized', '/buffer']) {
      const { headers, body } = await ask(path, accept);
      expect([path, headers['content-encoding']]).toEqual([path, coding]);
      expect((coding === 'br' ? brotliDecompressSync : gunzipSync)(body).toString()).toBe(page);
      expect(headers['content-length']).toBe(String(body.length));
      expect(body.length).toBeLessThan(bytes / 4);
      expect(headers.vary).toBe(path === '/page' ? 'accept-language, cookie, accept-encoding' : 'accept-encoding');
    }
  });

  it.each([undefined, '', 'identity', 'br;q=0, gzip;q=0', 'zstd', 'gzip;q=0.1, identity', '*;q=0'])(
    'for %s sends it as it is, and declares that the response varies',
    async (accept) => {
      const { headers, body } = await ask('/page', accept);
      expect([headers['content-encoding'], headers['content-length'], body.toString() === page]).toEqual([
        undefined,
        String(bytes),
        true,
      ]);
      expect(headers.vary).toContain('accept-encoding');
    },
  );

  it.each(['/short', '/tagged', '/kept', '/image', '/coded'])('leaves %s as it is', async (path) => {
    const [plain, coded] = [await ask(path), await ask(path, 'br, gzip')];
    expect(coded.body).toEqual(plain.body);
    expect(coded.headers).toEqual(plain.headers);
    expect(coded.headers.vary).toBeUndefined();
  });

  it('sends the headers of GET in response to HEAD', async () => {
    const [get, head] = [await ask('/page', 'br'), await ask('/page', 'br', 'HEAD')];
    expect(head.body).toHaveLength(0);
    expect(head.headers).toEqual(get.headers);
  });

  it('responds to all of many concurrent requests', async () => {
    const responses = await Promise.all(Array.from({ length: 200 }, () => ask('/page', 'gzip')));
    const texts = responses.map(({ headers, body }) =>
      (headers['content-encoding'] ? gunzipSync(body) : body).toString(),
    );
    expect(texts.every((text) => text === page)).toBe(true);
  });
});
