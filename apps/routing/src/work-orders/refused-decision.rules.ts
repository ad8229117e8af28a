import type { Decision } from '@redress/contracts';

type WithoutCustomer = Omit<Decision, 'customer'>;
const maxReasons = 20;

/**
 * The decision after a department refused its work order: nobody has the complaint until a coordinator decides. The
 * dates stay as they were promised. Says who refused and, if the department named it, whose business it is.
 */
export function refusedDecision(
  before: WithoutCustomer,
  refusedBy: string,
  right: string | undefined,
): WithoutCustomer {
  const { department: _, category: __, ...rest } = before;
  const news = [`refused-by:${refusedBy}`, ...(right === undefined ? [] : [`named-by-refusal:${right}`])];
  return {
    ...rest,
    flags: [...new Set(['refused', ...before.flags])].slice(0, maxReasons),
    reasons: [...new Set([...news, ...before.reasons])].slice(0, maxReasons),
  };
}
