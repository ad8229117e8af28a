import { describe, expect, it } from '@jest/globals';
import { isNumber } from './complaint-number.js';
import { idOf, isId, newId } from './ids.js';
import { Installation } from './installation.js';

const secret = 's'.repeat(32);
const first = { id: 'a', secret: 'a'.repeat(32) };
const second = { id: 'b', secret: 'b'.repeat(32) };
const installation = new Installation({ secret, linkSecrets: [first] });

describe('Installation', () => {
  // Test vectors: a stored key must never change.
  it.each([
    [{ phone: '+8613812345678' }, 'de9b463d-8bb8-8850-bca2-6c1bb4954af4'],
    [{ email: 'li@example.cn' }, 'ba03cf3c-db5c-8ad6-8870-22cc2837e17f'],
    [{ chat: { provider: 'wechat', id: 'oABC' } }, '701aae32-d146-8ec6-83a4-53dd5cfb9923'],
  ])('names the contact %j always by the same key', (contact, key) =>
    expect(installation.contactKey(contact)).toBe(key),
  );

  it('gives all spellings of a mailbox one contact key, and another contact or installation another', () => {
    const other = new Installation({ secret: 'o'.repeat(32), linkSecrets: [first] });
    expect(installation.contactKey({ email: 'Li+shop@EXAMPLE.cn' })).toBe(
      installation.contactKey({ email: 'li@example.cn' }),
    );
    const keys = [
      installation.contactKey({ email: 'wei@example.cn' }),
      installation.contactKey({ phone: 'li@example.cn' }),
      installation.contactKey({ email: 'li@example.cn' }),
      other.contactKey({ email: 'li@example.cn' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('derives another key for each purpose', () => {
    expect(installation.derivedKey('seal')).toHaveLength(32);
    expect(installation.derivedKey('seal')).toEqual(installation.derivedKey('seal'));
    expect(installation.derivedKey('seal')).not.toEqual(installation.derivedKey('other'));
  });

  it('returns the same id, number and code for the same message, and different ones in another installation', () => {
    const other = new Installation({ secret: 'o'.repeat(32), linkSecrets: [first] });
    const id = installation.complaintId('form:key');
    expect(installation.complaintId('form:key')).toBe(id);
    expect(isId(id)).toBe(true);
    expect(isNumber(installation.numberOf(id))).toBe(true);
    expect(installation.codeOf(id)).toMatch(/^\d{6}$/);
    expect(other.complaintId('form:key')).not.toBe(id);
    expect(other.numberOf(id)).not.toBe(installation.numberOf(id));
  });

  it('reads a link that it signed, also after a new key was put first, and no other link', () => {
    const id = newId();
    const token = installation.linkToken(id);
    expect(token).toMatch(/^v1\.a\.[0-9a-f-]{36}\.[\w-]{22}$/);
    expect(installation.readLinkToken(token)).toBe(id);
    expect(new Installation({ secret, linkSecrets: [second, first] }).readLinkToken(token)).toBe(id);
    expect(new Installation({ secret, linkSecrets: [second] }).readLinkToken(token)).toBeUndefined();
    for (let place = 0; place < token.length; place++) {
      const forged = token.slice(0, place) + (token[place] === '1' ? '2' : '1') + token.slice(place + 1);
      expect(installation.readLinkToken(forged)).toBeUndefined();
    }
    for (const wrong of ['', 'v1', 'v1.a', `v1.a.${id}`, `v2.a.${id}.x`])
      expect(installation.readLinkToken(wrong)).toBeUndefined();
  });

  it('recognizes the draft keys that it issued, and no other text', () => {
    const key = installation.draftKey(newId());
    expect(key).toMatch(/^draft1\.[0-9a-f-]{36}\.[\w-]{22}$/);
    expect(installation.isDraftKey(key)).toBe(true);
    expect(new Installation({ secret, linkSecrets: [second] }).isDraftKey(key)).toBe(true);
    expect(new Installation({ secret: 'o'.repeat(32), linkSecrets: [first] }).isDraftKey(key)).toBe(false);
    for (let place = 0; place < key.length; place++) {
      const forged = key.slice(0, place) + (key[place] === '1' ? '2' : '1') + key.slice(place + 1);
      expect(installation.isDraftKey(forged)).toBe(false);
    }
    for (const wrong of ['', 'draft1', newId(), installation.linkToken(newId()), `draft1.${newId()}`, `${key}.x`])
      expect(installation.isDraftKey(wrong)).toBe(false);
  });

  it('compares codes', () => {
    const id = newId();
    expect(installation.codeMatches(id, installation.codeOf(id))).toBe(true);
    expect(installation.codeMatches(id, '000000') && installation.codeOf(id) !== '000000').toBe(false);
    expect(installation.codeMatches(id, '')).toBe(false);
  });

  it('refuses weak secrets', () => {
    expect(() => new Installation({ secret: 'short', linkSecrets: [first] })).toThrow(RangeError);
    expect(() => new Installation({ secret, linkSecrets: [] })).toThrow(RangeError);
  });
});

describe('ids', () => {
  // RFC 9562, appendix A.4.
  it('are UUIDv5 as in the standard', () =>
    expect(idOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    ));

  it('sort in the order of their creation, and never repeat', () => {
    const made = Array.from({ length: 20_000 }, () => newId());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
