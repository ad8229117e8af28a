/** A retry cannot succeed: the event is parked, or the request is answered with an error. `message` never quotes content. */
export class PermanentError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'PermanentError';
  }
}

/** The service's own database did not store it in time. Nothing is lost: the sender sends it again and gets the same number. */
export class StoreUnavailable extends Error {
  readonly code = 'store-unavailable';
  constructor() {
    super('The database does not answer.');
    this.name = 'StoreUnavailable';
  }
}

/** A sender used one reference for two different messages. */
export class ReferenceConflict extends Error {
  readonly code = 'reference-conflict';
  constructor() {
    super('This reference already stands for another message.');
    this.name = 'ReferenceConflict';
  }
}
