import { Problem } from './problem.js';

export interface RequestTarget {
  /** Path and query, for the router. */
  url: string;
  /** Host and port as sent; undefined only for HTTP/1.0. */
  host: string | undefined;
}

const uriHost = /^(\[[0-9a-f:.]+\]|[\w.~%!$&'()*+,;=-]+)(:\d{0,5})?$/i;
const absoluteForm = /^https?:\/\/([^/?#]*)([^#]*)/i;

/**
 * The target of a request according to its request line and its Host header fields (`hosts`, as sent), by RFC 9112
 * §3.2: the target is a path or an absolute URL, which replaces Host; HTTP/1.1 requires exactly one valid Host.
 * @throws Problem 400 `bad-host` or `bad-address`
 */
export function readTarget(target: string, hosts: readonly string[], httpVersion: string): RequestTarget {
  if (hosts.length > 1 || (hosts.length === 0 && httpVersion !== '1.0'))
    throw new Problem(400, 'bad-host', 'A request has exactly one Host header field.');
  const [host] = hosts;
  if (host !== undefined && !uriHost.test(host))
    throw new Problem(400, 'bad-host', 'The Host header field is not a host.');
  if (target.startsWith('/')) return { url: target, host };
  const [, authority, rest = ''] = absoluteForm.exec(target) ?? [];
  if (authority === undefined || !uriHost.test(authority)) throw new Problem(400, 'bad-address');
  return { url: rest.startsWith('/') ? rest : `/${rest}`, host: authority };
}

/** The host of `host:port`, in lower case, without the port, the brackets of IPv6 and a final dot. */
export function hostName(host: string): string {
  const [, bracketed] = /^\[(.*)\](?::\d*)?$/.exec(host) ?? [];
  return (bracketed ?? host.replace(/:\d*$/, '').replace(/\.$/, '')).toLowerCase();
}
