import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { DatabaseUnavailable, HomeInUse, isUnreachable, sqlState } from './errors.js';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('sqlState', () => {
  it('finds the code inside what TypeORM, a cause and an AggregateError wrap', () => {
    const unique = withCode('23505');
    expect(sqlState(unique)).toBe('23505');
    expect(sqlState(new QueryFailedError('INSERT', [], unique))).toBe('23505');
    expect(sqlState(new Error('outer', { cause: unique }))).toBe('23505');
    expect(sqlState(new AggregateError([new Error('a'), unique]))).toBe('23505');
  });

  it('does not take a system error for a state, nor fall over what is no error', () => {
    expect(sqlState(withCode('EPIPE'))).toBeUndefined();
    for (const thing of [undefined, null, 'text', 5, {}]) expect(sqlState(thing)).toBeUndefined();
  });
});

describe('isUnreachable', () => {
  it.each(['08006', '57P01', '57P03', '53300', '58030', '25006', 'ECONNREFUSED', 'EPIPE', 'ENOTFOUND'])('is true for %s', (code) => {
    expect(isUnreachable(withCode(code))).toBe(true);
  });

  it.each(['23505', '22001', '40001', '42P01', '57014', '28P01', '3D000'])('is false for %s', (code) => {
    expect(isUnreachable(withCode(code))).toBe(false);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Query read timeout',
  ])('knows what pg says without a code: %s', (message) => {
    expect(isUnreachable(new QueryFailedError('SELECT', [], new Error(message)))).toBe(true);
  });

  it('is true for both addresses of localhost refused at once, and for our own error', () => {
    expect(isUnreachable(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true);
    expect(isUnreachable(new DatabaseUnavailable('away'))).toBe(true);
  });
});

it('tells who has the home, and what to do', () => {
  expect(new HomeInUse('/srv/home', 42).message).toMatch(/already running on \/srv\/home \(process 42\).*REDRESS_HOME/);
});
