import { expect, test } from 'vitest';
import { checkNarrow, formsOf } from '../../src/diagram/fits.ts';
import type { DiagramSource } from '../../src/diagram/schema.ts';
import { MACHINES, modelOf, sceneOf } from './models.ts';

test('a diagram that fits 40 columns one panel under the other is narrow enough', () => {
  const scene = sceneOf(modelOf(MACHINES));
  expect(formsOf(scene, 'en')).toEqual({ arrangement: 'stacked', cut: [] });
  expect(checkNarrow(scene, ['en', 'ko'])).toEqual([]);
});

test('copies that do not fit side by side are drawn once, so they are no issue', () => {
  const stack = [{ id: 'a', role: 'app', repeat: 6, label: 'An application' } as const];
  expect(checkNarrow(sceneOf(modelOf({ kind: 'stack', stack })), ['en'])).toEqual([]);
});

test.each<[string, DiagramSource]>([
  [
    'a floor',
    {
      kind: 'stack',
      stack: [
        { id: 'a', role: 'app', label: { en: 'short', ko: '아주 길고 길고 길고 길고 길고 긴 이름표' } },
      ],
    },
  ],
  [
    'a layer',
    {
      kind: 'layers',
      layers: [
        { id: 'a', line: 'FROM x', label: { en: 'short', ko: '아주 길고 길고 길고 길고 길고 긴 이름표' } },
      ],
    },
  ],
  [
    'a link',
    {
      kind: 'chain',
      links: [
        { id: 'b', label: 'b' },
        { id: 'a', label: { en: 'short', ko: '아주 길고 길고 길고 길고 길고 긴 이름표' } },
      ],
    },
  ],
])('%s whose label must be cut in one language is an issue in that language', (_, source) => {
  const issues = checkNarrow(sceneOf(modelOf(source)), ['en', 'ko']);
  expect(issues.map((issue) => [issue.rule, issue.message])).toEqual([
    [
      'too-wide',
      'the label “아주 길고 길고 길고 길고 길고 긴 이름표” of `a` does not fit into 40 columns (ko)',
    ],
  ]);
});

test('a shorter form of the label settles it', () => {
  const label = ['A name of hardware that goes on and on and on', 'Hardware'];
  expect(
    checkNarrow(sceneOf(modelOf({ kind: 'stack', stack: [{ id: 'a', role: 'app', label }] })), ['en']),
  ).toEqual([]);
});
