import { describe, expect, it } from '@jest/globals';
import { channelPause, pauseAfterAttempt } from './retry.rules.js';
import { stateAfter } from './state-after.rules.js';

const wantedAt = new Date('2026-11-23T06:00:00Z');
const now = new Date('2026-11-23T06:00:10Z');
const message = { id: '6f0b9a5e-8c47-5d12-9a3f-0c2d00000000', attempt: 1, wantedAt, claimedFrom: 'wanted' } as const;
const failed = { kind: 'failed', reason: 'smtp-451', mayHaveLeft: false } as const;

describe('a message after an attempt', () => {
  it('is sent, or failed permanently, and an event is published', () => {
    expect(stateAfter(message, { kind: 'sent' }, now)).toMatchObject({ state: 'sent', event: 'sent', retryInMs: null });
    expect(stateAfter(message, { kind: 'refused', reason: 'smtp-550' }, now)).toMatchObject({
      state: 'failed',
      event: 'failed',
      reason: 'smtp-550',
    });
  });

  it('waits for the next attempt, longer each time, and no event is published', () => {
    expect(stateAfter(message, failed, now)).toEqual({
      state: 'wanted',
      reason: 'smtp-451',
      attempt: 1,
      retryInMs: 30_000,
    });
    expect(stateAfter({ ...message, attempt: 3 }, failed, now).retryInMs).toBe(120_000);
  });

  it('is unknown when it may have been delivered', () => {
    expect(stateAfter(message, { kind: 'failed', reason: 'econnection', mayHaveLeft: true }, now).state).toBe(
      'unknown',
    );
  });

  it('stays unknown when an earlier attempt may have delivered it and this one did not', () => {
    const uncertain = { ...message, attempt: 2, claimedFrom: 'unknown' } as const;
    expect(stateAfter(uncertain, { kind: 'put-back', retryInMs: 0 }, now).state).toBe('unknown');
    expect(stateAfter(uncertain, failed, now).state).toBe('unknown');
  });

  it('is given up after two days, not before', () => {
    const late = { ...message, attempt: 50 };
    expect(stateAfter(late, failed, new Date('2026-11-25T04:50:00Z')).state).toBe('wanted');
    expect(stateAfter(late, failed, new Date('2026-11-25T05:50:00Z'))).toMatchObject({
      state: 'failed',
      event: 'failed',
    });
  });

  it('keeps its number of attempts when it was put back', () => {
    expect(stateAfter({ ...message, attempt: 4 }, { kind: 'put-back', retryInMs: 500 }, now)).toMatchObject({
      state: 'wanted',
      attempt: 3,
      retryInMs: 500,
    });
  });
});

describe('pauses', () => {
  it('grow to an hour for a message and to a minute for a channel, and are spread by at most a tenth', () => {
    expect(pauseAfterAttempt(1, 0)).toBe(30_000);
    expect(pauseAfterAttempt(40, 1)).toBe(3_960_000);
    expect([1, 2, 3, 7, 100].map(channelPause)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });
});
