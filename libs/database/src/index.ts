export { openDatabase, ensureReachable, oldestMajor, type DatabaseOptions } from './open-database.js';
export { migrate, type MigrateOptions, type MigrationClass, type ServiceDatabase } from './migrate.js';
export { columnTypes, connectionSettings, type Limits } from './connection-settings.js';
export { DatabaseUnavailable, DatabaseUnfit, HomeInUse, isUnreachable, sqlState } from './errors.js';
export { EmbeddedPostgres, type EmbeddedOptions, type Log } from './embedded/embedded-postgres.js';
export { defaultHome } from './embedded/home.js';
export { jsonColumn, poolOf, prepared } from './prepared.js';
