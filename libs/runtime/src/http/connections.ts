import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerLimits } from './server-limits.js';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

interface Connection {
  /**
   * The time of its last progress: opened, headers of a request complete, bytes of a response taken by the client, or
   * response finished.
   */
  stepAt: number;
  /** The number of bytes that the client (or its kernel) had taken at the last check. */
  taken: number;
  /** Requests whose responses are not finished, in the order of arrival. */
  exchanges: Exchange[];
  /** The latest request, whether answered or not. */
  latest?: IncomingMessage;
  /** No further request is accepted; the connection closes after the responses in progress. */
  closing: boolean;
  ended: boolean;
}

/**
 * The open connections of one port. Node reports a connection that is too slow or does not send HTTP, but keeps its
 * socket until the peer closes it, which may never happen. This class destroys every connection that has been given up.
 */
export class Connections {
  /** In the order of their last progress: the first one has waited longest. */
  private readonly open = new Map<Socket, Connection>();

  constructor(
    private readonly limits: ServerLimits,
    /** Called for each connection that is closed to make room for another. */
    private readonly onFull: () => void = () => undefined,
  ) {}

  get count(): number {
    return this.open.size;
  }

  /**
   * At the limit, the connection that has waited longest is closed to make room; if responses are being produced for
   * all of them, the new one is closed.
   */
  add(socket: Socket): void {
    if (this.open.size >= this.limits.maxConnections) {
      this.onFull();
      const victim = this.longestWaiting();
      if (!victim) {
        socket.destroy();
        return;
      }
      this.destroy(victim);
    }
    this.open.set(socket, { stepAt: performance.now(), taken: 0, exchanges: [], closing: false, ended: false });
    socket.once('close', () => this.open.delete(socket));
  }

  /**
   * @returns what to do with a request: `serve` it, refuse it because `too-many` wait on this connection, or `ignore`
   * it
   */
  begin(request: IncomingMessage, response: ServerResponse): 'serve' | 'too-many' | 'ignore' {
    const { socket } = request;
    const connection = this.open.get(socket);
    if (!connection || connection.closing) return 'ignore';
    const exchange = { request, response };
    connection.exchanges.push(exchange);
    connection.latest = request;
    this.stepped(socket, connection);
    response.once('close', () => this.finish(socket, connection, exchange));
    if (connection.exchanges.length <= this.limits.maxPipelined) return 'serve';
    connection.closing = true;
    return 'too-many';
  }

  /**
   * Gives up a connection whose input is malformed, too large or too slow. The responses to complete earlier requests
   * are finished first; `status` (for example `400 Bad Request`) is written only if the client cannot take it for
   * another response.
   */
  refuse(socket: Socket, status: string): void {
    const connection = this.open.get(socket);
    if (!connection || !socket.writable) {
      this.destroy(socket);
      return;
    }
    if (connection.closing) return;
    connection.closing = true;
    if (connection.exchanges.some(isUnderWay)) return;
    // If the latest request is incomplete, the error is its own. If its response is finished, it needs no other one.
    const { exchanges, latest } = connection;
    const answered = latest !== undefined && !latest.complete && exchanges.length === 0;
    if (answered) this.end(socket, connection);
    else this.end(socket, connection, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  /** Destroys connections that Node's own timeouts do not cover. */
  sweep(now = performance.now()): void {
    const { headersMs, keepAliveMs, responseMs } = this.limits;
    for (const [socket, connection] of this.open) {
      const waited = now - connection.stepAt;
      if (connection.exchanges.length === 0) {
        // Empty lines between requests restart Node's keep-alive timeout; servers ignore them (RFC 9112 §2.2).
        if (waited > keepAliveMs + headersMs) this.destroy(socket);
        continue;
      }
      const taken = socket.bytesWritten - socket.writableLength;
      if (taken !== connection.taken) {
        connection.taken = taken;
        this.stepped(socket, connection, now);
      } else if (waited > responseMs && connection.exchanges.some(isUnderWay)) this.destroy(socket);
    }
  }

  /** Destroys connections on which no request has arrived for `forMs`. */
  destroyWaiting(forMs: number): void {
    const now = performance.now();
    for (const [socket, { exchanges, stepAt }] of this.open) {
      if (exchanges.length === 0 && now - stepAt > forMs) this.destroy(socket);
    }
  }

  private longestWaiting(): Socket | undefined {
    for (const [socket, { exchanges }] of this.open) if (!exchanges.some(isBeingMade)) return socket;
    return undefined;
  }

  private finish(socket: Socket, connection: Connection, exchange: Exchange): void {
    connection.exchanges.splice(connection.exchanges.indexOf(exchange), 1);
    if (!this.open.has(socket)) return;
    this.stepped(socket, connection);
    if (connection.closing && !connection.exchanges.some(isUnderWay)) this.end(socket, connection);
  }

  /**
   * Ends our side and continues to read for a while, so that the peer can read the last response: destroying the socket
   * at once would reset the connection.
   */
  private end(socket: Socket, connection: Connection, last?: string): void {
    if (connection.ended) return;
    connection.ended = true;
    if (last === undefined) socket.end();
    else socket.end(last);
    const timer = setTimeout(() => this.destroy(socket), this.limits.graceMs).unref();
    socket.once('close', () => clearTimeout(timer));
  }

  private stepped(socket: Socket, connection: Connection, now = performance.now()): void {
    connection.stepAt = now;
    this.open.delete(socket);
    this.open.set(socket, connection);
  }

  private destroy(socket: Socket): void {
    this.open.delete(socket);
    socket.destroy();
  }
}

/** Whether the client only has to read: its response has begun, or needs nothing more from the client. */
function isUnderWay({ request, response }: Exchange): boolean {
  return request.complete || response.headersSent;
}

/** Whether the request is complete and our handler is working on it. */
function isBeingMade({ request, response }: Exchange): boolean {
  return request.complete && !response.writableEnded;
}
