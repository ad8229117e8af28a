import type { Language } from '@redress/contracts';
import { formatInstant, type Policy } from '@redress/policy';

const minuteMs = 60_000;

/**
 * `formatInstant` with a cache: messages that are sent in the same minute contain few different instants (many are due
 * at the same hour), and Intl costs more than the rest of a message.
 */
export class InstantFormatter {
  private policy: Policy | undefined;
  private minute = -1;
  private readonly cache = new Map<string, string>();

  /** Formats `at` in the policy's time zone, relative to `now`: `明天 18:00`. */
  format(policy: Policy, language: Language, at: Date, now: Date): string {
    const minute = Math.floor(now.getTime() / minuteMs);
    if (policy !== this.policy || minute !== this.minute) {
      this.policy = policy;
      this.minute = minute;
      this.cache.clear();
    }
    const key = `${language} ${Math.floor(at.getTime() / minuteMs)}`;
    let text = this.cache.get(key);
    if (text === undefined) this.cache.set(key, (text = formatInstant(policy, language, at, now)));
    return text;
  }
}
