import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, proofSize } from '@redress/testing';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrontServer, type FrontServerOptions, type Handler } from './front-server.js';
import { PrefixTable } from './prefix-table.rules.js';
import type { ServerLimits } from './server-limits.js';

let server: FrontServer | undefined;
let port = 0;
const sockets: Socket[] = [];
const stored: string[] = [];

/** Reads the whole body, then waits a moment, like a handler that stores something. */
const store: Handler = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    setTimeout(() => {
      stored.push(body);
      response.end(`stored ${body}`);
    }, 100);
  });
};
let release: () => void = () => undefined;
/** Responds when the spec calls `release`. */
const held: Handler = (request, response) => {
  request.resume();
  const before = release;
  release = () => {
    before();
    response.end('held');
  };
};
const quick: Handler = (request, response) => {
  request.resume();
  response.end(`hello from ${request.headers.host} ${request.url}`);
};
const large: Handler = (request, response) => {
  request.resume();
  const chunks = Array.from({ length: 256 }, () => Buffer.alloc(64 * 1024, 'x'));
  Readable.from(chunks).pipe(response);
};
const routes: [string, Handler][] = [
  ['/', quick],
  ['/store', store],
  ['/large', large],
  ['/held', held],
];

const short: Partial<ServerLimits> = {
  headersMs: 400,
  requestMs: 600,
  responseMs: 600,
  keepAliveMs: 500,
  graceMs: 200,
  checkMs: 50,
};

async function start(limits: Partial<ServerLimits> = short, options: FrontServerOptions = {}): Promise<void> {
  server = new FrontServer('public', new PrefixTable(routes), { ...options, limits });
  port = await server.listen(0, '127.0.0.1');
}

/** A client that never closes its side and collects what it reads. */
function open(first = ''): { socket: Socket; text: () => string; closed: Promise<void>; connected: Promise<void> } {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  if (first) socket.write(first);
  const connected = new Promise<void>((resolve) => socket.once('connect', resolve).once('close', () => resolve()));
  return {
    socket,
    text: () => text,
    connected,
    closed: new Promise((resolve) => socket.once('end', resolve).once('close', () => resolve())),
  };
}

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: a.example\r\n${more}\r\n`;
const post = (body: string) =>
  `POST /store HTTP/1.1\r\nHost: a.example\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const answersOthers = async (): Promise<void> => {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    signal: AbortSignal.timeout(2_000),
    headers: { connection: 'close' },
  });
  expect(response.status).toBe(200);
  await response.text();
};

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.stop(1_000);
  server = undefined;
  stored.length = 0;
});

describe('connections that are too slow', () => {
  it('destroys thousands of silent and slow ones, whose peers never close, and serves other customers meanwhile', async () => {
    await start({ ...short, headersMs: 4_000, requestMs: 5_000 });
    const kinds = [
      '',
      'GET / HTTP/1.1\r\nHost: a.exam',
      'POST /store HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\nhal',
    ];
    const clients: ReturnType<typeof open>[] = [];
    while (clients.length < proofSize(2_000, 10_000)) {
      // Far fewer at once than the backlog (1,024) holds: the kernel drops others, and a silent client never learns it.
      const wave = Array.from({ length: 200 }, (_, index) => open(kinds[index % kinds.length]));
      await Promise.all(wave.map(({ connected }) => connected));
      clients.push(...wave);
    }
    for (let i = 0; i < 10; i++) await answersOthers();
    await eventually(() => expect(server!.connectionCount).toBe(0), 30_000);
    await Promise.all(clients.map(({ closed }) => closed));
    expect(clients.every(({ text }) => text().startsWith('HTTP/1.1 408 '))).toBe(true);
    expect(stored).toEqual([]);
    await answersOthers();
  }, 60_000);

  it('closes the connection that has waited longest to make room for a new one', async () => {
    await start({ ...short, headersMs: 20_000, requestMs: 20_000, maxConnections: 50 });
    for (const first of ['', 'POST /store HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\nhal'])
      for (let i = 0; i < 100; i++) open(first);
    await eventually(() => expect(server!.connectionCount).toBe(50));
    await sleep(100);
    for (let i = 0; i < 10; i++) await answersOthers();
    expect(server!.connectionCount).toBeLessThanOrEqual(50);
  });

  it('does not close a connection whose response is being produced to make room for another', async () => {
    let full = 0;
    await start({ ...short, maxConnections: 2 }, { onFull: () => full++ });
    const before = release;
    const busy = [open(get('/held')), open(get('/held'))];
    await eventually(() => expect(release).not.toBe(before));
    await sleep(100);
    const third = open(get('/'));
    await third.closed;
    expect(third.text()).toBe('');
    release();
    await eventually(() => expect(busy.every(({ text }) => text().endsWith('held'))).toBe(true));
    expect(full).toBe(1);
  });

  it('closes a connection that sends empty lines instead of requests', async () => {
    await start();
    const client = open(get('/'));
    const timer = setInterval(() => client.socket.write('\r\n'), 50);
    await Promise.race([client.closed, sleep(4_000)]);
    clearInterval(timer);
    await eventually(() => expect(server!.connectionCount).toBe(0), 500);
  });

  it('closes a connection whose client does not read its response', async () => {
    await start();
    const { socket } = open(get('/large'));
    socket.pause();
    await eventually(() => expect(server!.connectionCount).toBe(1));
    await eventually(() => expect(server!.connectionCount).toBe(0), 4_000);
  });

  it('does not interrupt a client that reads slowly', async () => {
    await start({ ...short, responseMs: 3_000 });
    const client = open(get('/large', 'Connection: close\r\n'));
    let received = 0;
    client.socket.on('data', (chunk) => {
      received += chunk.length;
      client.socket.pause();
      setTimeout(() => client.socket.resume(), 20);
    });
    await client.closed;
    expect(received).toBeGreaterThan(16 * 1024 * 1024);
  }, 30_000);
});

