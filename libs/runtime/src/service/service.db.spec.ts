import { Body, Controller, Get, Header, HttpCode, Module, Param, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintReceived, type ComplaintReceived, type Event } from '@redress/contracts';
import { Consumes, messagingMigrations, Outbox, StoreUnavailable, type Transaction } from '@redress/messaging';
import { eventually, freePort, startPostgres, type TestPostgres } from '@redress/testing';
import { Agent, get as httpGet, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ErrorPages } from '../http/error-pages.js';
import { Problem } from '../http/problem.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { createLogger } from '../logging/logger.js';
import { DataSource } from 'typeorm';
import { serviceConfig } from '../config/service-config.js';
import { defineService } from './define-service.js';
import { MessagingModule } from './messaging.module.js';
import { startServices, type RunningServices } from './start-services.js';

const secret = '13800138000';
const seen: Event<ComplaintReceived>[] = [];
const longPage = '<p>long</p>'.repeat(500);

class FrontConfig extends serviceConfig(z.object({ GREETING: z.string().default('hello').describe('any word') })) {}
const echoed = z.object({ customer: z.object({ phone: z.string() }) });

class ReaderConfig extends serviceConfig(z.object({})) {}

@Controller()
class FrontController {
  constructor(
    private readonly config: FrontConfig,
    private readonly dataSource: DataSource,
  ) {}

  @Get('api/hello/:name') hello(@Param('name') name: string) {
    return { greeting: this.config.GREETING, name };
  }
  @Post('api/echo') @HttpCode(202) echo(@Body(new ZodPipe(echoed)) body: z.infer<typeof echoed>) {
    return body;
  }
  @Get('api/fail/:how') async fail(@Param('how') how: string) {
    if (how === 'away') throw new StoreUnavailable();
    if (how === 'often') throw new Problem(429, 'too-many-requests', 'Please wait a minute.', { retryAfter: 60 });
    if (how === 'database') await this.dataSource.query('SELECT $1::int', [secret + 'x']);
    throw new Error(`boom ${secret}`);
  }
  @Get('api/slow') async slow() {
    await sleep(400);
    return { done: true };
  }
  @Get('secret') onlyStaff() {
    return { staff: true };
  }
  @Get('pages/plain') @Header('content-type', 'text/html; charset=utf-8') plain() {
    return '<h1>plain</h1>';
  }
  @Get('pages/long') @Header('content-type', 'text/html; charset=utf-8') long() {
    return longPage;
  }
  @Get('pages/framed')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "frame-src 'self'")
  framed() {
    return '<h1>framed</h1>';
  }
}

class Pages extends ErrorPages {
  override render({ status }: Problem): string {
    return `<h1>${status}</h1>`;
  }
}

@Module({
  imports: [MessagingModule.forService('front')],
  controllers: [FrontController],
  providers: [{ provide: ErrorPages, useClass: Pages }],
})
class FrontModule {}

const front = defineService({
  name: 'front',
  database: { schema: 'front', migrations: messagingMigrations('front', { ledger: false }) },
  config: FrontConfig,
  publicPaths: ['/'],
  staffPaths: ['/secret'],
  readyWithoutBroker: true,
  module: FrontModule,
  http: (fastify) =>
    void fastify.addHook('onSend', (request, reply, _payload, done) => {
      if (request.url === '/nowhere/of-its-own' && !reply.hasHeader('content-security-policy'))
        reply.header('content-security-policy', "img-src 'self'");
      done();
    }),
});

@Controller()
class ReaderController {
  constructor(private readonly outbox: Outbox) {}

  @Consumes('reader.intake.complaints', [complaintReceived]) async read(
    events: Event<ComplaintReceived>[],
    tx: Transaction,
  ) {
    await tx.query('SELECT 1');
    if (!this.outbox.schema) throw new Error('not injected');
    await sleep(200);
    seen.push(...events);
  }
  @Get('inbox') inbox() {
    return { seen: seen.length };
  }
}

