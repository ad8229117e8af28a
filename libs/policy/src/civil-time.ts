/** An instant as local date and time of a time zone. */
export interface CivilTime {
  /** `YYYY-MM-DD`. */
  date: string;
  /** Whole minutes since midnight. */
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The civil date and minute of an instant in an IANA time zone. */
export function civilTime(timeZone: string, at: Date): CivilTime {
  const local = new Date(at.getTime() + offset(timeZone, at));
  return { date: local.toISOString().slice(0, 10), minute: local.getUTCHours() * 60 + local.getUTCMinutes() };
}

/**
 * The instant of a civil date and minute in an IANA time zone. For a time that the change to summer time skips, the
 * instant after the change.
 */
export function instantAt(timeZone: string, { date, minute }: CivilTime): Date {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const guess = new Date(asUtc - offset(timeZone, new Date(asUtc)));
  return new Date(asUtc - offset(timeZone, guess));
}

/** The date `days` after (or before) a date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Minutes since midnight of a time of day such as `18:00`. */
export function minuteOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));
}

const quarterHour = 15 * 60_000;
const known = new Map<string, number>();

/**
 * The offset of a zone from UTC at an instant, in milliseconds. Cached per quarter of an hour, because offsets change
 * only at these times.
 */
function offset(timeZone: string, at: Date): number {
  const key = `${timeZone} ${Math.floor(at.getTime() / quarterHour)}`;
  let ms = known.get(key);
  if (ms === undefined) {
    if (known.size >= 10_000) known.clear();
    known.set(key, (ms = measureOffset(timeZone, at)));
  }
  return ms;
}

function measureOffset(timeZone: string, at: Date): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}
