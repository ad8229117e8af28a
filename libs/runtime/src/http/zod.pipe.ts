import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/**
 * Validates a body, a query or a parameter: `@Body(new ZodPipe(schema)) body: Body`.
 * @throws ZodError, which becomes a 422 problem
 */
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.infer<S> {
    return this.schema.parse(value);
  }
}
