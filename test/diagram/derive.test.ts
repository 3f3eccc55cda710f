import { describe, expect, test } from 'vitest';
import { deriveModel } from '../../src/diagram/derive.ts';
import type { Panel } from '../../src/diagram/model.ts';
import { partsOf } from '../../src/diagram/parts.ts';
import type { DiagramSource, PanelSource } from '../../src/diagram/schema.ts';
import { partsOfTiers } from '../../src/diagram/tiers.ts';
import { modelFaults } from './faults.ts';
import { MACHINES, modelOf } from './models.ts';

const part = (id: string) => ({ id, role: 'app', label: id }) as const;

/** The second of two panels, the first being a, b, [c over d] twice, e. */
function derived(edits: Partial<PanelSource>): Panel {
  const model = modelOf(compare(edits));
  if (model.kind !== 'compare') throw new Error('not a compare');
  return model.panels[1]!;
}

function compare(edits: Partial<PanelSource>): DiagramSource {
  const stack = [part('a'), part('b'), { repeat: 2, stack: [part('c'), part('d')] }, part('e')];
  return {
    kind: 'compare',
    panels: [
      { id: 'one', label: 'One', stack, beside: { e: [part('s')] } },
      { id: 'two', like: 'one', ...edits },
    ],
  };
}

function issuesOf(source: DiagramSource): [string, string][] {
  const result = deriveModel(source);
  return 'issues' in result ? result.issues.map((issue) => [issue.path.join('.'), issue.rule]) : [];
}

const ids = (panel: Panel) =>
  partsOfTiers(panel.tiers)
    .map((floor) => floor.id)
    .join(' ');

describe('a panel like another', () => {
  test('is a copy of it with its own id, and its name unless it has one of its own', () => {
    expect(derived({})).toMatchObject({ id: 'two', label: { und: ['One'] } });
    expect(derived({ label: { en: 'Two', ko: '둘' } }).label).toEqual({ en: ['Two'], ko: ['둘'] });
    expect(ids(derived({}))).toBe('a b c d e');
  });

  test('loses what is removed, in columns and beside floors too', () => {
    expect(ids(derived({ remove: ['b', 'd'] }))).toBe('a c e');
    expect(derived({ remove: ['s'] }).beside).toEqual({});
    expect(derived({ remove: ['e'] }).beside).toEqual({});
  });

  test('loses a column with its last floor', () => {
    const panel = derived({ remove: ['c', 'd'] });
    expect(panel.tiers.map((tier) => tier.kind)).toEqual(['part', 'part', 'part']);
  });

  test('has changed parts in the places of the old, with what stands beside them', () => {
    const panel = derived({ change: { e: part('x'), c: part('y') } });
    expect(ids(panel)).toBe('a b y d x');
    expect(panel.beside).toHaveProperty('x');
  });

  test('may let two parts change places', () => {
    expect(ids(derived({ change: { a: part('b'), b: part('a') } }))).toBe('b a c d e');
  });

  test('has added floors above or below others, in the same column', () => {
    const panel = derived({
      add: [
        { above: 'd', tier: part('x') },
        { below: 'e', tier: part('y') },
      ],
    });
    expect(ids(panel)).toBe('a b c x d e y');
    expect(panel.tiers[2]).toMatchObject({ kind: 'columns', repeat: 2, columns: [{ length: 3 }] });
  });

  test('repeats the nearest columns around a part, or else the part', () => {
    const panel = derived({ repeat: { c: 4, a: 3 } });
    expect(panel.tiers.map((tier) => tier.repeat)).toEqual([3, 1, 4, 1]);
  });

  test('repeats the inner of two columns around a part, and a repeated part itself', () => {
    const stack = [
      { repeat: 2, stack: [{ repeat: 2, stack: [part('c'), { ...part('d'), repeat: 2 }] }, part('k')] },
    ];
    const model = modelOf({
      kind: 'compare',
      panels: [
        { id: 'one', stack },
        { id: 'two', like: 'one', repeat: { c: 1, d: 3, k: 4 } },
      ],
    });
    expect(model).toMatchObject({
      panels: [
        {},
        { tiers: [{ repeat: 4, columns: [[{ repeat: 1, columns: [[{ repeat: 1 }, { repeat: 3 }]] }, {}]] }] },
      ],
    });
  });

  test('has its edits done in order: remove, change, add, repeat, beside', () => {
    const panel = derived({
      beside: { z: [part('t')] },
      repeat: { z: 2 },
      add: [{ below: 'x', tier: part('z') }],
      change: { e: part('x') },
      remove: ['a', 'b', 'c', 'd', 's'],
    });
    expect(ids(panel)).toBe('x z');
    expect(panel.tiers.map((tier) => tier.repeat)).toEqual([1, 2]);
    expect(panel.beside).toEqual({ z: [{ ...part('t'), label: { und: ['t'] } }] });
  });

  test('may be like a later panel, or like one that is like another', () => {
    const model = modelOf({
      kind: 'compare',
      panels: [
        { id: 'p', like: 'q', add: [{ above: 'a', tier: part('x') }] },
        { id: 'q', like: 'r', remove: ['b'] },
        { id: 'r', stack: [part('a'), part('b')] },
      ],
    });
    expect(partsOf(model).map((named) => named.path)).toEqual(['p/x', 'p/a', 'q/a', 'r/a', 'r/b']);
  });
});

