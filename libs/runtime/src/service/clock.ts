import { Injectable } from '@nestjs/common';

/**
 * The current time. Inject it instead of calling `new Date()`, so that a spec can set the time. For durations use
 * `performance.now()`.
 */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
