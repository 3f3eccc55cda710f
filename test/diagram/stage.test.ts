import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrateEdits } from '../../src/diagram/alternative.ts';
import { checkUse } from '../../src/diagram/check-use.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import type { Model } from '../../src/diagram/model.ts';
import { partsOf } from '../../src/diagram/parts.ts';
import type { DiagramUse, Scene } from '../../src/diagram/scene.ts';
import { stageDiagram } from '../../src/diagram/stage.ts';
import { brokenJoints, cellsOf } from '../helpers/joints.ts';
import { modelFaults } from './faults.ts';
import { compareModels, MACHINES, modelOf } from './models.ts';

const machines = modelOf(MACHINES);
const part = (id: string) => ({ id, role: 'app', label: id }) as const;
const tower = modelOf({
  kind: 'stack',
  stack: [part('a'), part('b'), part('c')],
  beside: { b: [part('s')] },
});
const cache = modelOf({
  kind: 'layers',
  layers: [
    { id: 'base', line: 'FROM node' },
    { id: 'src', line: 'COPY . .', changed: ['app.js'] },
    { id: 'deps', line: 'RUN npm ci' },
    { id: 'rw', writable: true },
  ],
});

function still(model: Model, use: Omit<DiagramUse, 'use'>): Scene {
  const { frames } = stageDiagram(model, { use: 'it', ...use });
  expect(frames).toHaveLength(1);
  return frames[0]!;
}
const paths = (scene: Scene) =>
  partsOf(scene.model)
    .map((named) => named.path)
    .join(' ');

describe('a step', () => {
  test('shows the whole diagram if it does not say what', () => {
    expect(still(machines, {})).toEqual({ model: machines, hidden: [], highlight: [], notes: [] });
  });

  test('shows the panels it names', () => {
    expect(paths(still(machines, { show: ['ct'] }))).toBe('ct/app ct/libs ct/kernel ct/engine ct/hw');
  });

  test('shows the parts it names, and what stands beside a floor only if it names that too', () => {
    expect(paths(still(tower, { show: ['b', 'c'] }))).toBe('b c');
    expect(paths(still(tower, { show: ['b', 's'] }))).toBe('b s');
    expect(paths(still(cache, { show: ['base', 'rw'] }))).toBe('rw base');
  });

  test('hides what is shown but not revealed; a panel reveals all its parts', () => {
    const scene = still(machines, { reveal: ['vm', 'ct/kernel'] });
    expect(scene.hidden).toEqual(['ct/app', 'ct/libs', 'ct/engine', 'ct/hw']);
    expect(still(tower, { show: ['a', 'b'], reveal: ['a'] }).hidden).toEqual(['b']);
  });

  test('marks and annotates only what is shown', () => {
    const text = { en: 'here' };
    const use = { show: ['vm'], highlight: ['vm/app', 'ct/app'], annotate: { 'ct/hw': text, 'vm/hw': text } };
    expect(still(machines, use)).toMatchObject({ highlight: ['vm/app'], notes: [{ path: 'vm/hw', text }] });
  });

  test('that reorders layers derives anew what is cached', () => {
    const scene = still(cache, { reorder: ['base', 'deps', 'src', 'rw'] });
    const layers = scene.model.kind === 'layers' ? scene.model.layers : [];
    expect(layers.map((layer) => layer.state)).toEqual(['cached', 'cached', 'rebuilt', undefined]);
  });
});

