import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DatabaseUnavailable } from '@redress/database';
import { TooMany } from '@redress/intake';
import { ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { loadPolicy, type Policy, type PolicyStore } from '@redress/policy';
import { fileURLToPath } from 'node:url';

import type { Draft } from './draft.rules.js';
import { FormPages } from './form-pages.js';
import { renderPage } from './html-reply.js';
import { sendingFailed } from './sending-failed.js';
import { voiceOf } from '../language/voice.js';

const draft: Draft = { key: 'k'.repeat(20), text: '宽带断了', answers: {}, fields: { phone: '13800138000' } };

describe('sendingFailed', () => {
  let policy: Policy;
  const error = jest.fn<(fields: object, message: string) => void>();
  beforeAll(async () => {
    policy = await loadPolicy(fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url)));
  });
  beforeEach(() => void error.mockReset());
  const failed = (reason: unknown) => {
    const voice = voiceOf(policy, 'zh-CN', new Date('2026-03-02T08:00:00Z'));
    const { page, ...rest } = sendingFailed(reason, 'check', draft, voice, {
      keys: { create: () => 'new-key' },
      pages: new FormPages({ current: policy } as PolicyStore),
      log: { error },
    });
    const html = renderPage(page);
    expect(html).toContain(draft.text);
    return { ...rest, html };
  };

  it.each([new StoreUnavailable(), new DatabaseUnavailable('away')])(
    'answers 503 for an outage and does not log it',
    (reason) => {
      expect(failed(reason)).toMatchObject({ status: 503, retryAfter: 5 });
      expect(error).not.toHaveBeenCalled();
    },
  );

  it('answers 503 for an unexpected error and logs it without its message', () => {
    expect(failed(new TypeError('13800138000 is not a function'))).toMatchObject({ status: 503, retryAfter: 5 });
    expect(error).toHaveBeenCalledTimes(1);
    const written = JSON.stringify(error.mock.calls);
    expect(written).toContain('TypeError');
    expect(written).not.toContain('13800138000');
  });

  it('says how long to wait after too many requests', () => {
    const { html, ...rest } = failed(new TooMany('contact', 601));
    expect(rest).toEqual({ status: 429, retryAfter: 601 });
    expect(html).toContain('请 11 分钟后再提交');
    expect(error).not.toHaveBeenCalled();
  });

  it('offers to send a changed draft under a new key, and says nothing about the complaint that was sent', () => {
    const { status, html } = failed(new ReferenceConflict());
    expect(status).toBe(409);
    expect(html).toContain('name="key" value="new-key"');
    expect(html).not.toContain(draft.key);
    expect(html).not.toMatch(/\/receipt\/|\/t\//);
  });
});
