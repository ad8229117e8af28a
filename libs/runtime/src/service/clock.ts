import { Injectable } from '@nestjs/common';

/** The current time. Inject it instead of calling `new Date()`, so that a spec can set the time. Durations use `performance.now()`. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
