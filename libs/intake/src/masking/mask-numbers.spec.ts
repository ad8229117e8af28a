import { describe, expect, it } from '@jest/globals';
import { withCheckDigits } from '@redress/contracts';
import fc from 'fast-check';
import { isIdentityCard, maskNumbers } from './mask-numbers.rules.js';

const masked = (text: string): string => maskNumbers(text).text;

describe('maskNumbers', () => {
  it.each([
    ['我的身份证是11010519491231002X，请核实', '我的身份证是**************002X，请核实'],
    ['身份证 110105 19491231 002x', '身份证 ****** ******** 002x'],
    ['１１０１０５１９４９１２３１００２Ｘ', '**************００２Ｘ'],
    ['旧身份证110105491231002', '旧身份证***********1002'],
    ['银行卡6222 0212 3456 7890 128扣款', '银行卡**** **** **** ***0 128扣款'],
    ['card 4111-1111-1111-1111 was charged', 'card ****-****-****-1111 was charged'],
    ['4111111111111111x2', '*************111x2'],
    ['Amex 378282246310005', 'Amex ***********0005'],
    ['手机13812345678，卡4111111111111111', '手机13812345678，卡************1111'],
    ['手机 13812345678 4111111111111111', '手机 13812345678 ************1111'],
  ])('masks the number in %s', (text, expected) => {
    expect(maskNumbers(text)).toEqual({ text: expected, changed: true });
  });

  it.each([
    ['a phone number', '请打13812345678或010-62345678'],
    ['a meter number', '户号 3301234567890，表号 0123456789'],
    ['a date and a time', '2026-11-24 18:00:00 开始停电'],
    ['an IMEI', '手机IMEI 356938035643809'],
    ['a SIM card number', 'SIM卡 89860012345678901234'],
    ['a broken check character', '110105194912310021'],
    ['a bank-card number with a wrong check digit', '4111111111111112'],
    ['a longer number', '订单41111111111111110000'],
    ['an amount', '扣了我1,000.00元'],
  ])('leaves %s', (_, text) => {
    expect(maskNumbers(text)).toEqual({ text, changed: false });
  });

  it('leaves the number of a complaint that is named as one, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999_999n }), (value) => {
        const number = withCheckDigits(value);
        const text = `我的投诉编号：${number}一直没人管`;
        expect(masked(text)).toBe(text);
      }),
    );
  });

  it('masks every identity card with a correct check character', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2025-12-31T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
        (born, order) => {
          const head = `330106${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
          const sum = weights.reduce((total, weight, index) => total + weight * Number(head[index]), 0);
          const card = head + '10X98765432'[sum % 11]!;
          expect(isIdentityCard(card)).toBe(true);
          expect(masked(`号码${card}。`)).toBe(`号码${'*'.repeat(14)}${card.slice(14)}。`);
        },
      ),
    );
  });

  it('stays fast on a text of 20,000 digits and spaces', () => {
    expect(maskNumbers('1 '.repeat(10_000)).changed).toBe(false);
    expect(maskNumbers('9'.repeat(20_000)).changed).toBe(false);
  });
});
