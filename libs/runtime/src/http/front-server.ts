import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemContentType, problemDocument, problemHeaders } from './problem-document.js';
import { Problem } from './problem.js';
import { pathOf, type PrefixTable } from './prefix-table.rules.js';
import { securityHeaders, strictPolicy } from './security-headers.js';
import { markSide, type Side } from './sides.js';

/** Takes a request over; a Fastify instance's `routing`. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export const serverLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** Longer than load balancers keep theirs (60 s), so that none sends into a connection we are closing. */
  keepAliveMs: 65_000,
  maxHeaderBytes: 16 * 1024,
  maxConnections: 10_000,
} as const;

/** One port of a process: hands each request to the app that owns its path. */
export class FrontServer {
  private readonly server: Server;
  private stopping = false;

  constructor(side: Side, apps: PrefixTable<Handler>) {
    this.server = createServer(
      {
        headersTimeout: serverLimits.headersTimeoutMs,
        requestTimeout: serverLimits.requestTimeoutMs,
        keepAliveTimeout: serverLimits.keepAliveMs,
        maxHeaderSize: serverLimits.maxHeaderBytes,
        connectionsCheckingInterval: 5_000,
        keepAlive: true,
        noDelay: true,
      },
      (request, response) => {
        if (this.stopping) response.setHeader('connection', 'close');
        const path = pathOf(request.url ?? '');
        const handler = path === undefined ? undefined : apps.find(path);
        if (!handler) return answer(request, response, path === undefined ? new Problem(400, 'bad-address') : new Problem(404, 'not-found'));
        markSide(request, side);
        handler(request, response);
      },
    );
    this.server.maxConnections = serverLimits.maxConnections;
    this.server.on('clientError', refuseMalformed);
  }

  /** @returns the port that was bound. @throws the system's error (EADDRINUSE, EACCES) */
  listen(port: number, host?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host, backlog: 1_024 }, () => {
        this.server.off('error', reject);
        const bound = this.server.address();
        resolve(typeof bound === 'object' && bound ? bound.port : port);
      });
    });
  }

  /** Takes no new connections, lets requests under way finish for up to `patienceMs`, then cuts what is left. */
  async stop(patienceMs: number): Promise<void> {
    this.stopping = true;
    if (!this.server.listening) return;
    let closed = false;
    const closing = new Promise<void>((resolve) => this.server.close(() => resolve())).then(() => (closed = true));
    // A connection whose request was under way when we began stays open afterwards, idle: it is closed as soon as it is.
    for (const end = performance.now() + patienceMs; !closed && performance.now() < end;) {
      this.server.closeIdleConnections();
      await Promise.race([closing, sleep(50)]);
    }
    if (!closed) this.server.closeAllConnections();
    await closing;
  }
}

/** Answers without any app. */
export function answer(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  request.resume();
  response.writeHead(problem.status, {
    ...securityHeaders,
    'content-security-policy': strictPolicy,
    ...problemHeaders(problem),
    'content-type': problemContentType,
  });
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(problemDocument(problem)));
}

/** What is not HTTP, too slow or too large to be parsed never becomes a request. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: NodeJS.Socket): void {
  const tcp = socket as NodeJS.Socket & { writable: boolean; destroy(): void };
  if (error.code === 'ECONNRESET' || !tcp.writable) {
    tcp.destroy();
    return;
  }
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request';
  tcp.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
