import { channelPause } from './retry.rules.js';

/**
 * Records whether a channel is available, so that an outage costs one attempt per pause and not one per waiting
 * message. Times are milliseconds of a monotonic clock.
 */
export class ChannelBreaker {
  private failures = 0;
  private closedUntil = 0;

  /** The last attempt failed: the channel is in a pause, or is tried with one message after it. */
  get failing(): boolean {
    return this.failures > 0;
  }

  /**
   * The maximum number of messages in progress: none during a pause, one after it to try the channel, otherwise
   * `normally`.
   */
  width(now: number, normally: number): number {
    if (now < this.closedUntil) return 0;
    return this.failing ? 1 : normally;
  }

  /** Milliseconds until the pause ends; 0 without a pause. */
  pauseLeft(now: number): number {
    return Math.max(this.closedUntil - now, 0);
  }

  succeeded(): void {
    this.failures = 0;
    this.closedUntil = 0;
  }

  /**
   * Failures of messages that were in progress at the same time count once. Returns true if this failure starts a
   * pause.
   */
  failed(now: number): boolean {
    if (now < this.closedUntil) return false;
    this.failures += 1;
    this.closedUntil = now + channelPause(this.failures);
    return true;
  }
}
