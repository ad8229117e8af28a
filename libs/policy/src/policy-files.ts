import type { Language } from '@redress/contracts';
import type { z } from 'zod';
import type {
  calendarFile,
  categoriesFile,
  clocksFile,
  departmentsFile,
  examplesFile,
  operatorFile,
  signalsFile,
  tuningFile,
} from './schema.js';

/** The files of a folder whose own shape is valid. An invalid file is absent, and the others are still checked. */
export interface PolicyFiles {
  operator?: z.output<typeof operatorFile>;
  departments?: z.output<typeof departmentsFile>;
  categories?: z.output<typeof categoriesFile>;
  signals?: z.output<typeof signalsFile>;
  clocks?: z.output<typeof clocksFile>;
  calendar?: z.output<typeof calendarFile>;
  phrases: Partial<Record<Language, Record<string, string>>>;
  examples: Partial<Record<Language, z.output<typeof examplesFile>>>;
  tuning?: z.output<typeof tuningFile>;
}
