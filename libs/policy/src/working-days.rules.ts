import { holidayTables } from './holiday-tables.js';
import type { Policy } from './policy.js';

const corrections = new WeakMap<Policy, Map<string, boolean>>();

/**
 * Whether a date (`YYYY-MM-DD`, in the policy's time zone) is a working day. The policy's corrections have priority,
 * then the State Council's yearly notices with their make-up days (调休), then Monday to Friday. A year whose notice is
 * not in the tables yet has no holidays except those of the policy's corrections.
 */
export function isWorkingDay(policy: Policy, date: string): boolean {
  const corrected = correctionsOf(policy).get(date);
  if (corrected !== undefined) return corrected;
  if (date in holidayTables.workdays) return true;
  if (date in holidayTables.holidays) return false;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

function correctionsOf(policy: Policy): Map<string, boolean> {
  let known = corrections.get(policy);
  if (!known) {
    known = new Map(policy.calendar.corrections.map(({ date, working }) => [date, working]));
    corrections.set(policy, known);
  }
  return known;
}
