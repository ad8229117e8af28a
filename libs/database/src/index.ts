export { openDatabase, ensureReachable } from './open-database.js';
export { migrate, type MigrationClass, type ServiceDatabase } from './migrate.js';
export {
  DatabaseUnavailable,
  DatabaseUnfit,
  errorCode,
  HomeInUse,
  isUnreachable,
  reasonOf,
  sqlState,
} from './errors.js';
export { withTimeout } from './with-timeout.js';
export { EmbeddedPostgres } from './embedded/embedded-postgres.js';
export type { Log } from './embedded/embedded-options.js';
export { defaultHome } from './embedded/home.js';
export { jsonColumn, poolOf, prepared } from './prepared.js';
