import { beforeAll, expect, it } from '@jest/globals';
import { addDays } from './civil-time.js';
import { loadPolicy } from './load-policy.js';
import type { Policy } from './policy.js';
import { officialYears } from './spec/official-days.js';
import { shipped } from './spec/policy-files.js';
import { isWorkingDay } from './working-days.rules.js';

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

it.each(officialYears)(
  'agrees with the official days of the whole of $year',
  ({ year, holidays, workedWeekendDays }) => {
    const wrong: string[] = [];
    for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
      const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
      const off = holidays.some(([first, last]) => first <= date && date <= last);
      const worked = workedWeekendDays.includes(date) || !(weekend || off);
      if (isWorkingDay(policy, date) !== worked) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  },
);