describe('what cannot be derived is an issue', () => {
  test.each<[string, Partial<PanelSource>, [string, string]]>([
    ['a panel like none there is', { like: 'three' }, ['panels.1.like', 'unknown-panel']],
    ['a panel like itself', { like: 'two' }, ['panels.1.like', 'like-cycle']],
    ['both stack and like', { stack: [part('a')] }, ['panels.1.like', 'stack-or-like']],
    ['neither stack nor like', { like: undefined }, ['panels.1', 'stack-or-like']],
    [
      'edits without like',
      { like: undefined, stack: [part('a')], remove: ['a'] },
      ['panels.1.remove', 'edit-without-like'],
    ],
    ['removing what is not there', { remove: ['a', 'x'] }, ['panels.1.remove.1', 'unknown-part']],
    ['changing what is not there', { change: { x: part('y') } }, ['panels.1.change.x', 'unknown-part']],
    [
      'changing what was removed',
      { remove: ['a'], change: { a: part('y') } },
      ['panels.1.change.a', 'unknown-part'],
    ],
    ['repeating what is not there', { repeat: { x: 2 } }, ['panels.1.repeat.x', 'unknown-part']],
    ['repeating what stands beside', { repeat: { s: 2 } }, ['panels.1.repeat.s', 'unknown-part']],
    ['standing beside nothing', { beside: { x: [part('y')] } }, ['panels.1.beside.x', 'unknown-part']],
    [
      'adding at an unknown part',
      { add: [{ above: 'x', tier: part('y') }] },
      ['panels.1.add.0.above', 'unknown-part'],
    ],
    ['adding nowhere', { add: [{ tier: part('y') }] }, ['panels.1.add.0', 'add-needs-place']],
    [
      'adding in two places',
      { add: [{ above: 'a', below: 'a', tier: part('y') }] },
      ['panels.1.add.0', 'add-needs-place'],
    ],
    [
      'adding an id that is taken',
      { add: [{ above: 'a', tier: part('b') }] },
      ['panels.1.add', 'duplicate-id'],
    ],
    [
      'changing to an id that is taken',
      { change: { a: part('b') } },
      ['panels.1.change.a.id', 'duplicate-id'],
    ],
    ['putting beside what is a floor', { beside: { a: [part('b')] } }, ['panels.1.beside.a', 'duplicate-id']],
    ['removing every floor', { remove: ['a', 'b', 'c', 'd', 'e'] }, ['panels.1.remove', 'empty-panel']],
    ['more columns than fit anywhere', { repeat: { c: 13 } }, ['panels.1', 'too-many-columns']],
    ['the id of another panel', { id: 'one' }, ['panels.1.id', 'duplicate-id']],
    ['a label without text', { label: { en: 'Two', ko: ' ' } }, ['panels.1.label.ko', 'empty-label']],
    ['a label without languages', { label: {} }, ['panels.1.label', 'empty-label']],
  ])('%s', (_, edits, issue) => {
    expect(issuesOf(compare(edits))).toContainEqual(issue);
  });

  test('two panels like each other', () => {
    const panels: PanelSource[] = [
      { id: 'p', like: 'q' },
      { id: 'q', like: 'p' },
    ];
    expect(issuesOf({ kind: 'compare', panels })).toEqual([['panels.1.like', 'like-cycle']]);
  });

  test('an id twice in a stack, in another column or beside a floor', () => {
    const source: DiagramSource = {
      kind: 'stack',
      stack: [{ columns: [[part('a')], [part('a')]] }, part('b')],
      beside: { b: [part('b')] },
    };
    expect(issuesOf(source)).toEqual([
      ['stack.0.columns.1.0.id', 'duplicate-id'],
      ['beside.b.0.id', 'duplicate-id'],
    ]);
  });

  test('a layer that is on a writable one, unnamed, twice there or from no instruction', () => {
    const source: DiagramSource = {
      kind: 'layers',
      layers: [
        { id: 'base', line: 'FORM scratch' },
        { id: 'rw', writable: true, line: 'RUN x', changed: ['y'] },
        { id: 'base', line: 'RUN x' },
        { id: 'none' },
      ],
    };
    expect(issuesOf(source)).toEqual([
      ['layers.0.line', 'unknown-instruction'],
      ['layers.1.line', 'writable-line'],
      ['layers.1.changed', 'writable-changed'],
      ['layers.2.id', 'duplicate-id'],
      ['layers.2', 'writable-below'],
      ['layers.3', 'writable-below'],
      ['layers.3', 'nameless-layer'],
    ]);
  });

  test('a link twice in a chain, and an arrow from the last link', () => {
    const links = [
      { id: 'a', label: 'a', via: 'x' },
      { id: 'a', label: 'b', via: 'y' },
    ];
    expect(issuesOf({ kind: 'chain', links })).toEqual([
      ['links.1.id', 'duplicate-id'],
      ['links.1.via', 'via-to-nothing'],
    ]);
  });
});

