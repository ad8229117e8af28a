import { describe, expect, it } from '@jest/globals';
import { channelPause, pauseAfterAttempt } from './retry.rules.js';
import { settle } from './settle.rules.js';

const wantedAt = new Date('2026-11-23T06:00:00Z');
const now = new Date('2026-11-23T06:00:10Z');
const message = { id: '6f0b9a5e-8c47-5d12-9a3f-0c2d00000000', attempt: 1, wantedAt };

describe('a message after an attempt', () => {
  it('is sent, or failed for good, and tells of it', () => {
    expect(settle(message, { kind: 'sent' }, now)).toMatchObject({ state: 'sent', told: 'sent', nextAttemptAt: null });
    expect(settle(message, { kind: 'refused', reason: 'smtp-550' }, now)).toMatchObject({ state: 'failed', told: 'failed', reason: 'smtp-550' });
  });

  it('waits for the next attempt, longer each time, and tells nothing', () => {
    const failed = { kind: 'failed', reason: 'smtp-451', uncertain: false } as const;
    expect(settle(message, failed, now)).toEqual({
      state: 'wanted',
      reason: 'smtp-451',
      attempt: 1,
      nextAttemptAt: new Date('2026-11-23T06:00:40Z'),
    });
    expect(settle({ ...message, attempt: 3 }, failed, now).nextAttemptAt).toEqual(new Date('2026-11-23T06:02:10Z'));
  });

  it('is unknown when it may have arrived', () => {
    expect(settle(message, { kind: 'failed', reason: 'econnection', uncertain: true }, now).state).toBe('unknown');
  });

  it('is given up after two days, not before', () => {
    const failed = { kind: 'failed', reason: 'smtp-451', uncertain: false } as const;
    expect(settle({ ...message, attempt: 50 }, failed, new Date('2026-11-25T04:50:00Z')).state).toBe('wanted');
    expect(settle({ ...message, attempt: 51 }, failed, new Date('2026-11-25T05:50:00Z'))).toMatchObject({ state: 'failed', told: 'failed' });
  });

  it('has lost no attempt when it was put back', () => {
    expect(settle({ ...message, attempt: 4 }, { kind: 'put-back', until: now }, now)).toMatchObject({
      state: 'wanted',
      attempt: 3,
      nextAttemptAt: now,
    });
  });
});

describe('pauses', () => {
  it('grow to an hour for a message and to a minute for a channel, and spread by a tenth at the most', () => {
    expect(pauseAfterAttempt(1, 0)).toBe(30_000);
    expect(pauseAfterAttempt(40, 1)).toBe(3_960_000);
    expect([1, 2, 3, 7, 100].map(channelPause)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });
});
