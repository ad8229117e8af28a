/**
 * murmur2 as Kafka's clients compute it (org.apache.kafka.common.utils.Utils.murmur2), so that a key is in the same
 * partition with every producer and every transport.
 */
function murmur2(key: Buffer): number {
  const multiplier = 0x5bd1e995;
  const length = key.length;
  let hash = 0x9747b28c ^ length;
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    let word = Math.imul(key.readInt32LE(index), multiplier);
    word ^= word >>> 24;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  const rest = length - index;
  if (rest >= 3) hash ^= key[index + 2]! << 16;
  if (rest >= 2) hash ^= key[index + 1]! << 8;
  if (rest >= 1) hash = Math.imul(hash ^ key[index]!, multiplier);
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}

/** The partition of a key, from 0 to `count` - 1. */
export function partitionOf(key: string, count: number): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % count;
}
