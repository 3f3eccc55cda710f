import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrateEdits } from '../../src/diagram/alternative.ts';
import { applyEdit, diffModels } from '../../src/diagram/edits.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import type { Model } from '../../src/diagram/model.ts';
import { partsOf } from '../../src/diagram/parts.ts';
import { displayWidth } from '../../src/text/width.ts';
import { brokenJoints, cellsOf } from '../helpers/joints.ts';
import { modelFaults } from './faults.ts';
import { MACHINES, modelOf, modelPairs, models, sceneOf } from './models.ts';

/** Every model on the way, the last one included. */
function way(from: Model, to: Model): Model[] {
  let current = from;
  return diffModels(from, to).map((edit) => {
    current = applyEdit(current, edit);
    return current;
  });
}

describe('the edits from any model to any other of its kind', () => {
  test('give exactly the other model when they are done', () => {
    fc.assert(
      fc.property(modelPairs, ([from, to]) => {
        expect(way(from, to).at(-1) ?? from).toEqual(to);
      }),
      { numRuns: 500 },
    );
  });

  test('leave a valid model after each of them, which can be drawn', () => {
    fc.assert(
      fc.property(modelPairs, fc.integer({ min: 40, max: 100 }), ([from, to], width) => {
        for (const model of way(from, to)) {
          expect(modelFaults(model)).toEqual([]);
          const rows = plainRows(drawScene(sceneOf(model), { width, lang: 'ko', charset: 'unicode' }));
          expect(brokenJoints(cellsOf(rows))).toEqual([]);
          for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('are each said in a sentence', () => {
    fc.assert(
      fc.property(modelPairs, fc.constantFrom('en', 'ko'), ([from, to], lang) => {
        const edits = diffModels(from, to);
        const sentences = narrateEdits(edits, lang);
        expect(sentences).toHaveLength(edits.length);
        for (const sentence of sentences) expect(sentence).toMatch(/\S\.$/);
      }),
      { numRuns: 100 },
    );
  });

  test('leave the first model as it was', () => {
    fc.assert(
      fc.property(modelPairs, ([from, to]) => {
        const before = structuredClone(from);
        way(from, to);
        expect(from).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });
});

test('a model is no edit away from itself', () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(diffModels(model, structuredClone(model))).toEqual([]);
    }),
  );
});

test('models of different kinds have no edits between them', () => {
  const chain: Model = { kind: 'chain', links: [{ id: 'a', label: { und: ['a'] } }] };
  expect(() => diffModels(chain, { kind: 'layers', layers: [] })).toThrow(RangeError);
});

/** The virtual machines as a model of their own, and the containers as what they turn into. */
function machines(): [Model, Model] {
  const model = modelOf(MACHINES);
  if (model.kind !== 'compare') throw new Error('not a compare');
  const [vm, ct] = model.panels;
  return [
    { kind: 'compare', panels: [{ ...vm!, id: 'ct' }] },
    { kind: 'compare', panels: [ct!] },
  ];
}

test('virtual machines turn into containers as a teacher would tell it', () => {
  const edits = diffModels(...machines());
  expect(narrateEdits(edits, 'en')).toEqual([
    'Guest OS: removed.',
    'Hypervisor: replaced by Host kernel.',
    'App, Bins/Libs: now three times, side by side.',
    'Now beside Host kernel: Engine.',
    'The stack is now called Containers.',
  ]);
  expect(narrateEdits(edits, 'ko')).toEqual([
    '빠짐: 게스트 운영체제.',
    '하이퍼바이저 대신 호스트 커널.',
    '앱, 바이너리·라이브러리: 이제 나란히 세 개.',
    '이제 호스트 커널 옆: 엔진.',
    '이제 스택의 이름: 컨테이너.',
  ]);
});

test('what stands beside a floor stays when another part takes the floor', () => {
  const [from, to] = machines();
  const back = diffModels(to, from);
  expect(back.map((edit) => edit.kind)).toEqual([
    'set-beside',
    'change-floor',
    'add-floor',
    'repeat-floor',
    'name-panel',
  ]);
  if (to.kind !== 'compare') throw new Error('not a compare');
  const panel = to.panels[0]!;
  const tiers = panel.tiers.map((tier) =>
    tier.kind === 'part' && tier.part.id === 'kernel'
      ? { ...tier, part: { ...tier.part, id: 'linux' } }
      : tier,
  );
  const target: Model = { ...to, panels: [{ ...panel, tiers, beside: { linux: panel.beside['kernel']! } }] };
  expect(diffModels(to, target).map((edit) => edit.kind)).toEqual(['change-floor']);
});

test('two parts that change places are drawn anew when nothing valid lies between', () => {
  const part = (id: string) => ({ kind: 'part', repeat: 1, part: { id, label: { und: [id] } } }) as const;
  const stack = (top: string, inner: string): Model => ({
    kind: 'stack',
    panels: [
      {
        id: '',
        beside: {},
        tiers: [part(top), { kind: 'columns', repeat: 1, columns: [[part(inner)], [part('c')]] }],
      },
    ],
  });
  const edits = diffModels(stack('a', 'b'), stack('b', 'a'));
  expect(edits.map((edit) => edit.kind)).toEqual(['redraw-panel']);
  expect(partsOf(way(stack('a', 'b'), stack('b', 'a')).at(-1)!).map((named) => named.path)).toEqual([
    'b',
    'a',
    'c',
  ]);
});
