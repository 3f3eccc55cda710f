import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CacheLine, planBuild, planLines } from '../../src/formats/build-plan.ts';

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

describe('in a build of several stages', () => {
  /** Lines that hang on lines before them. */
  const builds: fc.Arbitrary<CacheLine[]> = fc
    .array(
      fc.record({
        on: fc.array(fc.nat(30), { maxLength: 2 }),
        from: fc.array(fc.nat(30), { maxLength: 2 }),
        changed: fc.constantFrom(false, false, false, true, 'unknown' as const),
      }),
      { maxLength: 12 },
    )
    .map((lines) =>
      lines.map(({ on, from, changed }, index) => ({
        on: on.filter((at) => at < index),
        from: from.filter((at) => at < index),
        changed,
      })),
    );

  test('a line is rebuilt just if it has changed or stands on one that is', () => {
    fc.assert(
      fc.property(builds, (lines) => {
        const states = planLines(lines);
        lines.forEach(({ on, changed }, index) => {
          const hit = changed === true || on.some((at) => states[at] === 'rebuilt');
          expect(states[index] === 'rebuilt').toBe(hit);
        });
      }),
    );
  });

  test('a line is cached just if nothing that it reads or stands on is in doubt', () => {
    fc.assert(
      fc.property(builds, (lines) => {
        const states = planLines(lines);
        lines.forEach(({ on, from, changed }, index) => {
          const sure = changed === false && [...on, ...from].every((at) => states[at] === 'cached');
          expect(states[index] === 'cached').toBe(sure);
        });
      }),
    );
  });
});
