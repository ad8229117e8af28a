import type { Handler } from '../http/front-server.js';
import { securityHeaders } from '../http/security-headers.js';
import type { Readiness } from './readiness.js';

/**
 * `/healthz`: 200 while the process responds. It does not check the stores, because a restart would not repair them.
 */
export const healthz: Handler = (_request, response) => {
  send(response, 200, { status: 'ok' });
};

/** `/readyz` on OPS_PORT: 200 or 503, with the result of each check by name. */
export function readyz(readiness: Readiness): Handler {
  return (_request, response) => {
    void readiness.report().then(({ ready, checks }) => sendReadiness(response, ready, { checks }));
  };
}

/** `/readyz` on PORT, for load balancers: 200 or 503, without the checks. */
export function readyzInBrief(readiness: Readiness): Handler {
  return (_request, response) => {
    void readiness.report().then(({ ready }) => sendReadiness(response, ready));
  };
}

function sendReadiness(response: Parameters<Handler>[1], ready: boolean, more: object = {}): void {
  if (!ready) response.setHeader('retry-after', '1');
  send(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', ...more });
}

function send(response: Parameters<Handler>[1], status: number, body: object): void {
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
