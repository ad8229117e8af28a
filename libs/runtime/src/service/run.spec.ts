import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HomeInUse } from '@redress/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '../config/read-config.js';
import { createLogger } from '../logging/logger.js';
import { runProcess } from './run.js';
import { portError, sentenceFor, StartError } from './start-error.js';

const events = ['SIGTERM', 'SIGINT', 'uncaughtException', 'unhandledRejection'] as const;
const lines: string[] = [];
const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
let exits: number[];

beforeEach(() => {
  exits = [];
  lines.length = 0;
  jest.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(Number(code));
    return undefined as never;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const event of events) process.removeAllListeners(event);
});

/** A process that takes `ms` milliseconds to stop. */
function stoppable(ms: number) {
  const stop = jest.fn(async () => void (await sleep(ms)));
  return { stop };
}

describe('runProcess', () => {
  it('stops once after the first signal and exits with 0', async () => {
    const running = stoppable(20);
    await runProcess(() => Promise.resolve(running), log);
    process.emit('SIGTERM');
    expect(exits).toEqual([]);
    await sleep(60);
    expect(running.stop).toHaveBeenCalledTimes(1);
    expect(exits).toEqual([0]);
  });

  it('exits at once after a second signal', async () => {
    await runProcess(() => Promise.resolve({ stop: () => new Promise<void>(() => undefined) }), log);
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(exits).toEqual([130]);
  });

  it('stops what was started if the signal arrives during the start', async () => {
    const running = stoppable(0);
    const started = runProcess(() => sleep(30).then(() => running), log);
    process.emit('SIGTERM');
    await started;
    await sleep(30);
    expect(running.stop).toHaveBeenCalledTimes(1);
    expect(exits).toEqual([0]);
  });

  it('stops gracefully and exits with 1 after an uncaught error, and does not log its message', async () => {
    const running = stoppable(0);
    await runProcess(() => Promise.resolve(running), log);
    process.emit('uncaughtException', new Error('called 13800138000'));
    await sleep(30);
    expect(running.stop).toHaveBeenCalledTimes(1);
    expect(exits).toEqual([1]);
    expect(lines.join('')).toContain('uncaught error');
    expect(lines.join('')).not.toContain('13800138000');
  });

  it('writes why it cannot start, and exits with 1', async () => {
    const written: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    await runProcess(() => Promise.reject(new StartError('Port 3000 is in use.')), log);
    expect(exits).toEqual([1]);
    expect(written).toEqual(['Port 3000 is in use.\n']);
  });
});

describe('sentenceFor', () => {
  it('explains what to do if the cause is known', () => {
    expect(sentenceFor(new HomeInUse('/srv/redress', 7))).toContain('/srv/redress');
    expect(sentenceFor(new ConfigError([{ variable: 'PORT', allowed: 'a port', missing: false }]))).toContain(
      'PORT is wrong',
    );
    expect(
      sentenceFor(Object.assign(new Error('password authentication failed for user "x"'), { code: '28P01' })),
    ).toContain('DATABASE_URL');
    expect(sentenceFor(portError('STAFF_PORT', 3001, { code: 'EADDRINUSE' }))).toMatch(/3001.*STAFF_PORT/);
  });

  it('otherwise contains the stack frames, but not the message', () => {
    const sentence = sentenceFor(new Error('postgres://redress:hunter2@db/redress'));
    expect(sentence).toContain('run.spec');
    expect(sentence).not.toContain('hunter2');
  });
});
