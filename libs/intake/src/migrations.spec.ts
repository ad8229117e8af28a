import { expect, it } from '@jest/globals';
import { intakeMigrations } from './migrations.js';

it('keeps the names and the order of the migrations that installations have run', () => {
  const names = intakeMigrations('any').map((migration) => new migration().name!);
  expect(names.sort((a, b) => Number(a.slice(-13)) - Number(b.slice(-13)))).toEqual([
    'Messaging1763700000000',
    'Ledger1763700000001',
    'EventOrder1764100000000',
    'ParkedDigest1764200000000',
    'IntakeMessages1764300000000',
  ]);
});
