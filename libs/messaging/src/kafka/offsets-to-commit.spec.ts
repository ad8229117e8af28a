import { describe, expect, it } from '@jest/globals';
import { OffsetsToCommit } from './offsets-to-commit.js';

describe('OffsetsToCommit', () => {
  it('keeps an offset until its commit has succeeded, and keeps a newer offset after that', () => {
    const offsets = new OffsetsToCommit();
    offsets.finished(0, '9007199254740993');
    offsets.finished(1, '4');
    const first = offsets.pending();
    expect(first).toEqual([
      { partition: 0, offset: '9007199254740994' },
      { partition: 1, offset: '5' },
    ]);
    // The commit fails: nothing is removed, and the next commit includes the offsets finished meanwhile.
    offsets.finished(1, '7');
    expect(offsets.pending()).toEqual([first[0], { partition: 1, offset: '8' }]);
    offsets.committed(first);
    expect(offsets.pending()).toEqual([{ partition: 1, offset: '8' }]);
    offsets.committed(offsets.pending());
    expect(offsets.size).toBe(0);
  });

  it('drops the offsets of partitions that were lost', () => {
    const offsets = new OffsetsToCommit();
    offsets.finished(0, '1');
    offsets.finished(1, '1');
    offsets.keepOnly(new Set([1, 2]));
    expect(offsets.pending()).toEqual([{ partition: 1, offset: '2' }]);
  });
});
