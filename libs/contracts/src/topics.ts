/** Topics of the public contract (docs/contracts). Their names and partition counts never change. */
export const topics = {
  complaints: 'intake.complaints',
  messages: 'intake.messages',
  decisions: 'routing.decisions',
  workOrders: 'routing.work-orders',
  deliveries: 'notifier.deliveries',
} as const;

const queuePrefix = 'queue.';
const repliesPrefix = 'queue-replies.';

/** The topic a department reads its work orders from. */
export function queueTopic(department: string): string {
  return queuePrefix + department;
}

/** The topic a department writes its replies to. Only routing reads it. */
export function repliesTopic(department: string): string {
  return repliesPrefix + department;
}

/** Every topic an installation needs: the fixed ones, and a queue and its replies for each department. */
export function allTopics(departments: readonly string[]): string[] {
  return [...Object.values(topics), ...departments.map(queueTopic), ...departments.map(repliesTopic)];
}
