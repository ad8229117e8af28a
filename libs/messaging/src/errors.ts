/**
 * A retry cannot succeed: the event is parked, or the request is answered with an error. `message` never contains
 * customer data.
 */
export class PermanentError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'PermanentError';
  }
}

/**
 * The service's own database did not store the message in time. Nothing is lost: the sender retries and gets the same
 * number.
 */
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
    super('This reference already belongs to another message.');
    this.name = 'ReferenceConflict';
  }
}
