import { z } from 'zod';

/** Marks a field as personal data, for log redaction, display, AsyncAPI and erasure. */
export function personal<T extends z.ZodType>(schema: T): T {
  return schema.meta({ personal: true });
}

/**
 * The paths of all personal fields of a schema, as `customer.phone` or `answers[].answer`.
 * A marked object or array is one path: everything below it is personal.
 */
export function personalFields(schema: z.ZodType, path = ''): string[] {
  if (schema.meta()?.['personal'] === true) return [path];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return personalFields(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodArray) return personalFields(schema.element as z.ZodType, `${path}[]`);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      personalFields(field as z.ZodType, path ? `${path}.${name}` : name),
    );
  return [];
}
