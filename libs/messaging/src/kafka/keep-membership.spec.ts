import { expect, it } from '@jest/globals';
import { KafkaJSConnectionError, KafkaJSProtocolError } from 'kafkajs';
import { consumerGroupClass, keepMembership } from './keep-membership.js';

const refused = (): Error =>
  new KafkaJSConnectionError('Connection error: connect ECONNREFUSED', { code: 'ECONNREFUSED' });

/** The consumer group class of kafkajs with a fake cluster. */
function group(findGroupCoordinator: () => Promise<unknown>) {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const member = new consumerGroupClass({
    retry: { retries: 0 },
    cluster: {
      findGroupCoordinator,
      findTopicPartitionMetadata: () => [],
      committedOffsets: () => ({}),
    },
    groupId: 'specs.steps',
    topics: ['steps'],
    topicConfigurations: {},
    logger: { namespace: () => silent },
    instrumentationEmitter: { emit: () => undefined },
    assigners: [],
    sessionTimeout: 6_000,
    rebalanceTimeout: 10_000,
  });
  member.memberId = 'member-1';
  return member;
}

it('looks up the new coordinator and joins again under its id when its coordinator fails', async () => {
  keepMembership();
  const joins: unknown[] = [];
  const coordinator = {
    joinGroup: ({ memberId }: { memberId: string }) => {
      joins.push(memberId);
      return Promise.resolve({ generationId: 2, leaderId: 'member-2', memberId, members: [], groupProtocol: 'x' });
    },
    syncGroup: () => Promise.resolve({ memberAssignment: Buffer.alloc(0) }),
  };
  let lookups = 0;
  const member = group(() => (++lookups < 3 ? Promise.reject(refused()) : Promise.resolve(coordinator)));
  member.coordinator = { heartbeat: () => Promise.reject(refused()) };
  // This type makes the runner of kafkajs join again; any other makes it retry the heartbeat.
  await expect(member.heartbeat({ interval: -1 })).rejects.toMatchObject({ type: 'NOT_COORDINATOR_FOR_GROUP' });
  await member.joinAndSync();
  expect(lookups).toBe(3);
  expect(joins).toEqual(['member-1']);
});

it('does not change other errors', async () => {
  keepMembership();
  const unknownMember = new KafkaJSProtocolError(
    Object.assign(new Error('x'), { type: 'UNKNOWN_MEMBER_ID', retriable: false, code: 25 }),
  );
  const denied = new KafkaJSProtocolError(
    Object.assign(new Error('x'), { type: 'GROUP_AUTHORIZATION_FAILED', retriable: false, code: 30 }),
  );
  const member = group(() => Promise.reject(denied));
  member.coordinator = { heartbeat: () => Promise.reject(unknownMember) };
  await expect(member.heartbeat({ interval: -1 })).rejects.toBe(unknownMember);
  await expect(member.joinAndSync()).rejects.toMatchObject({ type: 'GROUP_AUTHORIZATION_FAILED' });
});
