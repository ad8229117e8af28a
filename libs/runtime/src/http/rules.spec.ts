import { describe, expect, it } from '@jest/globals';
import { prefersHtml } from './error-pages.js';
import { HostCheck } from './host-check.js';
import { pathOf, PrefixTable } from './prefix-table.rules.js';
import { hostName, readTarget } from './request-target.rules.js';
import { publicLimits } from './server-limits.js';

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

  it('finds no owner if no prefix matches the path', () => {
    expect(new PrefixTable([['/mailbox', 1]]).find('/mail')).toBeUndefined();
  });

  it('refuses two owners of one prefix, and prefixes that are not paths', () => {
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

describe('readTarget', () => {
  it.each([
    ['/a?b', ['h'], '1.1', '/a?b', 'h'],
    ['/a', [], '1.0', '/a', undefined],
    ['http://x/a?b', ['h'], '1.1', '/a?b', 'x'],
    ['HTTPS://x:8/', ['h'], '1.1', '/', 'x:8'],
    ['http://x', ['h'], '1.1', '/', 'x'],
    ['http://x?b', ['h'], '1.1', '/?b', 'x'],
    ['http://[::1]:3002/a', ['h'], '1.1', '/a', '[::1]:3002'],
    ['http://x//y/..', ['h'], '1.1', '//y/..', 'x'],
  ])('%s with Host %j in HTTP/%s → %s at %s', (target, hosts, version, url, host) => {
    expect(readTarget(target, hosts, version)).toEqual({ url, host });
  });

  it.each([
    ['/', [], '1.1'],
    ['/', ['a', 'a'], '1.1'],
    ['/', ['a', 'b'], '1.0'],
    ['/', [''], '1.1'],
    ['/', ['a/b'], '1.1'],
    ['/', ['a,b c'], '1.1'],
    ['http://a@b/', ['h'], '1.1'],
    ['http:///a', ['h'], '1.1'],
    ['ftp://a/', ['h'], '1.1'],
    ['a', ['h'], '1.1'],
    ['', ['h'], '1.1'],
    ['*', ['h'], '1.1'],
  ])('refuses %s with Host %j in HTTP/%s', (target, hosts, version) => {
    expect(() => readTarget(target, hosts, version)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it.each([
    ['Staff.Example.:3001', 'staff.example'],
    ['[::1]:3001', '::1'],
    ['[FE80::1]', 'fe80::1'],
    ['10.0.0.7:80', '10.0.0.7'],
    ['a:', 'a'],
  ])('reads the name of %s as %s', (host, name) => {
    expect(hostName(host)).toBe(name);
  });
});

describe('HostCheck', () => {
  const check = new HostCheck('OPS_HOSTS', ['notifier', '0.0.0.0', 'Ops.Example']);

  it.each([
    'localhost:3002',
    'LOCALHOST.',
    '127.0.0.1:3002',
    '[::1]:3002',
    '10.1.2.3',
    'notifier:3002',
    'ops.example',
    undefined,
  ])('accepts %s', (host) => {
    expect(() => check.check(host)).not.toThrow();
  });

  it.each([
    'rebound.example',
    'localhost.rebound.example',
    '127.0.0.1.rebound.example',
    '127.1',
    '0x7f000001',
    'other',
    '[::1].example',
  ])('refuses %s with 421 and names the variable', (host) => {
    expect(() => check.check(host)).toThrow(
      expect.objectContaining({ status: 421, detail: expect.stringContaining('OPS_HOSTS') }),
    );
  });
});

describe('publicLimits', () => {
  it('reserves file descriptors for everything except connections of customers', () => {
    expect([Infinity, 20_000, 4_096, 256].map((files) => publicLimits(files).maxConnections)).toEqual([
      10_000, 10_000, 3_584, 128,
    ]);
  });
});
