/** Why another partition count is refused, and the way to it. */
export function countReason(topic: string, partitions: number, wished: number): string {
  return (
    `${topic} has ${partitions} partitions and ${wished} were asked for. Changing the count would move complaints to other partitions and break ` +
    'their order. To change it: stop the intakes, wait until `redress status` shows no lag, stop all services, delete and apply the topics anew, start again.'
  );
}
