/** The one part of kafkajs' inside that keep-membership.ts changes (kafkajs is pinned to 2.2.4). */
declare module 'kafkajs/src/consumer/consumerGroup.js' {
  export default class ConsumerGroup {
    heartbeat(options: { interval: number }): Promise<void>;
    joinAndSync(): Promise<void>;
  }
}