describe('a valid request followed by something else', () => {
  it('gets its own response if garbage follows it', async () => {
    await start();
    const client = open(`${post('good')}\x00\x01 garbage\r\n\r\n`);
    await client.closed;
    expect(client.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*stored good$/);
    expect(stored).toEqual(['good']);
    await eventually(() => expect(server!.connectionCount).toBe(0));
  });

  it('gets its response if a slow second request times out meanwhile', async () => {
    await start({ ...short, headersMs: 20, requestMs: 20, checkMs: 10 });
    const client = open(`${post('good')}GET / HTT`);
    await client.closed;
    expect(client.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*stored good$/);
  });

  it('gets its response if the body of a second request is garbage', async () => {
    await start();
    const client = open(
      `${post('good')}POST /store HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n`,
    );
    await client.closed;
    expect(client.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*stored good$/);
    expect(stored).toEqual(['good']);
  });

  it('gets 400 if it is garbage itself, and 431 if its headers are too large', async () => {
    await start();
    const garbage = open('\x00\x01 garbage\r\n\r\n');
    const headers = open(get('/', `X: ${'x'.repeat(20_000)}\r\n`));
    await Promise.all([garbage.closed, headers.closed]);
    expect(garbage.text()).toMatch(/^HTTP\/1\.1 400 /);
    expect(headers.text()).toMatch(/^HTTP\/1\.1 431 /);
    await eventually(() => expect(server!.connectionCount).toBe(0));
  });

  it('gets its response in order among pipelined requests, of which too many are refused', async () => {
    await start({ ...short, maxPipelined: 4 });
    const few = open(['a', 'b', 'c'].map(post).join(''));
    await eventually(() => expect(few.text().match(/stored \w/g)).toEqual(['stored a', 'stored b', 'stored c']));
    const many = open(
      Array.from({ length: 100 }, (_, index) => post(String.fromCharCode(100 + (index % 20)))).join(''),
    );
    await many.closed;
    expect(many.text().match(/stored \w/g)).toEqual(['stored d', 'stored e', 'stored f', 'stored g']);
    expect(many.text().match(/HTTP\/1\.1 \d+/g)).toEqual([...Array<string>(4).fill('HTTP/1.1 200'), 'HTTP/1.1 429']);
    expect(stored).toHaveLength(7);
  });
});

describe('stopping', () => {
  it('does not wait for connections that send no request', async () => {
    await start({});
    for (const first of ['', 'GET / HT', get('/')]) open(first);
    await eventually(() => expect(server!.connectionCount).toBe(3));
    const began = performance.now();
    await server!.stop(20_000);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('the request target and Host', () => {
  it('accepts an absolute URL as the target, which replaces Host (RFC 9112 §3.2.2)', async () => {
    await start();
    const client = open(get('http://b.example:81/x?y=1', 'Connection: close\r\n'));
    await client.closed;
    expect(client.text()).toMatch(/hello from b\.example:81 \/x\?y=1$/);
  });

  it.each([
    ['two Host header fields', 'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['no Host, with an absolute URL', 'GET http://a/ HTTP/1.1\r\n\r\n'],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a URL of another scheme', 'GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('refuses %s with 400', async (_, request) => {
    await start();
    const client = open(request);
    await eventually(() => expect(client.text()).toMatch(/^HTTP\/1\.1 400 [^]*"code":"bad-(host|address)"/));
  });

  it('accepts HTTP/1.0 without Host', async () => {
    await start();
    const client = open('GET /x HTTP/1.0\r\n\r\n');
    await client.closed;
    expect(client.text()).toMatch(/^HTTP\/1\.1 200 /);
  });
});
