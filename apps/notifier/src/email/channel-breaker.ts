import { channelPause } from '../sending/retry.rules.js';

/**
 * Remembers whether the mail server can be used, so that an outage costs one attempt a pause and not one a waiting mail.
 * Time is passed in, milliseconds.
 */
export class ChannelBreaker {
  private failures = 0;
  private closedUntil = 0;

  /** How many mails may be under way now: none while it is left alone, one to find out, then `normally`. */
  width(now: number, normally: number): number {
    if (now < this.closedUntil) return 0;
    return this.failures > 0 ? 1 : normally;
  }

  get pausedUntil(): number {
    return this.closedUntil;
  }

  works(): void {
    this.failures = 0;
    this.closedUntil = 0;
  }

  /** Failures of mails that were under way together count as one. Gives true where the pause begins. */
  fails(now: number): boolean {
    if (now < this.closedUntil) return false;
    this.failures += 1;
    this.closedUntil = now + channelPause(this.failures);
    return true;
  }
}
