import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error.js';
import { prefersHtml, type ErrorPages } from './error-pages.js';
import { problemContentType, problemDocument, problemHeaders } from './problem-document.js';
import { Problem } from './problem.js';
import { toProblem } from './to-problem.js';

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private toldUnavailable = -Infinity;

  constructor(
    private readonly log: Logger,
    private readonly allowedMethods: (path: string) => string[],
    private readonly pages?: ErrorPages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.orMethodNotAllowed(toProblem(error), request);
    if (problem.status >= 500) this.tell(problem, error, request);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: the connection is the only thing that can still say that it is not whole.
      reply.raw.destroy();
      return;
    }
    void reply.code(problem.status).headers(problemHeaders(problem));
    const page = this.page(problem, request);
    if (page === undefined) void reply.header('content-type', problemContentType).send(JSON.stringify(problemDocument(problem)));
    else void reply.header('content-type', 'text/html; charset=utf-8').send(page);
  }

  private orMethodNotAllowed(problem: Problem, request: FastifyRequest): Problem {
    if (problem.status !== 404 || !request.is404) return problem;
    const allowed = this.allowedMethods(request.url);
    if (allowed.length === 0) return problem;
    return new Problem(405, 'method-not-allowed', undefined, { headers: { allow: allowed.join(', ') } });
  }

  private tell(problem: Problem, error: unknown, request: FastifyRequest): void {
    const fields = { code: problem.code, method: request.method, route: request.routeOptions?.url };
    if (problem.status !== 503) this.log.error({ ...fields, err: describeError(error) }, 'a request failed');
    else if (performance.now() - this.toldUnavailable > 1_000) {
      // An outage has one cause and many requests; the metrics count them.
      this.toldUnavailable = performance.now();
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
