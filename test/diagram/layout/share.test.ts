import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareCells } from '../../../src/diagram/layout/share.ts';

test('cells are shared equally, the first columns getting what is left over', () => {
  expect(shareCells(11, [1, 2, 3])).toEqual([4, 4, 3]);
});

test('a column that needs more gets it, and the others share the rest', () => {
  expect(shareCells(12, [8, 1, 1])).toEqual([8, 2, 2]);
});

test('if there is too little, the widest give way', () => {
  expect(shareCells(10, [20, 8, 2])).toEqual([4, 4, 2]);
});

test('all cells are given away, a column at least one, and each what it needs if all can have it', () => {
  const needs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(needs, fc.integer({ min: 12, max: 200 }), (needs, available) => {
      const widths = shareCells(available, needs);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(available);
      expect(Math.min(...widths)).toBeGreaterThan(0);
      if (needs.reduce((sum, need) => sum + need, 0) > available) return;
      for (const [index, need] of needs.entries()) expect(widths[index]).toBeGreaterThanOrEqual(need);
    }),
  );
});
