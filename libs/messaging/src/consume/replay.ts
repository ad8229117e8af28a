import { reasonOf } from '@redress/database';
import type { Logger } from 'pino';
import { failureOf, framesOf } from '../failure.js';
import type { Consumption } from './consumption.js';
import type { ParkedEvents } from './parked-events.js';

const everyMs = 2_000;

/** Processes parked events of one group again when an operator requests it. */
export class Replay {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly consumption: Consumption,
    private readonly parked: ParkedEvents,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.working = this.sweep()
        .catch((error: unknown) =>
          this.log.debug({ code: reasonOf(error) }, 'parked events could not be read: retrying'),
        )
        .finally(() => {
          if (!this.stopped) this.start();
        });
    }, everyMs).unref();
  }

  /** Resolves when the event in progress is finished. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private async sweep(): Promise<void> {
    for (const record of await this.parked.wanted(this.consumption.definition.group)) {
      if (this.stopped) return;
      try {
        await this.consumption.process([record]);
        await this.parked.settle(record.id);
      } catch (error) {
        if (failureOf(error) === 'unavailable') throw error;
        await this.parked.settle(record.id, { reason: reasonOf(error), stack: framesOf(error) });
      }
    }
  }
}