@Module({ imports: [MessagingModule.forService('reader')], controllers: [ReaderController] })
class ReaderModule {}

const reader = defineService({
  name: 'reader',
  database: { schema: 'reader', migrations: messagingMigrations('reader', { ledger: false }) },
  config: ReaderConfig,
  opsPaths: ['/inbox'],
  module: ReaderModule,
});

let postgres: TestPostgres;
let running: RunningServices;
let environment: Record<string, string>;
const lines: string[] = [];
const log = createLogger({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } });

beforeAll(async () => {
  postgres = await startPostgres();
  environment = {
    DATABASE_URL: await postgres.freshDatabase(),
    POLICY_DIR: join(import.meta.dirname, '../../../../deploy/policies/telecom'),
    INSTALLATION_SECRET: 'i'.repeat(32),
    LINK_SECRETS: `a:${'l'.repeat(32)}`,
    PORT: '0',
    STAFF_PORT: '0',
    OPS_PORT: '0',
    OPS_HOSTS: 'notifier.internal',
    GREETING: '你好',
  };
  running = await startServices([front, reader], { environment, applyTopics: true, log });
});
afterAll(async () => {
  await running?.stop();
  await postgres?.stop();
});

const publicUrl = (path: string) => `http://127.0.0.1:${running.publicPort}${path}`;
const staffUrl = (path: string) => `http://127.0.0.1:${running.staffPort}${path}`;
const opsUrl = (path: string) => `http://127.0.0.1:${running.opsPort}${path}`;
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(response.status).toBeGreaterThanOrEqual(400);
  return { ...((await response.json()) as { code: string; status: number; detail?: string; errors?: unknown[] }) };
};
const post = (path: string, body: string, type = 'application/json') =>
  fetch(publicUrl(path), { method: 'POST', body, headers: { 'content-type': type } });

