import type { Language } from '@redress/contracts';
import { formatInstant, type Policy } from '@redress/policy';

const minuteMs = 60_000;

/**
 * `formatInstant`, remembered: mails that leave in the same minute speak of few instants (many are due at the same hour), and asking
 * Intl for each of them costs more than all the rest of a mail.
 */
export class InstantWords {
  private policy: Policy | undefined;
  private minute = -1;
  private readonly known = new Map<string, string>();

  say(policy: Policy, language: Language, at: Date, now: Date): string {
    const minute = Math.floor(now.getTime() / minuteMs);
    if (policy !== this.policy || minute !== this.minute) {
      this.policy = policy;
      this.minute = minute;
      this.known.clear();
    }
    const key = `${language} ${Math.floor(at.getTime() / minuteMs)}`;
    let words = this.known.get(key);
    if (words === undefined) this.known.set(key, (words = formatInstant(policy, language, at, now)));
    return words;
  }
}
