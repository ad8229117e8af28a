import { HttpException } from '@nestjs/common';
import { ContractError } from '@redress/contracts';
import { isUnreachable, sqlState } from '@redress/database';
import { ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { z } from 'zod';
import { Problem } from './problem.js';

/** Retry-After while a store is unavailable, in seconds. */
const storeRetryAfter = 5;

const byFastifyCode: Readonly<Record<string, [status: number, code: string, detail: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body-too-large', 'The body may have at most 256 kB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported-media-type', 'This address does not take a body of this type.'],
  FST_ERR_CTP_EMPTY_TYPE: [415, 'unsupported-media-type', 'The body has no content-type.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'broken-json', 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'broken-json', 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    'bad-request',
    'The body is shorter or longer than its content-length says.',
  ],
  FST_ERR_BAD_URL: [400, 'bad-address', 'The address is not well formed.'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'address-too-long', 'The address is too long.'],
};

const byStatus: Readonly<Record<number, string>> = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'too-slow',
  409: 'conflict',
  410: 'gone',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  422: 'bad-input',
  429: 'too-many-requests',
  503: 'unavailable',
};

/**
 * The response to an error. An error that the client did not cause becomes 500 `internal` without any detail.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.ZodError)
    return new Problem(422, 'bad-input', 'Some fields need another look.', { errors: fieldProblems(error) });
  if (error instanceof StoreUnavailable || isUnavailable(error))
    return new Problem(
      503,
      'store-unavailable',
      'It could not be stored just now. Nothing is lost: please send it again.',
      {
        retryAfter: storeRetryAfter,
      },
    );
  if (error instanceof ReferenceConflict)
    return new Problem(409, error.code, 'This reference already stands for another message.');
  if (error instanceof ContractError && error.code === 'too-large')
    return new Problem(413, 'body-too-large', 'The message is too large.');
  if (error instanceof HttpException) return ofStatus(error.getStatus());
  if (typeof error === 'object' && error !== null) {
    const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
    const known = typeof code === 'string' ? byFastifyCode[code] : undefined;
    if (known) return new Problem(...known);
    // The JSON parser throws a SyntaxError with this status.
    if (error instanceof SyntaxError && statusCode === 400)
      return new Problem(400, 'broken-json', 'The body is not JSON.');
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return ofStatus(statusCode);
  }
  return new Problem(500, 'internal');
}

/** The database is unavailable, or did not answer in time (57014: the statement was cancelled). */
function isUnavailable(error: unknown): boolean {
  return isUnreachable(error) || sqlState(error) === '57014';
}

function ofStatus(status: number): Problem {
  return status >= 500 && status !== 503
    ? new Problem(500, 'internal')
    : new Problem(status, byStatus[status] ?? 'bad-request');
}

/** zod's issues without the values that were sent: path, code, and a message of our own. */
function fieldProblems(error: z.ZodError) {
  return error.issues
    .slice(0, 50)
    .map(({ path, code }) => ({ path: path.join('.'), code, message: 'This field needs another look.' }));
}
