import { expect, test } from 'vitest';
import { hasPart, partsOf } from '../../src/diagram/parts.ts';
import { MACHINES, modelOf } from './models.ts';

const part = (id: string) => ({ id, role: 'app', label: id }) as const;

test('parts come row by row, a repeated one once, what stands beside after its row', () => {
  const model = modelOf({
    kind: 'stack',
    stack: [
      { repeat: 2, columns: [[part('a'), part('b'), part('c')], [part('d')]] },
      { ...part('e'), repeat: 3 },
    ],
    beside: { d: [part('s')], c: [part('t')] },
  });
  expect(
    partsOf(model)
      .map((named) => named.path)
      .join(' '),
  ).toBe('a b c d t s e');
});

test('layers come from the top, the writable ones first; a label falls back to the line', () => {
  const model = modelOf({
    kind: 'layers',
    layers: [
      { id: 'base', line: 'FROM alpine' },
      { id: 'deps', line: 'RUN npm ci', label: { en: 'Dependencies' } },
      { id: 'one', writable: true },
      { id: 'two', writable: true, label: 'mine' },
    ],
  });
  expect(partsOf(model).map((named) => [named.path, Object.values(named.label)[0]?.[0]])).toEqual([
    ['one', 'writable layer'],
    ['two', 'mine'],
    ['deps', 'Dependencies'],
    ['base', 'FROM alpine'],
  ]);
});

test('a part of a compare is named by its panel and its id, and nothing else', () => {
  const model = modelOf(MACHINES);
  expect(hasPart(model, 'vm/guest')).toBe(true);
  expect(hasPart(model, 'ct/guest')).toBe(false);
  expect(hasPart(model, 'guest')).toBe(false);
  expect(hasPart(model, 'vm')).toBe(false);
});
