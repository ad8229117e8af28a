import pg from 'pg';

/**
 * A pg client that closes its connection when the server has not answered within `query_timeout`: it was cut off
 * without a reset, or hangs. pg itself only fails the query; a pool would hand out the same connection again, and
 * each caller would wait as long again.
 */
export class CutOffClient extends pg.Client {
  /** `never` fits every overload of pg; callers see pg's own types. */
  override query(...parameters: unknown[]): never {
    const result = (super.query as (...all: unknown[]) => unknown)(...parameters);
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'Query read timeout') return;
        (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      });
    }
    return result as never;
  }
}
