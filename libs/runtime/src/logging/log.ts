/**
 * The logger that a service's classes inject; pino implements it. Each line is JSON and contains the service's name.
 * `fields` are cleaned of personal data (see `createLogger`); `message` must be constant text.
 */
export abstract class Log {
  abstract debug(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
}
