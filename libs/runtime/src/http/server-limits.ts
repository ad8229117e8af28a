import { readFileSync } from 'node:fs';

/** How long a connection may take for what, and how many there may be. Durations in milliseconds. */
export interface ServerLimits {
  /** From the connection, or from the first byte of a later request, to the end of the request's headers; then 408. */
  headersMs: number;
  /** From the first byte of a request to the last byte of its body; then 408. */
  requestMs: number;
  /**
   * How long a complete request may go without a step of its response: the handler writes, or a chunk that it wrote has
   * left. Ends a client that does not read and a handler that hangs. Write what is large in chunks, so that slow
   * clients make steps.
   */
  responseMs: number;
  /** How long a connection may be idle between requests. */
  keepAliveMs: number;
  /** How long a connection that we close may take to close its own end, before it is destroyed. */
  graceMs: number;
  /** How often the durations above are checked; each may be exceeded by this much. */
  checkMs: number;
  maxHeaderBytes: number;
  maxConnections: number;
  /** Requests of one connection that wait for their responses at the same time (pipelining). */
  maxPipelined: number;
}

/** For every other use of file descriptors: the database, the broker, the policy folder, the other ports. */
const reservedDescriptors = 512;

/** The limits of the customers' port. */
export function publicLimits(openFiles = openFilesLimit()): ServerLimits {
  return {
    headersMs: 10_000,
    requestMs: 30_000,
    responseMs: 60_000,
    // Longer than load balancers keep theirs (60 s), so that none sends a request into a connection that we are
    // closing.
    keepAliveMs: 65_000,
    graceMs: 2_000,
    checkMs: 1_000,
    maxHeaderBytes: 16 * 1024,
    maxConnections: Math.max(128, Math.min(10_000, openFiles - reservedDescriptors)),
    maxPipelined: 8,
  };
}

/**
 * The limits of a port for staff or operations: few connections, so that they take nothing from the customers' port.
 */
export function innerLimits(): ServerLimits {
  return { ...publicLimits(), maxConnections: 128 };
}

/**
 * How many descriptors this process may have open: the soft limit, which Node raises to the hard one when it starts.
 * Infinity where the system does not say (no /proc).
 */
function openFilesLimit(): number {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}