describe('a morph', () => {
  test('turns one panel into the other in its place, showing first what is about to change', () => {
    const { frames, edits } = stageDiagram(machines, {
      use: 'machines',
      morph: ['vm', 'ct'],
      highlight: ['ct/kernel'],
    });
    expect(frames.map((frame) => [paths(frame), frame.highlight.join(' ')])).toEqual([
      ['ct/app ct/libs ct/guest ct/hypervisor ct/hw', ''],
      ['ct/app ct/libs ct/guest ct/hypervisor ct/hw', 'ct/guest'],
      ['ct/app ct/libs ct/hypervisor ct/hw', ''],
      ['ct/app ct/libs ct/hypervisor ct/hw', 'ct/hypervisor'],
      ['ct/app ct/libs ct/kernel ct/hw', 'ct/kernel'],
      ['ct/app ct/libs ct/kernel ct/hw', 'ct/app ct/libs'],
      ['ct/app ct/libs ct/kernel ct/hw', ''],
      ['ct/app ct/libs ct/kernel ct/engine ct/hw', 'ct/engine'],
      ['ct/app ct/libs ct/kernel ct/engine ct/hw', 'ct/kernel'],
    ]);
    expect(narrateEdits(edits, 'en')[0]).toBe('Guest OS: removed.');
  });

  test('keeps the other panels that are shown', () => {
    const { frames } = stageDiagram(machines, { use: 'machines', show: ['vm', 'ct'], morph: ['vm', 'ct'] });
    for (const frame of frames) expect(paths(frame)).toContain('vm/app vm/libs vm/guest vm/hypervisor vm/hw');
  });

  test('between any two panels plays only pictures that are whole, and ends in the second panel', () => {
    fc.assert(
      fc.property(compareModels, fc.integer({ min: 40, max: 120 }), (model, width) => {
        const [from, to] = [model.panels[0]!, model.panels.at(-1)!];
        const { frames } = stageDiagram(model, { use: 'it', morph: [from.id, to.id] });
        for (const frame of frames) {
          expect(modelFaults(frame.model)).toEqual([]);
          const rows = plainRows(drawScene(frame, { width, lang: 'en', charset: 'unicode' }));
          expect(brokenJoints(cellsOf(rows))).toEqual([]);
        }
        expect(frames.at(-1)?.model).toEqual({ ...model, panels: [to] });
        expect(frames[0]?.model).toEqual({ ...model, panels: [{ ...from, id: to.id }] });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a use that cannot be staged is an issue:', () => {
  test.each<[string, Model, Omit<DiagramUse, 'use'>, string[]]>([
    ['an unknown panel', machines, { show: ['vmm'] }, ['show.0 unknown-panel']],
    ['a part where a panel is meant', machines, { show: ['vm/app'] }, ['show.0 unknown-panel']],
    ['an unknown part', tower, { show: ['x'] }, ['show.0 unknown-part']],
    ['nothing shown', tower, { show: [] }, ['show shows-nothing']],
    ['a part without its panel', machines, { highlight: ['guest'] }, ['highlight.0 unknown-part']],
    [
      'a note on nothing',
      machines,
      { annotate: { 'ct/guest': { en: 'x' } } },
      ['annotate.ct/guest unknown-part'],
    ],
    ['revealing nothing', machines, { reveal: ['vm', 'xy'] }, ['reveal.1 unknown-part']],
    ['beside what is not shown', tower, { show: ['a', 's'] }, ['show.1 beside-nothing']],
    ['a morph of a stack', tower, { morph: ['a', 'b'] }, ['morph morph-needs-compare']],
    ['a morph from nowhere', machines, { morph: ['x', 'ct'] }, ['morph.0 unknown-panel']],
    ['a morph to itself', machines, { morph: ['ct', 'ct'] }, ['morph morph-nothing']],
    ['a morph unseen', machines, { show: ['vm'], morph: ['vm', 'ct'] }, ['show morph-not-shown']],
    ['another order of panels', machines, { reorder: ['ct', 'vm'] }, ['reorder reorder-needs-layers']],
    ['an order that leaves one out', cache, { reorder: ['base', 'rw'] }, ['reorder reorder-all']],
    [
      'an order with one twice',
      cache,
      { reorder: ['base', 'src', 'deps', 'rw', 'rw'] },
      ['reorder reorder-all'],
    ],
    [
      'a layer on a writable one',
      cache,
      { reorder: ['base', 'src', 'rw', 'deps'] },
      ['reorder writable-below'],
    ],
    ['a layer below the base', cache, { reorder: ['src', 'base', 'deps', 'rw'] }, ['reorder base-first']],
  ])('%s', (_, model, use, issues) => {
    expect(
      checkUse(model, { use: 'it', ...use }).map(({ path, rule }) => `${path.join('.')} ${rule}`),
    ).toEqual(issues);
  });

  test('the nearest name is suggested', () => {
    expect(checkUse(machines, { use: 'it', highlight: ['vm/gest'] })[0]?.hint).toBe(
      'did you mean `vm/guest`',
    );
    expect(checkUse(machines, { use: 'it', highlight: ['kernel'] })[0]?.hint).toBe(
      'did you mean `ct/kernel`',
    );
  });

  test('a use that is right has none', () => {
    const use = {
      show: ['vm', 'ct'],
      reveal: ['vm', 'ct/app'],
      highlight: ['vm/app'],
      morph: ['vm', 'ct'],
    } as const;
    expect(checkUse(machines, { use: 'it', ...use })).toEqual([]);
    expect(checkUse(cache, { use: 'it', reorder: ['base', 'deps', 'src', 'rw'] })).toEqual([]);
  });
});
