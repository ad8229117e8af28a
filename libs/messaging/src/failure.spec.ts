import { describe, expect, it } from '@jest/globals';
import { ContractError } from '@redress/contracts';
import { QueryFailedError } from 'typeorm';
import { PermanentError, StoreUnavailable } from './errors.js';
import { failureOf, framesOf, retryDelays, unavailableDelay } from './failure.js';

const sql = (code: string): QueryFailedError =>
  new QueryFailedError('INSERT …', [], Object.assign(new Error('x'), { code }));

describe('failureOf', () => {
  it.each([
    [new PermanentError('x', 'y'), 'permanent'],
    [new ContractError('bad-data', 'y'), 'permanent'],
    [sql('22P02'), 'permanent'],
    [sql('23502'), 'permanent'],
    [sql('08006'), 'unavailable'],
    [sql('40001'), 'unavailable'],
    [sql('40P01'), 'unavailable'],
    [sql('53300'), 'unavailable'],
    [sql('57P01'), 'unavailable'],
    [sql('55P03'), 'unavailable'],
    [new Error('outer', { cause: sql('55P03') }), 'unavailable'],
    [new AggregateError([new Error('x'), sql('55P03')]), 'unavailable'],
    [sql('57014'), 'timeout'],
    [new Error('outer', { cause: sql('57014') }), 'timeout'],
    [sql('58030'), 'unavailable'],
    [new StoreUnavailable(), 'unavailable'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unavailable'],
    [new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), 'unavailable'],
    [new Error('Connection terminated unexpectedly'), 'unavailable'],
    [sql('42P01'), 'unknown'],
    [new TypeError('x is not a function'), 'unknown'],
    ['a string', 'unknown'],
  ])('%s is %s', (error, failure) => expect(failureOf(error)).toBe(failure));

  it('keeps the frames of a stack and omits the message, also one of several lines', () => {
    const frames = framesOf(new Error('李雷\n  at home 13812345678'));
    expect(frames).toContain('failure.spec');
    expect(frames).not.toContain('李雷');
    expect(frames).not.toContain('13812345678');
  });

  it('retries an unknown failure five times within a minute, and waits at most ten seconds for a store', () => {
    expect(retryDelays.unknown).toHaveLength(5);
    for (const delays of Object.values(retryDelays))
      expect(delays.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(60_000);
    expect(unavailableDelay(1)).toBe(250);
    expect(unavailableDelay(100)).toBe(10_000);
  });
});
