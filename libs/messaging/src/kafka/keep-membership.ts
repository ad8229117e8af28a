import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/** The two methods that are changed, and the fields that a spec needs. */
interface ConsumerGroup {
  memberId: string | null;
  coordinator: unknown;
  heartbeat(options: { interval: number }): Promise<void>;
  joinAndSync(): Promise<void>;
}

/** A class inside kafkajs, which has no types. */
export const consumerGroupClass = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup.js') as {
  new (options: object): ConsumerGroup;
  prototype: ConsumerGroup;
};

const settings = { rejoinWithinMs: 30_000, tryAgainMs: 300 } as const;

/** Errors that occur while the coordinator of a group is unavailable or moves to another broker. */
const connectionErrors = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSMetadataNotLoaded',
]);
const coordinatorErrors = new Set([
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
]);

function coordinatorIsLost(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { name, type, cause } = error as { name?: string; type?: string; cause?: unknown };
  return connectionErrors.has(name ?? '') || coordinatorErrors.has(type ?? '') || coordinatorIsLost(cause, depth + 1);
}

let applied = false;

/**
 * Makes kafkajs 2.2.4 keep its membership when the broker that coordinates a group fails. Without this change, kafkajs
 * retries heartbeats to the failed broker until its retries are used up, then crashes and joins as a new member; the
 * group reads nothing until the session of the old member expires, which takes half a minute or more. With this change,
 * a member whose heartbeat fails looks up the new coordinator and joins again under its current id. It retries this for
 * at most 30 s; then kafkajs restarts the consumer.
 */
export function keepMembership(): void {
  if (applied) return;
  applied = true;
  const group = consumerGroupClass.prototype;
  const { heartbeat, joinAndSync } = group;
  group.heartbeat = async function (options) {
    try {
      await heartbeat.call(this, options);
    } catch (error) {
      if (!coordinatorIsLost(error)) throw error;
      // This type makes kafkajs join again; otherwise it would only retry the request.
      throw Object.assign(new Error('The coordinator of the group is lost.', { cause: error }), {
        type: 'NOT_COORDINATOR_FOR_GROUP',
      });
    }
  };
  group.joinAndSync = async function () {
    for (const end = performance.now() + settings.rejoinWithinMs; ;) {
      try {
        return await joinAndSync.call(this);
      } catch (error) {
        if (!coordinatorIsLost(error) || performance.now() > end) throw error;
        await sleep(settings.tryAgainMs);
      }
    }
  };
}
