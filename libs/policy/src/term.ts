/** A duration of a clock of the policy. */
export interface Term {
  amount: number;
  unit: 'minute' | 'hour' | 'day' | 'working-hour' | 'working-day';
}

/** Examples of valid terms, for messages. */
export const termForms = ['30 minutes', '24 hours', '15 days', '4 working hours', '5 working days'] as const;

/** Parses `24 hours`, `1 working day`; undefined for anything else. */
export function readTerm(text: string): Term | undefined {
  const match = /^(\d{1,5}) (working )?(minute|hour|day)s?$/.exec(text);
  if (!match || (match[2] && match[3] === 'minute')) return undefined;
  return { amount: Number(match[1]), unit: `${match[2] ? 'working-' : ''}${match[3]}` as Term['unit'] };
}
