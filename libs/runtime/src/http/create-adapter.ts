import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommonConfig } from '../config/common-config.js';
import { problemContentType, problemDocument, problemHeaders } from './problem-document.js';
import { securityHeaders, strictPolicy } from './security-headers.js';
import { toProblem } from './to-problem.js';

/** The largest body of a request, in bytes. */
const bodyLimit = 256 * 1024;

/** Nest would convert Fastify's errors to HttpExceptions and lose their codes, which our filter uses. */
class Adapter extends FastifyAdapter {
  override mapException(error: unknown): unknown {
    return error;
  }
}

/**
 * The Fastify instance of a service's Nest app. It accepts JSON bodies only; a service adds other content types itself.
 * Its own server is not used: the front server passes requests to it.
 */
export function createAdapter(config: Pick<CommonConfig, 'TRUST_PROXY'>): FastifyAdapter {
  const adapter = new Adapter({
    logger: false,
    bodyLimit,
    trustProxy: config.TRUST_PROXY ?? false,
    // No Nest middleware is used; hooks are cheaper.
    skipMiddie: true,
    multipart: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    // Called for a malformed address, before any hook.
    frameworkErrors: (error: unknown, _request: FastifyRequest, reply: FastifyReply) => {
      const problem = toProblem(error);
      void reply
        .code(problem.status)
        .headers({
          ...securityHeaders,
          'content-security-policy': strictPolicy,
          ...problemHeaders(problem),
          'content-type': problemContentType,
        })
        .send(JSON.stringify(problemDocument(problem)));
    },
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}
