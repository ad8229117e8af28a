import { beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '@redress/contracts';
import { formatInstant, loadPolicy, type Policy } from '@redress/policy';
import { aDecision } from '../spec/decisions.js';
import { fitsOnePart, smsText } from './sms-text.rules.js';
import { wantedAcknowledgement } from '../acknowledge/wanted-message.rules.js';

const now = new Date('2026-11-23T06:05:01Z');
let policy: Policy;

beforeAll(async () => {
  policy = await loadPolicy(new URL('../../../../deploy/policies/telecom', import.meta.url).pathname);
});

function sms(change: Parameters<typeof aDecision>[0], from = policy): string {
  const { language, number, facts } = wantedAcknowledgement(
    '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10',
    'assigned',
    aDecision(change),
    new Set(['preview'] as const),
  );
  return smsText(
    from,
    { language, number, code: '731905', url: 'https://complaints.example.test/t/token', facts },
    (instant) => formatInstant(policy, language, new Date(instant), now),
  );
}

describe('the text message', () => {
  it.each(languages)('fits one part with number, code and time in %s, and has no link', (language) => {
    const text = sms({ language, firstContactBy: '2027-12-24T10:00:00.000Z' });
    expect(fitsOnePart(text)).toBe(true);
    expect(text).toContain('4821093755162204');
    expect(text).toContain('731905');
    expect(text).toContain('18:00');
    expect(text).not.toContain('http');
  });

  it('omits the address, then the time, if they do not fit', () => {
    const at = (trackingHost: string, name: string): string =>
      sms(
        {},
        { ...policy, operator: { ...policy.operator, trackingHost, name: { ...policy.operator.name, 'zh-CN': name } } },
      );
    expect(at('ts.10010.com', 'XX电信')).toBe(
      '【XX电信】投诉已登记，编号4821093755162204，查询码731905。明天 18:00前联系您。查询 ts.10010.com',
    );
    expect(at('a-very-long-name-of-a-host.example.com', 'XX电信')).toBe(
      '【XX电信】投诉已登记，编号4821093755162204，查询码731905。明天 18:00前联系您。',
    );
    expect(at('t.cn', '一家名字长得连短信也放不下的电信公司某省分公司')).toBe(
      '【一家名字长得连短信也放不下的电信公司某省分公司】投诉已登记，编号4821093755162204，查询码731905。查询 t.cn',
    );
  });
});
