/** Topics of the public contract (docs/contracts). Their names and partition counts never change. */
export const topics = {
  complaints: 'intake.complaints',
  messages: 'intake.messages',
  decisions: 'routing.decisions',
  deliveries: 'notifier.deliveries',
} as const;

const queuePrefix = 'queue.';

/** The topic a department reads its work orders from. */
export function queueTopic(department: string): string {
  return queuePrefix + department;
}

/** Every topic an installation needs: the fixed ones and one queue for each department. */
export function allTopics(departments: readonly string[]): string[] {
  return [...Object.values(topics), ...departments.map(queueTopic)];
}
