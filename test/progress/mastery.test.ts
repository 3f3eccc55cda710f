import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterRightDay, isMastered } from '../../src/progress/mastery.ts';

/** The days kept of an item that was right on these. */
function kept(...days: readonly number[]): readonly number[] {
  return days.reduce(afterRightDay, [] as readonly number[]);
}

describe('isMastered', () => {
  it.each([
    [[], false],
    [[1], false],
    [[1, 9], false],
    [[1, 2, 3], false],
    [[1, 2, 8], false],
    [[1, 2, 9], true],
    [[1, 9, 10], false],
    [[1, 2, 3, 4, 11], true],
    [[1, 9, 10, 17], true],
  ])('of an item that was right on days %j is %s', (days, mastered) => {
    expect(isMastered({ rightDays: kept(...days) })).toBe(mastered);
  });

  it('does not end by being right once more', () => {
    expect(isMastered({ rightDays: kept(1, 2, 9, 10, 11) })).toBe(true);
  });

  it('needs three different days, however often an item is right', () => {
    expect(isMastered({ rightDays: kept(1, 1, 9, 9, 9, 1) })).toBe(false);
  });
});

it('keeps at most three days, each once, in order, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 })), (days) => {
      const result = kept(...days);
      expect(result.length).toBe(Math.min(3, new Set(days).size));
      expect(result).toEqual([...new Set(result)].sort((one, other) => one - other));
      expect(days).toEqual(expect.arrayContaining([...result]));
    }),
  );
});
