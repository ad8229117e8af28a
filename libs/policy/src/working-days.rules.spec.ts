import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addDays } from './civil-time.js';
import { loadPolicy } from './load-policy.js';
import type { Policy } from './policy.js';
import { shipped } from './spec/policy-files.js';
import { isWorkingDay } from './working-days.rules.js';

interface OfficialDay {
  date: string;
  isOffDay: boolean;
}

/** Official days from another source, outside this repository. */
const official = fileURLToPath(new URL('../../../../shared/data/holidays/', import.meta.url));

let policy: Policy;
beforeAll(async () => {
  const loaded = await loadPolicy(shipped('telecom'));
  policy = { ...loaded, calendar: { ...loaded.calendar, corrections: [] } };
});

it.each([
  ['2026-11-20', true, 'a Friday'],
  ['2026-11-21', false, 'a Saturday'],
  ['2026-10-01', false, 'National Day'],
  ['2026-10-10', true, 'a Saturday worked for the holiday'],
  ['2025-01-26', true, 'a Sunday worked for the Spring Festival'],
  ['2025-01-28', false, 'the Spring Festival'],
])('%s is worked: %s (%s)', (date, worked) => expect(isWorkingDay(policy, date)).toBe(worked));

describe.each([2024, 2025, 2026])('the whole of %i', (year) => {
  const file = `${official}${year}.json`;
  (existsSync(file) ? it : it.skip)('agrees with the official days kept at ../shared/data/holidays', () => {
    const { days } = JSON.parse(readFileSync(file, 'utf8')) as { days: OfficialDay[] };
    const special = new Map(days.map(({ date, isOffDay }) => [date, !isOffDay]));
    const wrong: string[] = [];
    for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
      const weekday = ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
      if (isWorkingDay(policy, date) !== (special.get(date) ?? weekday)) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });
});
