import type { Handler } from '../http/front-server.js';
import { securityHeaders } from '../http/security-headers.js';
import type { Readiness } from './readiness.js';

/** `/healthz`: the process answers. Says nothing of its stores: restarting it would not mend those. */
export const healthz: Handler = (_request, response) => {
  send(response, 200, { status: 'ok' });
};

/** `/readyz`: 200 or 503 with the checks by name. */
export function readyz(readiness: Readiness): Handler {
  return (_request, response) => {
    void readiness.report().then(({ ready, checks }) => {
      if (!ready) response.setHeader('retry-after', '1');
      send(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', checks });
    });
  };
}

function send(response: Parameters<Handler>[1], status: number, body: object): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
