import type { Language } from '@redress/contracts';
import type { z } from 'zod';
import type {
  calendarFile,
  categoriesFile,
  clocksFile,
  departmentsFile,
  operatorFile,
  signalsFile,
  tuningFile,
} from './schema.js';

type OperatorFile = z.output<typeof operatorFile>;

export type Department = z.output<typeof departmentsFile>['departments'][number];
export type Category = z.output<typeof categoriesFile>['categories'][number];
export type Question = Category['questions'][number];
export type Clock = z.output<typeof clocksFile>['clocks'][string];
export type Calendar = z.output<typeof calendarFile>;
export type SignalRules = z.output<typeof signalsFile>;
/** A text with the answer of an experienced clerk, and other answers that can be defended (`or`). */
export type TuningCase = z.output<typeof tuningFile>['cases'][number];
export type Operator = Omit<OperatorFile, 'timeZone' | 'languages' | 'approval' | 'answers'>;

/** All decisions of one operator, as loaded from a policy folder. Immutable: caches use the object as key. */
export interface Policy {
  /** SHA-256 (hex) of the content: equal for files that differ only in layout and comments. */
  readonly hash: string;
  readonly operator: Operator;
  /** IANA time zone in which days and hours are counted and shown. */
  readonly timeZone: string;
  /** Offered to customers, in this order; the first is the default. */
  readonly languages: readonly Language[];
  readonly approval: OperatorFile['approval'];
  readonly answers: OperatorFile['answers'];
  readonly departments: readonly Department[];
  readonly categories: readonly Category[];
  /** Asked when no category is known yet. */
  readonly questions: readonly Question[];
  readonly signals: SignalRules;
  readonly clocks: Readonly<Record<string, Clock>>;
  readonly calendar: Calendar;
  readonly phrases: Readonly<Record<Language, Readonly<Record<string, string>>>>;
  /** Sentences of all languages by category or {@link specialClasses}; empty if the folder has no example files. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
  readonly tuning: readonly TuningCase[];
}

/**
 * Classes of examples that are no categories: a person must decide (too vague, two matters, somebody else's business),
 * and what is no complaint (praise, enquiries, thanks, advertising, another company).
 */
export const specialClasses = ['unclear', 'not-a-complaint'] as const;
/** Clocks that the product needs; a policy may have more. */
export const requiredClocks = ['acknowledgement', 'first-contact', 'answer'] as const;
/** Departments that the product needs: reports of wrongdoing go to the first, uncertain cases to the second. */
export const requiredDepartments = ['inspection', 'coordinator'] as const;

/**
 * The department with this id.
 * @throws RangeError if the policy has none
 */
export function departmentOf(policy: Policy, id: string): Department {
  return found(
    policy.departments.find((department) => department.id === id),
    'department',
    id,
  );
}

/**
 * The category with this id.
 * @throws RangeError if the policy has none
 */
export function categoryOf(policy: Policy, id: string): Category {
  return found(
    policy.categories.find((category) => category.id === id),
    'category',
    id,
  );
}

function found<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw new RangeError(`The policy has no ${what} "${id}".`);
  return value;
}
