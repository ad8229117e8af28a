import type { Installation } from '@redress/contracts';
import type { Publisher, Transport } from '@redress/messaging';
import type { PolicyStore } from '@redress/policy';
import type { DataSource } from 'typeorm';
import type { Readiness } from '../health/readiness.js';
import type { Clock } from './clock.js';

/** What the services of one process share. */
export interface ProcessResources {
  clock: Clock;
  /** One pool; every service has its own schema. */
  dataSource: DataSource;
  policies: PolicyStore;
  installation: Installation;
  transport: Transport;
  /** The one publisher of the process. */
  publisher: Publisher;
  readiness: Readiness;
}
