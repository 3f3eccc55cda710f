/** Models for property tests, and the machines of the authoring guide. */
import fc from 'fast-check';
import { changeScene } from '../../src/diagram/changes.ts';
import { deriveModel } from '../../src/diagram/derive.ts';
import { withStates } from '../../src/diagram/derive-layers.ts';
import type { ListModel } from '../../src/diagram/groups.ts';
import {
  type ChainModel,
  type Layer,
  type LayersModel,
  type Link,
  type Model,
  type Panel,
  type Part,
  ROLES,
  type StackModel,
  type Tier,
} from '../../src/diagram/model.ts';
import { partsOf } from '../../src/diagram/parts.ts';
import type { Scene } from '../../src/diagram/scene.ts';
import type { DiagramSource } from '../../src/diagram/schema.ts';
import { partsOfTiers } from '../../src/diagram/tiers.ts';
import { label, text, word } from './labels.ts';
import { clusterModels, composeModels, engineModels } from './list-models.ts';

/** The model of an authored diagram that is known to be right. */
export function modelOf(source: DiagramSource): Model {
  const result = deriveModel(source);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.model;
}

/** A scene with nothing hidden or marked but what is given. */
export function sceneOf(model: Model, marks: Partial<Scene> = {}): Scene {
  return { model, hidden: [], highlight: [], notes: [], ...marks };
}

/** Virtual machines and containers, as the authoring guide has them. */
export const MACHINES: DiagramSource = {
  kind: 'compare',
  panels: [
    {
      id: 'vm',
      label: { en: 'Virtual machines', ko: '가상 머신' },
      stack: [
        {
          repeat: 2,
          stack: [
            { id: 'app', role: 'app', label: { en: 'App', ko: '앱' } },
            {
              id: 'libs',
              role: 'libs',
              label: { en: ['Bins/Libs', 'Libs'], ko: ['바이너리·라이브러리', '라이브러리'] },
            },
            { id: 'guest', role: 'os', label: { en: 'Guest OS', ko: ['게스트 운영체제', '게스트 OS'] } },
          ],
        },
        { id: 'hypervisor', role: 'hypervisor', label: { en: 'Hypervisor', ko: '하이퍼바이저' } },
        { id: 'hw', role: 'hardware', label: { en: 'Hardware', ko: '하드웨어' } },
      ],
    },
    {
      id: 'ct',
      label: { en: 'Containers', ko: '컨테이너' },
      like: 'vm',
      remove: ['guest'],
      repeat: { app: 3 },
      change: {
        hypervisor: { id: 'kernel', role: 'kernel', label: { en: 'Host kernel', ko: '호스트 커널' } },
      },
      beside: { kernel: [{ id: 'engine', role: 'engine', label: { en: 'Engine', ko: '엔진' } }] },
    },
  ],
};

const role = fc.constantFrom(...ROLES);

const POOL = ['constructor', ...[...'abcdefghijklmno'].map((letter) => `p${letter}`)];

/** The shape of a stack, before its parts have ids. */
type Shape = { repeat: number; columns?: Shape[][] };
const { stack: shape } = fc.letrec<{ stack: Shape[]; tier: Shape }>((tie) => ({
  stack: fc.array(tie('tier'), { minLength: 1, maxLength: 4, depthIdentifier: 'stack' }),
  tier: fc.oneof(
    { depthIdentifier: 'stack', depthSize: 'small' },
    { weight: 3, arbitrary: fc.record({ repeat: fc.constantFrom(1, 1, 1, 2, 3, 6) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        repeat: fc.constantFrom(1, 1, 2, 3),
        columns: fc.array(tie('stack') as fc.Arbitrary<Shape[]>, { minLength: 1, maxLength: 3 }),
      }),
    },
  ),
}));

function fill(shapes: readonly Shape[], next: () => Part): Tier[] {
  return shapes.map((tier) =>
    tier.columns
      ? { kind: 'columns', repeat: tier.repeat, columns: tier.columns.map((column) => fill(column, next)) }
      : { kind: 'part', repeat: tier.repeat, part: next() },
  );
}

const panel: fc.Arbitrary<Omit<Panel, 'id'>> = fc
  .record({
    shape,
    ids: fc.shuffledSubarray(POOL, { minLength: POOL.length }),
    parts: fc.array(fc.record({ role, label }), { minLength: POOL.length, maxLength: POOL.length }),
    label: fc.option(label, { nil: undefined }),
    beside: fc.array(fc.record({ floor: fc.nat(20), count: fc.integer({ min: 1, max: 2 }) }), {
      maxLength: 2,
    }),
  })
  .map(({ shape, ids, parts, label, beside }) => {
    let used = 0;
    const next = (): Part => {
      const id = ids[used] ?? `q${used}`;
      // A part keeps its label in most models, so that models have whole parts in common.
      const { role, label } = parts[used % parts.length]!;
      used++;
      return { id, role, label };
    };
    const tiers = fill(shape, next);
    const floors = partsOfTiers(tiers);
    const besideFloors: Record<string, readonly Part[]> = {};
    for (const { floor, count } of beside) {
      besideFloors[floors[floor % floors.length]!.id] = Array.from({ length: count }, next);
    }
    return { ...(label && { label }), tiers, beside: besideFloors };
  });

