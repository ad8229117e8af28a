import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommonConfig } from '../config/common-config.js';
import { problemContentType, problemDocument, problemHeaders } from './problem-document.js';
import { securityHeaders, strictPolicy } from './security-headers.js';
import { toProblem } from './to-problem.js';

/** A body may have 256 kB; evidence goes another way. */
export const bodyLimit = 256 * 1024;

/** Nest would make an HttpException of Fastify's errors and lose their codes; our filter knows them. */
class Adapter extends FastifyAdapter {
  override mapException(error: unknown): unknown {
    return error;
  }
}

/**
 * The Fastify under a service's Nest app. It takes JSON only (a service adds what else it wants) and has no server of its own in use: the front server hands requests over.
 */
export function createAdapter(config: Pick<CommonConfig, 'TRUST_PROXY'>): FastifyAdapter {
  const adapter = new Adapter({
    logger: false,
    bodyLimit,
    trustProxy: config.TRUST_PROXY ?? false,
    // No Nest middleware is used: hooks cost less.
    skipMiddie: true,
    multipart: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    // A malformed address is answered before any hook runs.
    frameworkErrors: (error: unknown, _request: FastifyRequest, reply: FastifyReply) => {
      const problem = toProblem(error);
      void reply
        .code(problem.status)
        .headers({ ...securityHeaders, 'content-security-policy': strictPolicy, ...problemHeaders(problem), 'content-type': problemContentType })
        .send(JSON.stringify(problemDocument(problem)));
    },
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}
