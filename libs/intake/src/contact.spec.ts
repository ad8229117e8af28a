import { describe, expect, it } from '@jest/globals';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { readEmail, readPhone } from './contact.rules.js';

describe('readPhone', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    ['138 0013 8000', '+8613800138000'],
    ['+86 138-0013-8000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    ['008613800138000', '+8613800138000'],
    ['0571-88886666', '+8657188886666'],
    ['（0571）88886666', '+8657188886666'],
    ['+1 202 555 0123', '+12025550123'],
    ['+852 5123 4567', '+85251234567'],
  ])('reads %s', (typed, e164) => expect(readPhone(typed)).toBe(e164));

  it.each([
    '14012345678',
    '014012345678',
    '0086 14012345678',
    '+86 0 140 1234 5678',
    '(140)12345678',
    '140.1234.5678',
    '140–1234–5678',
    '140\u200b12345678',
    '１４０－１２３４－５６７８',
    '1401 234 5678',
  ])('accepts a mobile range that no list has yet in every spelling (%s)', (typed) =>
    expect(readPhone(typed)).toBe('+8614012345678'),
  );

  it.each(['+86 571 8888 6666', '0571-88886666 ext 801', '057188886666', '0086-0571-88886666'])(
    'gives one number for every spelling of a fixed line (%s)',
    (typed) => expect(readPhone(typed)).toBe('+8657188886666'),
  );

  it.each([
    '',
    '1380013800',
    '138001380001',
    '10086',
    '8888666',
    '12345678901',
    'hello',
    '+999123456789',
    '0000000000',
  ])('refuses "%s"', (typed) => expect(readPhone(typed)).toBeUndefined());

  it('agrees with libphonenumber on the numbers that it reads itself', () => {
    for (const typed of ['13800138000', '+86 199 1234 5678', '86-159-8765-4321'])
      expect(readPhone(typed)).toBe(parsePhoneNumberFromString(typed, 'CN')?.number);
  });
});

describe('readEmail', () => {
  it.each(['li@example.cn', 'Li.Wei+tag@mail.example.com', '李雷@例子.公司', "o'neil@example.ie"])(
    'takes %s',
    (typed) => expect(readEmail(typed)).toBe(typed),
  );
  it('normalizes full-width letters and surrounding blanks', () =>
    expect(readEmail(' ｌｉ＠example.cn ')).toBe('li@example.cn'));
  it.each([
    'li',
    'li@',
    '@example.cn',
    'li@example',
    'li@@example.cn',
    'a b@example.cn',
    'li@example..cn',
    '.li@example.cn',
    'l..i@example.cn',
    'li@-example.cn',
    '"li"@example.cn',
    'li@example.cn,wang@example.cn',
    'li@example.cn\r\nBcc: x@example.cn',
    'li@127.0.0.1',
    `${'l'.repeat(65)}@example.cn`,
    `li@${'a.'.repeat(130)}cn`,
  ])('refuses %j', (typed) => expect(readEmail(typed)).toBeUndefined());
});
