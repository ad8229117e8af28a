import { describe, expect, it } from '@jest/globals';
import { Installation, newId } from '@redress/contracts';
import { Seal } from './seal.js';

const sealOf = (secret: string) =>
  new Seal(new Installation({ secret: secret.repeat(32), linkSecrets: [{ id: 'a', secret: 'l'.repeat(32) }] }));
const [seal, id] = [sealOf('s'), newId()];
const broken = expect.objectContaining({ code: 'seal-broken' });
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('Seal', () => {
  it.each(['', '卡号4111111111111111', '长'.repeat(20_000)])('opens what it closed', (text) =>
    expect(seal.open(id, seal.close(id, text))).toBe(text),
  );

  it('shows nothing of the text, and gives other bytes each time', () => {
    const sealed = seal.close(id, '4111111111111111');
    expect(sealed.includes('4111')).toBe(false);
    expect(seal.close(id, '4111111111111111')).not.toEqual(sealed);
  });

  it('opens nothing that was sealed with another installation secret, or for another id', () => {
    const sealed = seal.close(id, 'x');
    expect(thrownBy(() => sealOf('o').open(id, sealed))).toEqual(broken);
    expect(thrownBy(() => seal.open(newId(), sealed))).toEqual(broken);
  });

  it('opens no bytes of which one bit has changed, and no part of them', () => {
    const sealed = seal.close(id, 'text');
    for (let at = 0; at < sealed.length; at++) {
      const damaged = Buffer.from(sealed);
      damaged[at]! ^= 1;
      expect(thrownBy(() => seal.open(id, damaged))).toEqual(broken);
      expect(thrownBy(() => seal.open(id, sealed.subarray(0, at)))).toEqual(broken);
    }
  });
});
