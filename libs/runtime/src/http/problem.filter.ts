import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error.js';
import { prefersHtml, type ErrorPages } from './error-pages.js';
import { problemContentType, problemDocument, problemHeaders } from './problem-document.js';
import { Problem } from './problem.js';
import { toProblem } from './to-problem.js';

/** The only place that converts an error to a response. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private unavailableLoggedAt = -Infinity;

  constructor(
    private readonly log: Logger,
    private readonly allowedMethods: (path: string) => string[],
    private readonly pages?: ErrorPages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = hasLeft(request) ? clientLeft : this.orMethodNotAllowed(toProblem(error), request);
    if (problem.status >= 500) this.logFailure(problem, error, request);
    if (reply.sent || reply.raw.headersSent) {
      // Part of the response has been sent: only closing the connection shows the client that it is incomplete.
      reply.raw.destroy();
      return;
    }
    void reply.code(problem.status).headers(problemHeaders(problem));
    const page = this.page(problem, request);
    if (page === undefined)
      void reply.header('content-type', problemContentType).send(JSON.stringify(problemDocument(problem)));
    else void reply.header('content-type', 'text/html; charset=utf-8').send(page);
  }

  private orMethodNotAllowed(problem: Problem, request: FastifyRequest): Problem {
    if (problem.status !== 404 || !request.is404) return problem;
    const allowed = this.allowedMethods(request.url);
    if (allowed.length === 0) return problem;
    return new Problem(405, 'method-not-allowed', undefined, { headers: { allow: allowed.join(', ') } });
  }

  private logFailure(problem: Problem, error: unknown, request: FastifyRequest): void {
    const fields = { code: problem.code, method: request.method, route: request.routeOptions?.url };
    if (problem.status !== 503) this.log.error({ ...fields, err: describeError(error) }, 'a request failed');
    else if (performance.now() - this.unavailableLoggedAt > 1_000) {
      // During an outage many requests fail for one reason; the metrics count them.
      this.unavailableLoggedAt = performance.now();
      this.log.warn(fields, 'unavailable');
    }
  }

  private page(problem: Problem, request: FastifyRequest): string | undefined {
    if (!this.pages || !prefersHtml(request.headers.accept)) return undefined;
    try {
      return this.pages.render(problem, request);
    } catch (error) {
      this.log.error({ err: describeError(error) }, 'the error page failed');
      return undefined;
    }
  }
}

/** Not sent to anybody: the client has disconnected. */
const clientLeft = new Problem(400, 'incomplete-body');

/**
 * The connection ended before the whole body had arrived. The error (ECONNRESET) looks like that of a store that is
 * unavailable.
 */
function hasLeft({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}
