import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { DatabaseUnavailable, errorCode, HomeInUse, isUnreachable, reasonOf, sqlState } from './errors.js';

const withCode = (code: unknown, message = 'x'): Error => Object.assign(new Error(message), { code });
const notErrors = [undefined, null, 'text', 5, {}, { code: 5 }, { code: 'two words' }, Object.create(null)];

describe('errorCode', () => {
  it.each(['23505', 'ECONNREFUSED', 'ERR_INVALID_URL', 'EENVELOPE', 'bad-data'])('returns %s', (code) => {
    expect(errorCode(withCode(code))).toBe(code);
  });

  it('finds the code inside what TypeORM, a cause and an AggregateError wrap', () => {
    const unique = withCode('23505');
    expect(errorCode(new QueryFailedError('INSERT', [], unique))).toBe('23505');
    expect(errorCode(new Error('outer', { cause: new Error('middle', { cause: unique }) }))).toBe('23505');
    expect(errorCode(new AggregateError([new Error('a'), withCode('ECONNREFUSED')]))).toBe('ECONNREFUSED');
  });

  it('prefers the outermost code', () => {
    expect(errorCode(Object.assign(new Error('x', { cause: withCode('23505') }), { code: 'store' }))).toBe('store');
  });

  it("returns the name of a broker's error, which kafkajs keeps in `type` beside a number", () => {
    const refused = Object.assign(new Error('x'), { type: 'INVALID_REPLICATION_FACTOR', code: 38 });
    expect(errorCode(refused)).toBe('INVALID_REPLICATION_FACTOR');
    expect(errorCode(Object.assign(new Error('x'), { errors: [refused] }))).toBe('INVALID_REPLICATION_FACTOR');
  });

  it('returns nothing that could be a value', () => {
    for (const code of ['13800138000', 'li@example.test', '李雷', 'two words', 'tel:13800138000', 'a'.repeat(100)]) {
      expect(errorCode(withCode(code))).toBeUndefined();
    }
  });

  it('accepts what is not an error, and an error that wraps itself', () => {
    for (const thing of notErrors) expect(errorCode(thing)).toBeUndefined();
    const circular = new Error('x');
    circular.cause = circular;
    expect(errorCode(circular)).toBeUndefined();
  });
});

describe('reasonOf', () => {
  it('returns the code, or says that the database was unreachable, or names the class of the error', () => {
    expect(reasonOf(withCode('23505'))).toBe('23505');
    expect(reasonOf(new Error('Connection terminated unexpectedly'))).toBe('unreachable');
    expect(reasonOf(new TypeError('x'))).toBe('TypeError');
  });

  it('returns unknown for what is not an error, and for a name that could be a value', () => {
    for (const thing of notErrors) expect(reasonOf(thing)).toBe('unknown');
    expect(reasonOf(Object.assign(new Error('x'), { name: '李雷 13800138000' }))).toBe('unknown');
  });
});

describe('sqlState', () => {
  it('finds the code inside what TypeORM, a cause and an AggregateError wrap', () => {
    const unique = withCode('23505');
    expect(sqlState(unique)).toBe('23505');
    expect(sqlState(new QueryFailedError('INSERT', [], unique))).toBe('23505');
    expect(sqlState(new Error('outer', { cause: unique }))).toBe('23505');
    expect(sqlState(new AggregateError([new Error('a'), unique]))).toBe('23505');
    expect(sqlState(Object.assign(new Error('x', { cause: unique }), { code: 'store' }))).toBe('23505');
  });

  it('does not take a system code for a SQLSTATE, and accepts what is not an error', () => {
    expect(sqlState(withCode('EPIPE'))).toBeUndefined();
    for (const thing of notErrors) expect(sqlState(thing)).toBeUndefined();
  });
});

describe('isUnreachable', () => {
  it.each(['08006', '57P01', '57P03', '53300', '58030', '25006', 'ECONNREFUSED', 'EPIPE', 'ENOTFOUND'])(
    'is true for %s',
    (code) => expect(isUnreachable(withCode(code))).toBe(true),
  );

  it.each(['23505', '22001', '40001', '42P01', '57014', '28P01', '3D000'])('is false for %s', (code) => {
    expect(isUnreachable(withCode(code))).toBe(false);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Query read timeout',
  ])('recognizes what pg throws without a code: %s', (message) => {
    expect(isUnreachable(new QueryFailedError('SELECT', [], new Error(message)))).toBe(true);
  });

  it('is true when both addresses of localhost refuse the connection, and for DatabaseUnavailable', () => {
    expect(isUnreachable(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true);
    expect(isUnreachable(new DatabaseUnavailable('away'))).toBe(true);
  });
});

it('names the process that uses the home, and what to do', () => {
  expect(new HomeInUse('/srv/home', 42).message).toMatch(/already running on \/srv\/home \(process 42\).*REDRESS_HOME/);
});
