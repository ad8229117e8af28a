import { withTimeout } from '@redress/database';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Connections } from './connections.js';
import type { HostCheck } from './host-check.js';
import { pathOf, type PrefixTable } from './prefix-table.rules.js';
import { problemContentType, problemDocument, problemHeaders } from './problem-document.js';
import { Problem } from './problem.js';
import { readTarget } from './request-target.rules.js';
import { securityHeaders, strictPolicy } from './security-headers.js';
import { innerLimits, publicLimits, type ServerLimits } from './server-limits.js';
import { markSide, type Side } from './sides.js';

/** Handles a request; a Fastify instance's `routing`. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface FrontServerOptions {
  /** The hosts that the port accepts. Default: any. */
  hosts?: HostCheck;
  /** Replaces some of the limits of this port. */
  limits?: Partial<ServerLimits>;
  /** Called for each connection that is closed because there are too many. */
  onFull?: () => void;
}

/** How long a connection without a request stays open while the server stops, in milliseconds. */
const stopIdleMs = 1_000;
/** The interval at which a stopping server closes idle connections, in milliseconds. */
const stopPollMs = 50;

/** One port of a process: passes each request to the app that owns its path. */
export class FrontServer {
  private readonly server: Server;
  private readonly connections: Connections;
  private readonly limits: ServerLimits;
  private sweeping?: NodeJS.Timeout;
  private stopping = false;

  constructor(
    private readonly side: Side,
    private readonly apps: PrefixTable<Handler>,
    private readonly options: FrontServerOptions = {},
  ) {
    const limits = { ...(side === 'public' ? publicLimits() : innerLimits()), ...options.limits };
    this.limits = limits;
    this.connections = new Connections(limits, options.onFull);
    this.server = createServer(
      {
        headersTimeout: limits.headersMs,
        requestTimeout: limits.requestMs,
        keepAliveTimeout: limits.keepAliveMs,
        maxHeaderSize: limits.maxHeaderBytes,
        connectionsCheckingInterval: limits.checkMs,
        // Checked here, so that the response is a problem document.
        requireHostHeader: false,
        keepAlive: true,
        noDelay: true,
      },
      (request, response) => this.receive(request, response),
    );
    this.server.on('connection', (socket: Socket) => this.connections.add(socket));
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      this.connections.refuse(socket as Socket, statusFor(error));
    });
  }

  /** Open connections, idle ones included. */
  get connectionCount(): number {
    return this.connections.count;
  }

  /** @returns the port that was bound. @throws the system's error (EADDRINUSE, EACCES) */
  listen(port: number, host?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host, backlog: 1_024 }, () => {
        this.server.off('error', reject);
        this.sweeping = setInterval(() => this.connections.sweep(), this.limits.checkMs).unref();
        const bound = this.server.address();
        resolve(typeof bound === 'object' && bound ? bound.port : port);
      });
    });
  }

  /** Stops accepting connections, waits up to `patienceMs` ms for requests in progress, then closes all connections. */
  async stop(patienceMs: number): Promise<void> {
    this.stopping = true;
    if (!this.server.listening) return;
    let closed = false;
    const closing = new Promise<true>((resolve) => this.server.close(() => resolve(true)));
    // A connection with a request in progress is closed when it becomes idle.
    for (const end = performance.now() + patienceMs; !closed && performance.now() < end;) {
      this.server.closeIdleConnections();
      // Node does not count a connection that never sent a request as idle.
      this.connections.destroyWaiting(stopIdleMs);
      closed = await withTimeout(
        stopPollMs,
        () => closing,
        () => false,
      );
    }
    if (!closed) this.server.closeAllConnections();
    await closing;
    clearInterval(this.sweeping);
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const verdict = this.connections.begin(request, response);
    // Not answered: the connection closes after the earlier responses.
    if (verdict === 'ignore') return;
    if (this.stopping) response.setHeader('connection', 'close');
    try {
      if (verdict === 'too-many')
        throw new Problem(429, 'too-many-pipelined', 'Too many requests wait on this connection.', {
          headers: { connection: 'close' },
        });
      const handler = this.route(request);
      markSide(request, this.side);
      handler(request, response);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answer(request, response, error);
    }
  }

  /** Also sets the URL and the host that the app sees. */
  private route(request: IncomingMessage): Handler {
    const { url, host } = targetOf(request);
    this.options.hosts?.check(host);
    request.url = url;
    if (host !== undefined) request.headers.host = host;
    const path = pathOf(url);
    if (path === undefined) throw new Problem(400, 'bad-address');
    const handler = this.apps.find(path);
    if (!handler) throw new Problem(404, 'not-found');
    return handler;
  }
}

/** Responds without an app. */
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

/** Node keeps the first of several Host header fields in `headers`; all of them are in `rawHeaders`. */
function targetOf({ url = '', rawHeaders, httpVersion }: IncomingMessage) {
  const hosts: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts.push(rawHeaders[i + 1]!);
  }
  return readTarget(url, hosts, httpVersion);
}

function statusFor({ code }: NodeJS.ErrnoException): string {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
}
