import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interleave } from '../../../src/tutor/review/interleave.ts';

const first = (text: string): string => text[0] ?? '';

it('takes turns between kinds, each in its own order', () => {
  expect(interleave(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'], first)).toEqual([
    'a1',
    'b1',
    'c1',
    'a2',
    'b2',
    'c2',
  ]);
});

it('spreads what there is little of over the whole', () => {
  expect(interleave(['a1', 'a2', 'a3', 'a4', 'b1', 'b2'], first)).toEqual([
    'a1',
    'b1',
    'a2',
    'a3',
    'b2',
    'a4',
  ]);
});

it('leaves things of one kind, or each of its own, as they are', () => {
  expect(interleave(['a1', 'a2', 'a3'], first)).toEqual(['a1', 'a2', 'a3']);
  expect(interleave(['c', 'a', 'b'], first)).toEqual(['c', 'a', 'b']);
  expect(interleave([], first)).toEqual([]);
});

it('loses nothing, keeps the first first, and the order within each kind', () => {
  const kinds = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(kinds, (letters) => {
      const things = letters.map((letter, index) => `${letter}${index}`);
      const mixed = interleave(things, first);
      expect(mixed).toHaveLength(things.length);
      expect(mixed[0]).toBe(things[0]);
      for (const kind of ['a', 'b', 'c']) {
        const isOfKind = (thing: string): boolean => first(thing) === kind;
        expect(mixed.filter(isOfKind)).toEqual(things.filter(isOfKind));
      }
    }),
  );
});

it('lets two of a kind follow each other only where that kind is in the majority', () => {
  const two = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(two, ([many, few]) => {
      const things = [
        ...Array.from({ length: many }, (_, index) => `a${index}`),
        ...Array.from({ length: few }, (_, index) => `b${index}`),
      ];
      const mixed = interleave(things, first).map(first).join('');
      if (many <= few) expect(mixed).not.toContain('aa');
      if (few <= many) expect(mixed).not.toContain('bb');
    }),
  );
});
