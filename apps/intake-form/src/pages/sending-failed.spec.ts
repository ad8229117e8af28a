import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DatabaseUnavailable } from '@redress/database';
import { ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { loadPolicy, type Policy, type PolicyStore } from '@redress/policy';
import { fileURLToPath } from 'node:url';
import { TooMany } from '../limits/too-many.js';
import type { Draft } from './draft.rules.js';
import { FormPages } from './form-pages.js';
import { renderPage } from './html-reply.js';
import { sendingFailed } from './sending-failed.js';
import { voiceOf } from './voice.js';

const draft: Draft = { key: 'k'.repeat(20), text: '宽带断了', answers: {}, fields: { phone: '13800138000' } };

describe('sendingFailed', () => {
  let policy: Policy;
  const error = jest.fn<(fields: object, message: string) => void>();
  const complaintOfDraft = jest.fn<(key: string) => Promise<string | undefined>>();
  beforeAll(async () => {
    policy = await loadPolicy(fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url)));
  });
  beforeEach(() => {
    error.mockReset();
    complaintOfDraft.mockReset();
  });
  const failed = async (reason: unknown) => {
    const voice = voiceOf(policy, 'zh-CN', new Date('2026-03-02T08:00:00Z'));
    const { page, ...rest } = await sendingFailed(reason, 'check', draft, voice, {
      work: { complaintOfDraft },
      installation: { linkToken: (id) => `token-of-${id}` },
      pages: new FormPages({ current: policy } as PolicyStore),
      log: { error },
    });
    const html = renderPage(page);
    expect(html).toContain(draft.text);
    return { ...rest, html };
  };

  it.each([new StoreUnavailable(), new DatabaseUnavailable('away')])('takes an outage for one and is quiet about it', async (reason) => {
    expect(await failed(reason)).toMatchObject({ status: 503, retryAfter: 5 });
    expect(error).not.toHaveBeenCalled();
  });

  it('shows the same page for a failure of our own, and writes it to the log without its words', async () => {
    expect(await failed(new TypeError('13800138000 is not a function'))).toMatchObject({ status: 503, retryAfter: 5 });
    expect(error).toHaveBeenCalledTimes(1);
    const written = JSON.stringify(error.mock.calls);
    expect(written).toContain('TypeError');
    expect(written).not.toContain('13800138000');
  });

  it('says how long to wait where there were too many', async () => {
    const { html, ...rest } = await failed(new TooMany('contact', 601));
    expect(rest).toEqual({ status: 429, retryAfter: 601 });
    expect(html).toContain('请 11 分钟后再提交');
    expect(error).not.toHaveBeenCalled();
  });

  it('shows the earlier complaint where the draft was changed after it was sent', async () => {
    complaintOfDraft.mockResolvedValue('one');
    const { status, html } = await failed(new ReferenceConflict());
    expect(status).toBe(409);
    expect(html).toContain('/receipt/token-of-one');
  });

  it('is an outage where the earlier complaint cannot be looked up, and told where that failed otherwise', async () => {
    complaintOfDraft.mockRejectedValueOnce(new DatabaseUnavailable('away'));
    expect((await failed(new ReferenceConflict())).status).toBe(503);
    expect(error).not.toHaveBeenCalled();
    complaintOfDraft.mockRejectedValueOnce(new RangeError('x'));
    expect((await failed(new ReferenceConflict())).status).toBe(503);
    expect(JSON.stringify(error.mock.calls)).toContain('RangeError');
  });
});
