/** The part of a logger that this folder uses; pino implements it. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EmbeddedOptions {
  /** The folder of the installation: `defaultHome()` or REDRESS_HOME. The database uses its subfolder `postgres`. */
  home: string;
  log: Log;
  /** Further server settings (`{ fsync: 'off' }` in tests). A server that already runs keeps its own. */
  settings?: Record<string, string>;
  /** False only in tests: the first start does not wait until the files are on the disk. */
  durable?: boolean;
  /** The folder `native` of the binaries; default: that of the installed package. */
  native?: string;
  /** Milliseconds to wait until the server answers, including crash recovery; default 300,000. */
  startMs?: number;
}
