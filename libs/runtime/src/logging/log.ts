/**
 * The logger of one service, as its classes inject it; pino implements it. Lines are JSON and bear the service's name.
 * `fields` are cleaned of personal data (see `createLogger`); `message` is constant text of our own.
 */
export abstract class Log {
  abstract debug(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
}
