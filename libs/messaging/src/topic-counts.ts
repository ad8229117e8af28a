/** States why another partition count is refused, and how to change the count. */
export function countReason(topic: string, partitions: number, wished: number): string {
  return (
    `${topic} has ${partitions} partitions and ${wished} were asked for. Changing the count would move complaints to other partitions and break ` +
    'their order. To change it: stop the intakes, wait until `redress status` shows no lag, stop all services, delete the topics, apply them again, start the services.'
  );
}
