import type { z } from 'zod';
import type { CommonConfig } from './common-config.js';

/** A class whose instances hold the variables of one service, by their names in the environment, beside the common ones. */
export interface ConfigClass<Values extends object = CommonConfig> {
  new (): Values;
  /** The service's own variables. */
  readonly schema: z.ZodObject;
}

/**
 * The base of a service's configuration class: `export class FormConfig extends serviceConfig(z.object({ … })) {}`.
 * The class is the injection token, and the values are read and checked once, when the process starts.
 */
export function serviceConfig<S extends z.ZodObject>(schema: S): ConfigClass<CommonConfig & z.infer<S>> {
  function ServiceConfig(): void {
    // The values are assigned when the process starts.
  }
  return Object.assign(ServiceConfig, { schema }) as unknown as ConfigClass<CommonConfig & z.infer<S>>;
}
