import { isIP } from 'node:net';
import { Problem } from './problem.js';
import { hostName } from './request-target.rules.js';

/**
 * Prevents pages of other sites from reading an internal port by DNS rebinding: such a page has its own host name, and
 * the browser sends that name as Host, whatever address it resolves to. Therefore a name is accepted only if it is
 * `localhost` or configured. An IP address (127.0.0.1, that of a pod) is always accepted, because no name was resolved.
 * No browser sends HTTP/1.0 without Host.
 */
export class HostCheck {
  private readonly names: ReadonlySet<string>;

  /**
   * @param variable the environment variable that configures more names, for the error message
   * @param names host names without port
   */
  constructor(
    private readonly variable: string,
    names: readonly string[],
  ) {
    this.names = new Set(['localhost', ...names.map(hostName)]);
  }

  /** @throws Problem 421 `unknown-host` (RFC 9110 §15.5.20) */
  check(host: string | undefined): void {
    if (host === undefined) return;
    const name = hostName(host);
    if (isIP(name) !== 0 || this.names.has(name)) return;
    const detail = `This port does not accept this host name. Use its IP address, or add the name to ${this.variable}.`;
    throw new Problem(421, 'unknown-host', detail);
  }
}
