import type { Voice } from './voice.js';

/** The category's name, or undefined if it is unknown, confidential or no longer in the policy. */
export function categoryName(
  { policy, language }: Voice,
  { category, confidential }: { category?: string | undefined; confidential: boolean },
): string | undefined {
  return confidential ? undefined : policy.categories.find(({ id }) => id === category)?.name[language];
}

/** The department's name, or undefined if it is unknown or no longer in the policy. */
export function departmentName({ policy, language }: Voice, department: string | undefined): string | undefined {
  return policy.departments.find(({ id }) => id === department)?.name[language];
}
