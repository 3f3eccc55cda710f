import { expect, test } from 'vitest';
import { planBuild } from '../../src/formats/build-plan.ts';

test('a build with no change takes everything from the cache', () => {
  expect(planBuild([false, false, false])).toEqual(['cached', 'cached', 'cached']);
});

test('after the first miss every later line is rebuilt', () => {
  expect(planBuild([false, true, false, true, false])).toEqual([
    'cached',
    'rebuilt',
    'rebuilt',
    'rebuilt',
    'rebuilt',
  ]);
});

test('a change in the first line rebuilds all', () => {
  expect(planBuild([true, false])).toEqual(['rebuilt', 'rebuilt']);
});
