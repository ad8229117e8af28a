import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './choose-language.rules.js';

const offered = ['zh-CN', 'zh-TW', 'en'] as const;

describe('chooseLanguage', () => {
  it('prefers the requested language, then the remembered one, Accept-Language, and the first offered one', () => {
    expect(chooseLanguage({ asked: 'en', remembered: 'zh-TW', accepted: 'zh-CN' }, offered)).toBe('en');
    expect(chooseLanguage({ asked: 'fr', remembered: 'zh-TW', accepted: 'en' }, offered)).toBe('zh-TW');
    expect(chooseLanguage({ accepted: 'fr-FR, zh-HK;q=0.8, en;q=0.5' }, offered)).toBe('zh-TW');
    expect(chooseLanguage({ accepted: 'en-GB,en;q=0.9' }, offered)).toBe('en');
    expect(chooseLanguage({ accepted: 'fr' }, offered)).toBe('zh-CN');
    expect(chooseLanguage({}, offered)).toBe('zh-CN');
  });

  it('follows the quality values of Accept-Language, whatever their order', () => {
    expect(chooseLanguage({ accepted: 'en;q=0.3, zh-TW;q=0.9' }, offered)).toBe('zh-TW');
    expect(chooseLanguage({ accepted: 'en;q=0, zh-TW;q=0.1' }, offered)).toBe('zh-TW');
    expect(chooseLanguage({ accepted: 'en;q=x, zh-TW;q=0.1' }, offered)).toBe('zh-TW');
  });

  it('never chooses a language that is not offered', () => {
    expect(chooseLanguage({ asked: 'zh-TW' }, ['en'])).toBe('en');
    expect(chooseLanguage({ accepted: 'zh-CN, en;q=0.1' }, ['zh-TW', 'en'])).toBe('en');
  });

  it('maps Chinese of Taiwan, Hong Kong, Macao and in Traditional script to zh-TW, all other Chinese to zh-CN', () => {
    for (const tag of ['zh-HK', 'zh-MO', 'zh-Hant', 'zh-Hant-HK', 'ZH-tw'])
      expect(chooseLanguage({ accepted: tag }, offered)).toBe('zh-TW');
    for (const tag of ['zh', 'zh-Hans', 'zh-SG', 'zh-Hans-HK'])
      expect(chooseLanguage({ accepted: tag }, ['en', 'zh-CN'])).toBe('zh-CN');
  });
});
