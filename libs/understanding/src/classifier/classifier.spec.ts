import { describe, expect, it } from '@jest/globals';
import { Classifier } from './classifier.js';
import { ngramsOf } from './features.js';
import { train, type Example } from './train.js';

const fruit = ['苹果很甜', '香蕉熟了', '我要买苹果', '这个梨不甜', 'a sweet apple', 'ripe bananas'];
const tools = ['锤子坏了', '买一把锯子', '螺丝拧不紧', '锤子太重', 'a heavy hammer', 'the saw is broken'];
const examples: Example[] = [
  ...fruit.map((text) => ({ text, label: 'fruit' })),
  ...tools.map((text) => ({ text, label: 'tools' })),
];

describe('the n-grams of a text', () => {
  it('are up to three Chinese characters, words, pairs of words and parts of words', () => {
    expect([...ngramsOf('断网了').keys()]).toEqual(['断', '断网', '断网了', '网', '网了', '了']);
    expect([...ngramsOf('no bars').keys()]).toEqual(expect.arrayContaining(['no ', 'bars ', 'no bars', '_no', '_bar']));
  });

  it('contain no numbers, so that neither amounts nor phone numbers are learned', () => {
    const keys = [...ngramsOf('13812345678 扣了１２.50元 A4').keys()].join(' ');
    expect(keys).not.toMatch(/[1-9]/);
    expect([...ngramsOf('13812345678').keys()]).toEqual([...ngramsOf('5').keys()]);
  });

  it('are the same for Traditional and Simplified Chinese', () => {
    expect(ngramsOf('寬頻斷了')).toEqual(ngramsOf('宽带断了'));
  });

  it('of a very long text come from its beginning and its end', () => {
    const keys = ngramsOf(`开头${'中'.repeat(20_000)}结尾`);
    expect(keys.has('开头') && keys.has('结尾')).toBe(true);
    expect(keys.get('中')).toBeLessThan(4_000);
  });
});

describe('a classifier', () => {
  const classifier = train(examples);

  it('knows the class of texts that it has not seen', () => {
    expect(classifier.read('苹果').ranked[0]?.label).toBe('fruit');
    expect(classifier.read('那把锤子').ranked[0]?.label).toBe('tools');
    expect(classifier.read('a broken hammer').ranked[0]?.label).toBe('tools');
  });

  it('gives probabilities that sum up to one, also for a text without known n-grams', () => {
    for (const text of ['苹果', '', '😀', 'привет']) {
      const sum = classifier.read(text).ranked.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeCloseTo(1, 6);
    }
  });

  it('names the n-grams that decided', () => {
    expect(classifier.read('我的锤子坏了').evidence('tools', 3)).toContain('锤子');
    expect(classifier.read('王小明').evidence('tools', 3)).toEqual([]);
  });

  it('is the same every time it is trained, and after it was kept in a file', () => {
    const text = '锤子和苹果';
    expect(train(examples).read(text).ranked).toEqual(classifier.read(text).ranked);
    const kept = Classifier.decode(classifier.encode());
    expect(kept.read(text).ranked).toEqual(classifier.read(text).ranked);
    expect(() => Classifier.decode(classifier.encode().subarray(0, -8))).toThrow('incomplete');
  });
});
