import { describe, expect, it } from '@jest/globals';
import { canonicalMailbox } from './canonical-mailbox.js';

describe('canonicalMailbox', () => {
  it.each([
    ['case', 'Li.Wei@Example.CN', 'li.wei@example.cn'],
    ['a tag', 'li+shop@example.cn', 'li@example.cn'],
    ['several tags', 'li+a+b@example.cn', 'li@example.cn'],
    ['dots at Gmail', 'L.i.W.e.i+x@gmail.com', 'liwei@gmail.com'],
    ['the second domain of Gmail', 'li.wei@googlemail.com', 'liwei@gmail.com'],
    ['separators at Proton', 'li-w_e.i@protonmail.com', 'liwei@proton.me'],
    ['an internationalized domain', 'li@例子.公司', 'li@xn--fsqu00a.xn--55qx5d'],
    ['the same domain in Punycode', 'li@XN--FSQU00A.xn--55qx5d', 'li@xn--fsqu00a.xn--55qx5d'],
    ['full-width letters', ' ｌｉ＠ＥＸＡＭＰＬＥ.cn ', 'li@example.cn'],
    ['a decomposed letter', 'jose\u0301@example.com', 'josé@example.com'],
  ])('is the same whatever %s', (_, address, canonical) => expect(canonicalMailbox(address)).toBe(canonical));

  it('keeps apart what other providers keep apart', () => {
    const addresses = [
      'li.wei@example.cn',
      'liwei@example.cn',
      'li-wei@example.cn',
      'li.wei@gmail.com.cn',
      '+li@example.cn',
      '+wei@example.cn',
    ];
    expect(new Set(addresses.map(canonicalMailbox)).size).toBe(addresses.length);
  });

  it('is stable, and never empty before the @', () => {
    for (const address of ['a+b@gmail.com', '+@example.cn', '+x@gmail.com', '-@proton.me', "O'Neil+x@Example.ie"]) {
      const once = canonicalMailbox(address);
      expect(canonicalMailbox(once)).toBe(once);
      expect(once).toMatch(/^.+@.+$/);
    }
  });
});