describe('layers', () => {
  const lines = ['FROM node', 'WORKDIR /app', 'COPY a .', 'ENV A=1', 'RUN npm ci', 'CMD x'];
  const layersOf = (changed: number | undefined) => {
    const layers = lines.map((line, at) => ({
      id: `l${at}`,
      line,
      ...(at === changed && { changed: ['f'] }),
    }));
    const model = modelOf({ kind: 'layers', layers: [...layers, { id: 'rw', writable: true }] });
    return model.kind === 'layers' ? model.layers : [];
  };

  test('know what their line leaves in the image', () => {
    expect(layersOf(undefined).map((layer) => layer.adds)).toEqual([
      'base',
      'files',
      'files',
      'metadata',
      'files',
      'metadata',
      'files',
    ]);
  });

  test('are rebuilt from the first change on, but for the writable one, which no build makes', () => {
    expect(layersOf(2).map((layer) => layer.state)).toEqual([
      'cached',
      'cached',
      'rebuilt',
      'rebuilt',
      'rebuilt',
      'rebuilt',
      undefined,
    ]);
  });

  const stages = [
    { id: 'go', stage: 'build', line: 'FROM golang AS build' },
    { id: 'src', stage: 'build', line: 'COPY . .', changed: ['main.go'] },
    { id: 'test', stage: 'test', line: 'FROM build AS test' },
    { id: 'run', stage: 'test', line: 'RUN go test' },
    { id: 'base', stage: 'image', line: 'FROM nginx' },
    { id: 'app', stage: 'image', line: 'COPY --from=build /app /app' },
  ];

  test('of several stages hang on the stage that they go on from, or copy from', () => {
    const model = modelOf({ kind: 'layers', layers: stages });
    const layers = model.kind === 'layers' ? model.layers : [];
    expect(layers.map(({ id, from, state }) => [id, from, state])).toEqual([
      ['go', undefined, 'cached'],
      ['src', undefined, 'rebuilt'],
      ['test', 'build', 'rebuilt'],
      ['run', undefined, 'rebuilt'],
      ['base', undefined, 'cached'],
      ['app', 'build', 'checked'],
    ]);
  });

  test('of one stage stand together', () => {
    const result = deriveModel({
      kind: 'layers',
      layers: [...stages, { id: 'x', stage: 'build', line: 'RUN ls' }],
    });
    expect('issues' in result && result.issues.map(({ path, rule }) => [path.join('.'), rule])).toEqual([
      ['layers.6.stage', 'stage-apart'],
    ]);
  });

  test('have no state if nothing is said to change', () => {
    expect(layersOf(undefined).some((layer) => 'state' in layer)).toBe(false);
  });
});

test('the machines of the authoring guide are a valid model', () => {
  const model = modelOf(MACHINES);
  expect(modelFaults(model)).toEqual([]);
  expect(
    partsOf(model)
      .map((named) => named.path)
      .join(' '),
  ).toBe('vm/app vm/libs vm/guest vm/hypervisor vm/hw ct/app ct/libs ct/kernel ct/engine ct/hw');
});