describe('services in one process', () => {
  it('responds on the public port with its own configuration', async () => {
    expect(await (await fetch(publicUrl('/api/hello/li'))).json()).toEqual({ greeting: '你好', name: 'li' });
  });

  it('serves each path on its own port only, however it is spelled', async () => {
    const inner = ['/secret', '/%73ecret', '/secret/', '/secret?x=1', '/inbox', '/%69nbox'];
    for (const path of [...inner, '/metrics'])
      expect([path, (await fetch(publicUrl(path))).status]).toEqual([path, 404]);
    for (const path of ['/inbox', '/%69nbox', '/api/hello/li', '/metrics', '/healthz', '/readyz'])
      expect([path, (await fetch(staffUrl(path))).status]).toEqual([path, 404]);
    for (const path of ['/secret', '/%73ecret', '/api/hello/li'])
      expect([path, (await fetch(opsUrl(path))).status]).toEqual([path, 404]);
    expect((await fetch(staffUrl('/secret'))).status).toBe(200);
    expect((await fetch(opsUrl('/inbox'))).status).toBe(200);
  });

  it('accepts only configured host names on internal ports, so that other sites cannot read them', async () => {
    const ask = (port: number | undefined, path: string, host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        httpGet({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on('error', reject);
      });
    const { publicPort, staffPort, opsPort } = running;
    for (const path of ['/inbox', '/metrics', '/healthz', `http://rebound.example:${opsPort}/inbox`])
      expect([path, await ask(opsPort, path, `rebound.example:${opsPort}`)]).toEqual([path, 421]);
    expect(await ask(opsPort, 'http://rebound.example/inbox', 'localhost')).toBe(421);
    expect(await ask(staffPort, '/secret', 'rebound.example')).toBe(421);
    expect(await ask(staffPort, '/secret', 'notifier.internal')).toBe(421);
    for (const host of [`localhost:${opsPort}`, '10.244.1.7:3002', '[fd00::7]:3002', 'notifier.internal:3002'])
      expect([host, await ask(opsPort, '/inbox', host)]).toEqual([host, 200]);
    expect(await ask(opsPort, 'http://notifier.internal/inbox', 'rebound.example')).toBe(200);
    expect(await ask(staffPort, '/secret', 'localhost')).toBe(200);
    expect(await ask(publicPort, '/api/hello/li', 'complaints.example')).toBe(200);
  });

  it('accepts absolute URLs as request targets (RFC 9112 §3.2.2) and compresses long pages', async () => {
    const long = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
      const headers = { host: 'a.example', 'accept-encoding': 'gzip' };
      httpGet(
        { host: '127.0.0.1', port: running.publicPort, path: 'http://a.example/pages/long', headers },
        (response) => {
          response.resume();
          resolve(response.headers);
        },
      ).on('error', reject);
    });
    expect(long).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(await (await fetch(publicUrl('/pages/long'))).text()).toBe(longPage);
  });

  it('opens no staff port if no service has staff paths', async () => {
    const withoutStaff = await startServices([reader], { environment, log });
    expect([withoutStaff.publicPort, withoutStaff.staffPort]).toEqual([undefined, undefined]);
    expect((await fetch(`http://127.0.0.1:${withoutStaff.opsPort}/healthz`)).status).toBe(200);
    await withoutStaff.stop();
  });

  it('logs no failure when a client disconnects while it sends its body', async () => {
    lines.length = 0;
    const client = httpRequest({
      host: '127.0.0.1',
      port: running.publicPort,
      path: '/api/echo',
      method: 'POST',
      agent: false,
    });
    client.on('error', () => undefined).setHeader('content-type', 'application/json');
    client.setHeader('content-length', '100');
    client.write('{"cust');
    await sleep(100);
    client.destroy();
    await sleep(200);
    expect(lines.filter((line) => line.includes('/api/echo') && !line.includes('"level":"debug"'))).toEqual([]);
  });

  it('responds to errors with a problem document that has a stable code', async () => {
    expect(await problemOf(await fetch(publicUrl('/nowhere')))).toMatchObject({
      status: 404,
      code: 'not-found',
      type: 'urn:redress:problem:not-found',
    });
    expect(await problemOf(await post('/api/echo', '{'))).toMatchObject({ status: 400, code: 'broken-json' });
    expect(await problemOf(await post('/api/echo', '', 'application/json'))).toMatchObject({
      status: 400,
      code: 'broken-json',
    });
    expect(await problemOf(await post('/api/echo', '<a/>', 'text/xml'))).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    });
    expect(await problemOf(await post('/api/echo', 'x', 'text/plain'))).toMatchObject({ status: 415 });
    expect(await problemOf(await post('/api/echo', JSON.stringify({ text: 'x'.repeat(300_000) })))).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
    expect(await problemOf(await fetch(publicUrl(`/api/hello/${'x'.repeat(400)}`)))).toMatchObject({
      status: 414,
      code: 'address-too-long',
    });
    expect(await problemOf(await fetch(publicUrl('/api/hello/%zz')))).toMatchObject({
      status: 400,
      code: 'bad-address',
    });
  });

  it('names each invalid field, without its value', async () => {
    const problem = await problemOf(await post('/api/echo', JSON.stringify({ customer: { phone: 13800138000 } })));
    expect(problem).toMatchObject({
      status: 422,
      code: 'bad-input',
      errors: [{ path: 'customer.phone', code: 'invalid_type' }],
    });
    expect(JSON.stringify(problem)).not.toContain(secret);
  });

  it('responds to a wrong method on a known path with the allowed methods', async () => {
    const response = await fetch(publicUrl('/api/echo'));
    expect(response.headers.get('allow')).toBe('POST');
    expect(await problemOf(response)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });

  it('sends Retry-After with 429 and 503', async () => {
    const often = await fetch(publicUrl('/api/fail/often'));
    expect([often.status, often.headers.get('retry-after'), (await problemOf(often)).detail]).toEqual([
      429,
      '60',
      'Please wait a minute.',
    ]);
    const away = await fetch(publicUrl('/api/fail/away'));
    expect([away.status, away.headers.get('retry-after'), (await problemOf(away)).code]).toEqual([
      503,
      '5',
      'store-unavailable',
    ]);
  });

  it('keeps the message of an unexpected error out of the response and the log', async () => {
    for (const how of ['boom', 'database']) {
      const problem = await problemOf(await fetch(publicUrl(`/api/fail/${how}`)));
      expect(problem).toEqual({
        type: 'urn:redress:problem:internal',
        title: 'Internal Server Error',
        status: 500,
        code: 'internal',
      });
    }
    const written = lines.join('');
    expect(written).toContain('"route":"/api/fail/:how"');
    expect(written).toMatch(/QueryFailedError.*"code":"22/);
    expect(written).not.toContain(secret);
  });

  it("sends browsers the service's own error page", async () => {
    const response = await fetch(publicUrl('/nowhere'), { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([response.status, await response.text()]).toEqual([404, '<h1>404</h1>']);
  });

  it('sends security headers with every response, and keeps the policy of a page that has one', async () => {
    const addresses = [
      '/api/hello/li',
      '/pages/plain',
      '/pages/framed',
      '/nowhere',
      '/api/hello/%zz',
      '/api/%',
      '/healthz',
      '/readyz',
    ].map(publicUrl);
    for (const address of [...addresses, opsUrl('/metrics'), opsUrl('/nowhere'), staffUrl('/nowhere')]) {
      const { headers } = await fetch(address);
      expect([address, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
        address,
        'nosniff',
        'no-referrer',
      ]);
    }
    const policyOf = async (address: string, accept = '*/*') =>
      (await fetch(address, { headers: { accept } })).headers.get('content-security-policy');
    for (const path of ['/pages/plain', '/nowhere', '/api/hello/%zz', '/api/%', '/api/fail/often'])
      expect(await policyOf(publicUrl(path))).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(await policyOf(publicUrl('/nowhere'), 'text/html')).toContain("default-src 'none'");
    expect(await policyOf(staffUrl('/nowhere'))).toContain("default-src 'none'");
    expect(await policyOf(publicUrl('/pages/framed'))).toBe("frame-src 'self'");
    expect(await policyOf(publicUrl('/nowhere/of-its-own'), 'text/html')).toBe("img-src 'self'");
    expect(await policyOf(publicUrl('/api/hello/li'))).toBeNull();
  });

  it('reports health, readiness, and metrics with one row for each service', async () => {
    await eventually(async () => expect((await fetch(publicUrl('/readyz'))).status).toBe(200));
    expect(await (await fetch(opsUrl('/readyz'))).json()).toEqual({
      status: 'ready',
      // `front` is ready without its consumers.
      checks: { database: 'ok', 'reader consumers': 'ok' },
    });
    // A load balancer in front of the public port needs the status; the checks are for operations.
    expect(await (await fetch(publicUrl('/readyz'))).json()).toEqual({ status: 'ready' });
    for (const url of [opsUrl, publicUrl])
      expect(await (await fetch(url('/healthz'))).json()).toEqual({ status: 'ok' });
    const page = await (await fetch(opsUrl('/metrics'))).text();
    expect(page).toMatch(
      /redress_http_request_duration_seconds_count\{[^}]*route="\/api\/hello\/:name"[^}]*service="front"/,
    );
    expect(page).toContain('service="reader"');
    expect(page).toContain('nodejs_eventloop_lag');
    expect(page.match(/^# TYPE redress_http_request_duration_seconds histogram$/gm)).toHaveLength(1);
    expect(page).not.toContain('/api/hello/li');
  });

  it('refuses to start on a port in use, and names its variable', async () => {
    const busy = { ...environment, PORT: String(running.publicPort), OPS_PORT: String(await freePort()) };
    await expect(startServices([front], { environment: busy, log })).rejects.toThrow(/in use.* with PORT\./);
  });

  it('refuses a route outside the paths of its service', async () => {
    const narrow = defineService({ ...front, publicPaths: ['/api'], staffPaths: [] });
    await expect(startServices([narrow], { environment, log })).rejects.toThrow('/secret');
  });
});

describe('while the database is unavailable', () => {
  it('is not ready, responds with 503 at once, and is ready again afterwards', async () => {
    const own = await startPostgres({ own: true });
    const other = await startServices([front], {
      environment: { ...environment, DATABASE_URL: await own.freshDatabase() },
      applyTopics: true,
      log,
    });
    const status = async () => (await fetch(`http://127.0.0.1:${other.opsPort}/readyz`)).status;
    try {
      await eventually(async () => expect(await status()).toBe(200));
      await own.takeAway();
      await eventually(async () => expect(await status()).toBe(503));
      expect((await fetch(`http://127.0.0.1:${other.publicPort}/healthz`)).status).toBe(200);
      const started = performance.now();
      expect((await fetch(`http://127.0.0.1:${other.publicPort}/api/fail/database`)).status).toBe(503);
      expect(performance.now() - started).toBeLessThan(1_500);
      await own.bringBack();
      await eventually(async () => expect(await status()).toBe(200), 20_000);
    } finally {
      await other.stop();
      await own.stop();
    }
  });
});

describe('stopping', () => {
  it('finishes the request in progress, closes idle connections, and accepts no new ones', async () => {
    await eventually(async () => expect((await fetch(opsUrl('/readyz'))).status).toBe(200));
    const outboxOwner = await startServices([front], { environment, log });
    const agent = new Agent({ keepAlive: true });
    const idle = await new Promise<number>((resolve, reject) => {
      httpGet({ agent, host: '127.0.0.1', port: running.publicPort, path: '/api/hello/x' }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode!));
      }).on('error', reject);
    });
    expect(idle).toBe(200);
    const slow = fetch(publicUrl('/api/slow'));
    await sleep(100);
    const stopping = running.stop();
    await sleep(50);
    await expect(
      new Promise((resolve, reject) =>
        httpRequest({ host: '127.0.0.1', port: running.publicPort, path: '/healthz' }, resolve)
          .on('error', reject)
          .end(),
      ),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const response = await slow;
    expect([response.status, await response.json()]).toEqual([200, { done: true }]);
    const started = performance.now();
    await stopping;
    expect(performance.now() - started).toBeLessThan(3_000);
    agent.destroy();
    await outboxOwner.stop();
  });

  it('finishes the batch in progress, so that it is not read again after the next start', async () => {
    running = await startServices([front, reader], { environment, log });
    await eventually(async () => expect((await fetch(opsUrl('/readyz'))).status).toBe(200));
    await accept(environment.DATABASE_URL!);
    await eventually(async () => expect(seen.length).toBeGreaterThan(0), 10_000);
    await running.stop();
    const before = seen.length;
    running = await startServices([front, reader], { environment, log });
    await sleep(1_500);
    expect(seen.length).toBe(before);
    expect(seen[0]?.data.text).toBe('网络卡');
  });
});

/** Inserts one event into the outbox of `front`, as another process would; the relay publishes it. */
async function accept(url: string): Promise<void> {
  const { openDatabase } = await import('@redress/database');
  const { encodeEvent, newId } = await import('@redress/contracts');
  const dataSource = await openDatabase({ url, applicationName: 'spec', poolSize: 1 });
  const event = {
    specversion: '1.0' as const,
    id: newId(),
    source: 'urn:redress:spec:front',
    type: complaintReceived.type,
    subject: newId(),
    time: new Date().toISOString(),
    datacontenttype: 'application/json' as const,
    dataschema: complaintReceived.dataschema,
    sequence: 1,
    data: {
      number: '4821093755162204',
      channel: 'form',
      origin: 'customer',
      receivedAt: new Date().toISOString(),
      text: '网络卡',
      language: 'zh-CN',
      customer: {},
    },
  };
  await dataSource.query('INSERT INTO front.outbox (event_id, topic, key, value) VALUES ($1, $2, $3, $4)', [
    event.id,
    complaintReceived.topic,
    event.subject,
    encodeEvent(event),
  ]);
  await dataSource.destroy();
}
