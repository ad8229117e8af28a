import { describe, expect, it } from '@jest/globals';
import { isSendable, messageIdOf } from './address.rules.js';

describe('an address', () => {
  it.each(['li@example.test', 'a.b+c@sub.example.test', '李雷@例子.test', "o'neil@example.test"])(
    'can be sent to: %s',
    (address) => {
      expect(isSendable(address)).toBe(true);
    },
  );

  it.each([
    '',
    'li',
    'li@',
    '@x',
    'a b@x',
    'li@x\r\nBcc: y@z',
    'li@x>',
    '<li@x',
    'li@x,z@y',
    'li@x\u0000',
    'li@x\u202e',
    '"a b"@x',
    `${'a'.repeat(250)}@x.test`,
  ])('is refused when it could end a command or a header, or name a second address: %j', (address) => {
    expect(isSendable(address)).toBe(false);
  });
});

describe('the Message-ID', () => {
  it('consists only of the id of the message and the domain of the sender', () => {
    expect(messageIdOf('noreply@example.test', '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10')).toBe(
      '<6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10@example.test>',
    );
  });
});
