import type { z } from 'zod';
import type { CommonConfig } from './common-config.js';

/** A class whose instances contain the common variables and those of one service, by their names in the environment. */
export interface ConfigClass<Values extends object = CommonConfig> {
  new (): Values;
  /** The service's own variables. */
  readonly schema: z.ZodObject;
}

/**
 * The base class of a service's configuration: `export class FormConfig extends serviceConfig(z.object({ … })) {}`.
 * The class is the injection token. The values are read and validated once, when the process starts.
 * @param schema one field per variable, each with a `.describe()` that states what is allowed
 */
export function serviceConfig<S extends z.ZodObject>(schema: S): ConfigClass<CommonConfig & z.infer<S>> {
  function ServiceConfig(): void {
    // The values are assigned when the process starts.
  }
  return Object.assign(ServiceConfig, { schema }) as unknown as ConfigClass<CommonConfig & z.infer<S>>;
}
