import { describe, expect, it } from '@jest/globals';
import { prefersHtml } from './error-pages.js';
import { pathOf, PrefixTable } from './prefix-table.rules.js';

describe('PrefixTable', () => {
  const table = new PrefixTable([
    ['/', 'form'],
    ['/api/triage', 'routing'],
    ['/api', 'api'],
  ]);

  it.each([
    ['/', 'form'],
    ['/mailbox', 'form'],
    ['/api', 'api'],
    ['/api/complaints', 'api'],
    ['/api/triage', 'routing'],
    ['/api/triage/1', 'routing'],
    ['/api/triages', 'api'],
    ['/apis', 'form'],
  ])('%s belongs to %s', (path, owner) => {
    expect(table.find(path)).toBe(owner);
  });

  it('knows no owner where nobody asked for everything', () => {
    expect(new PrefixTable([['/mailbox', 1]]).find('/mail')).toBeUndefined();
  });

  it('refuses two owners of one path, and what is no path', () => {
    expect(
      () =>
        new PrefixTable([
          ['/a', 1],
          ['/a', 2],
        ]),
    ).toThrow('/a');
    for (const bad of ['a', '/a/', '', '//', '/a?b']) expect(() => new PrefixTable([[bad, 1]])).toThrow(RangeError);
  });
});

describe('pathOf', () => {
  it.each([
    ['/a?b=/c', '/a'],
    ['/a#b', '/a'],
    ['/a;b', '/a;b'],
    ['/%6dailbox?x', '/mailbox'],
    ['/投诉', '/投诉'],
    ['*', undefined],
    ['http://x/a', undefined],
    ['/%', undefined],
    ['', undefined],
  ])('%s → %s', (target, path) => {
    expect(pathOf(target)).toBe(path);
  });
});

describe('prefersHtml', () => {
  it.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', true],
    ['application/json, text/html', false],
    ['text/html, application/json', true],
    ['*/*', false],
    [undefined, false],
  ])('%s → %s', (accept, html) => {
    expect(prefersHtml(accept)).toBe(html);
  });
});
