import { describe, expect, it } from '@jest/globals';
import { partitionOf } from './partition.rules.js';

describe('partitionOf', () => {
  // Values of org.apache.kafka.common.utils.Utils.murmur2, from Kafka's own UtilsTest.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('puts %s where Kafka would', (key, hash) => {
    for (const count of [1, 4, 12, 24, 1_000_003]) expect(partitionOf(key, count)).toBe((hash & 0x7fffffff) % count);
  });
});