export const stackModels: fc.Arbitrary<StackModel> = fc.oneof(
  panel.map((only): StackModel => ({ kind: 'stack', panels: [{ id: '', ...only }] })),
  compares(),
);

function compares(): fc.Arbitrary<StackModel> {
  return fc
    .tuple(
      fc.shuffledSubarray(['vm', 'ct', 'metal', 'wasm'], { minLength: 1, maxLength: 3 }),
      panel,
      panel,
      panel,
    )
    .map(([ids, ...panels]) => ({
      kind: 'compare',
      panels: ids.map((id, index) => ({ id, ...panels[index]! })),
    }));
}

export const compareModels = compares();

const layer = fc.record(
  {
    line: text.map((words) => `COPY ${words} .`),
    label: fc.option(label, { nil: undefined }),
    writable: fc.constant(false),
    adds: fc.constantFrom('files' as const, 'files' as const, 'metadata' as const, 'base' as const),
    changed: fc.option(fc.array(word(3, 9), { minLength: 1, maxLength: 2 }), { nil: undefined }),
  },
  { requiredKeys: ['writable', 'adds', 'line'] },
);

export const layersModels: fc.Arbitrary<LayersModel> = fc
  .record({
    ids: fc.shuffledSubarray(POOL, { minLength: 1, maxLength: 8 }),
    layers: fc.array(layer, { minLength: 8, maxLength: 8 }),
    writable: fc.constantFrom(0, 0, 1, 2, 3),
    stages: fc.constantFrom(0, 0, 1, 2, 3),
  })
  .map(({ ids, layers, writable, stages }) => {
    const image = ids.map((id, index): Layer => {
      const { label, changed, ...rest } = layers[index]!;
      const at = Math.floor((index * stages) / ids.length);
      return {
        id,
        ...rest,
        ...(label && { label }),
        ...(changed && { changed }),
        ...(stages > 0 && { stage: ['base', 'build', 'last'][at]! }),
        ...(at > 0 && index % 2 === 0 && { from: 'base', because: 'stage' as const }),
      };
    });
    const top = Array.from(
      { length: writable },
      (_, at): Layer => ({ id: `rw-${at}`, writable: true, adds: 'files' }),
    );
    return { kind: 'layers', layers: withStates([...image, ...top]) };
  });

export const chainModels: fc.Arbitrary<ChainModel> = fc
  .record({
    ids: fc.shuffledSubarray(POOL, { minLength: 1, maxLength: 8 }),
    links: fc.array(fc.record({ label, note: fc.option(label), via: fc.option(label) }), {
      minLength: 8,
      maxLength: 8,
    }),
  })
  .map(({ ids, links }) => ({
    kind: 'chain',
    links: ids.map((id, index): Link => {
      const { label, note, via } = links[index]!;
      return { id, label, ...(note && { note }), ...(via && { via }) };
    }),
  }));

export const models: fc.Arbitrary<Model> = fc.oneof(
  { weight: 3, arbitrary: stackModels },
  { weight: 1, arbitrary: layersModels },
  { weight: 1, arbitrary: chainModels },
  { weight: 1, arbitrary: composeModels },
  { weight: 1, arbitrary: clusterModels },
  { weight: 1, arbitrary: engineModels },
);

/** Two models of the same kind. */
export const modelPairs: fc.Arbitrary<[Model, Model]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(compareModels, compareModels) },
  { weight: 1, arbitrary: fc.tuple(layersModels, layersModels) },
  { weight: 1, arbitrary: fc.tuple(chainModels, chainModels) },
  { weight: 1, arbitrary: fc.tuple(composeModels, composeModels) },
  { weight: 1, arbitrary: fc.tuple(clusterModels, clusterModels) },
  { weight: 1, arbitrary: fc.tuple(engineModels, engineModels) },
) as fc.Arbitrary<[Model, Model]>;

/** Scenes with some parts hidden, highlighted and annotated. */
export const scenes: fc.Arbitrary<Scene> = models.chain((model) => {
  const paths = partsOf(model).map((part) => part.path);
  const some = fc.oneof(fc.constant([] as string[]), fc.subarray(paths));
  return fc
    .record({ hidden: some, highlight: some, annotated: some })
    .map(({ hidden, highlight, annotated }) => ({
      model,
      hidden,
      highlight,
      notes: annotated.map((path) => ({ path, text: { en: `note on ${path}` } })),
    }));
});

/** Two moments of one thing, for every kind that is lists of things. */
export const listPairs = modelPairs.filter(([before]) => !('panels' in before)) as fc.Arbitrary<
  [ListModel, ListModel]
>;

/** Scenes that show what became of each part since the moment before. */
export const changeScenes: fc.Arbitrary<Scene> = listPairs.map(([before, after]) =>
  changeScene(before, after),
);
