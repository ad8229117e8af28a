import { createRequire } from 'node:module';

/**
 * The State Council's yearly notices by date (`YYYY-MM-DD`): days off, and weekend days worked for them (调休).
 * Only the tables of chinese-days are used, because its date class depends on the time zone of the process.
 */
export const holidayTables = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
};
