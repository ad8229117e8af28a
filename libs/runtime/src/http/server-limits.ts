import { readFileSync } from 'node:fs';

/** Time limits of a connection, in milliseconds, and the maximum number of connections. */
export interface ServerLimits {
  /** From the connection, or from the first byte of a later request, to the end of the request's headers; then 408. */
  headersMs: number;
  /** From the first byte of a request to the last byte of its body; then 408. */
  requestMs: number;
  /**
   * How long the response of a complete request may make no progress. Progress means that the handler writes, or that a
   * chunk that it wrote was sent. This limit ends connections of clients that do not read and of handlers that hang.
   * Write large responses in chunks, so that slow clients make progress.
   */
  responseMs: number;
  /** How long a connection may be idle between requests. */
  keepAliveMs: number;
  /** How long the peer may take to close its side of a connection that we close, before it is destroyed. */
  graceMs: number;
  /** The interval at which the limits above are checked; each may be exceeded by this time. */
  checkMs: number;
  maxHeaderBytes: number;
  maxConnections: number;
  /** Requests of one connection that wait for their responses at the same time (pipelining). */
  maxPipelined: number;
}

/** For every other use of file descriptors: the database, the broker, the policy folder, the other ports. */
const reservedDescriptors = 512;

/** The limits of PORT. */
export function publicLimits(openFiles = openFilesLimit()): ServerLimits {
  return {
    headersMs: 10_000,
    requestMs: 30_000,
    responseMs: 60_000,
    // Longer than the idle timeout of load balancers (60 s), so that none sends a request on a connection that we are
    // closing.
    keepAliveMs: 65_000,
    graceMs: 2_000,
    checkMs: 1_000,
    maxHeaderBytes: 16 * 1024,
    maxConnections: Math.max(128, Math.min(10_000, openFiles - reservedDescriptors)),
    maxPipelined: 8,
  };
}

/** The limits of an internal port: few connections, so that PORT keeps enough file descriptors. */
export function innerLimits(): ServerLimits {
  return { ...publicLimits(), maxConnections: 128 };
}

/**
 * The maximum number of open file descriptors of this process: the soft limit, which Node raises to the hard limit when
 * it starts. Infinity if the system does not report it (no /proc).
 */
function openFilesLimit(): number {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}
