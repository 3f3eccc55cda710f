import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AltItem, describeScene, narrateEdits } from '../../../src/diagram/alternative.ts';
import { actualOf, type ClusterModel } from '../../../src/diagram/cluster/model.ts';
import { deriveModel } from '../../../src/diagram/derive.ts';
import { diffModels } from '../../../src/diagram/edits.ts';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { Rect } from '../../../src/diagram/layout/drawing.ts';
import type { DiagramSource } from '../../../src/diagram/schema.ts';
import { stageDiagram } from '../../../src/diagram/stage.ts';
import { clusterModels } from '../list-models.ts';
import { modelOf, sceneOf } from '../models.ts';

type Source = Extract<DiagramSource, { kind: 'cluster' }>;

const SHOP: Source = {
  kind: 'cluster',
  nodes: [
    { id: 'cp', label: 'control-1', role: 'control-plane' },
    { id: 'n1', label: 'node-1' },
    { id: 'n2', label: 'node-2', ready: false },
  ],
  workloads: [
    { id: 'web', label: 'web', desired: 3 },
    { id: 'api', label: { en: 'API', ko: 'API' }, desired: 2 },
  ],
  pods: { web: ['n1', 'n2', null], api: ['n1', 'n1'] },
};
const shop = modelOf(SHOP) as ClusterModel;

const draw = (model: ClusterModel, width: number, lang = 'en') =>
  `\n${plainRows(drawScene(sceneOf(model, { highlight: ['nodes/n2'] }), { width, lang, charset: 'unicode' })).join('\n')}\n`;

describe('the authored form of a cluster', () => {
  test('in short gives each workload its pods, and a pod without a node waits', () => {
    expect(shop.pods.map(({ id, node, state }) => [id, node, state])).toEqual([
      ['web-1', 'n1', 'running'],
      ['web-2', 'n2', 'running'],
      ['web-3', undefined, 'pending'],
      ['api-1', 'n1', 'running'],
      ['api-2', 'n1', 'running'],
    ]);
  });

  test('written out says the same', () => {
    const pods = shop.pods.map(({ id, node, workload, state }) => ({
      id,
      label: id,
      ...(node !== undefined && { node }),
      ...(workload !== undefined && { workload }),
      state,
    }));
    expect(modelOf({ ...SHOP, pods })).toEqual(shop);
  });

  const issues = (change: Partial<Source>) => {
    const result = deriveModel({ ...SHOP, ...change });
    return 'issues' in result
      ? result.issues.map(({ path, rule, hint }) => [path.join('.'), rule, hint])
      : [];
  };

  test.each<[string, Partial<Source>, unknown[]]>([
    [
      'an unknown node',
      { pods: [{ id: 'p', node: 'n3' }] },
      ['pods.0.node', 'unknown-node', 'did you mean `n1`'],
    ],
    [
      'an unknown node in short',
      { pods: { web: ['n1', 'nord'] } },
      ['pods.web.1', 'unknown-node', 'it has cp, n1, n2'],
    ],
    [
      'an unknown workload',
      { pods: [{ id: 'p', node: 'n1', workload: 'wed' }] },
      ['pods.0.workload', 'unknown-workload', 'did you mean `web`'],
    ],
    [
      'an unknown workload in short',
      { pods: { apo: ['n1'] } },
      ['pods.apo', 'unknown-workload', 'did you mean `api`'],
    ],
    [
      'a node twice',
      { nodes: [...SHOP.nodes, { id: 'n1', label: 'again' }] },
      ['nodes.3.id', 'duplicate-id', undefined],
    ],
    ['a pod twice', { pods: [{ id: 'p' }, { id: 'p' }] }, ['pods.1.id', 'duplicate-id', undefined]],
    [
      'a workload twice',
      { workloads: [...SHOP.workloads!, { id: 'web', label: 'x', desired: 1 }] },
      ['workloads.2.id', 'duplicate-id', undefined],
    ],
    [
      'a pod that runs nowhere',
      { pods: [{ id: 'p', state: 'running' }] },
      ['pods.0.state', 'runs-nowhere', 'give its `node`'],
    ],
  ])('is refused with %s', (_, change, issue) => {
    expect(issues(change)).toEqual([issue]);
  });
});

describe('the picture of a cluster', () => {
  test('has what is wanted above, nodes side by side, and pods without a node below', () => {
    expect(draw(shop, 80)).toBe(`
  web  wanted 3, running 1  ●○○
  API  wanted 2, running 2  ●●

┌───────────────────┐  ┌───────────────────┐  ┏━━━━━━━━━━━━━━━━━━━┓
│ control-1         │  │ node-1            │  ┃▸node-2            ┃
│ control plane     │  │ worker            │  ┃ worker, not ready ┃
│                   │  │ ┌─────────┐       │  ┃ ┌─────────┐       ┃
│                   │  │ │ web-1   │       │  ┃ │ web-2   │       ┃
│                   │  │ └─────────┘       │  ┃ │ unknown │       ┃
│                   │  │ ┌─────────┐       │  ┃ └─────────┘       ┃
│                   │  │ │ api-1   │       │  ┃                   ┃
│                   │  │ └─────────┘       │  ┃                   ┃
│                   │  │ ┌─────────┐       │  ┃                   ┃
│                   │  │ │ api-2   │       │  ┃                   ┃
│                   │  │ └─────────┘       │  ┃                   ┃
└───────────────────┘  └───────────────────┘  ┗━━━━━━━━━━━━━━━━━━━┛
pending, on no node
┌─────────┐
│ web-3   │
└─────────┘
`);
  });

  test('puts nodes one under the other where there is no room', () => {
    expect(draw(shop, 40, 'ko')).toBe(`
  web  필요한 수 3, 실행 중 1  ●○○
  API  필요한 수 2, 실행 중 2  ●●

┌───────────────────────────────┐
│ control-1                     │
│ 컨트롤 플레인                 │
└───────────────────────────────┘
┌───────────────────────────────┐
│ node-1                        │
│ 워커                          │
│ ┌────────────┐ ┌────────────┐ │
│ │ web-1      │ │ api-1      │ │
│ └────────────┘ └────────────┘ │
│ ┌────────────┐                │
│ │ api-2      │                │
│ └────────────┘                │
└───────────────────────────────┘
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃▸node-2                        ┃
┃ 워커, 준비되지 않음           ┃
┃ ┌────────────┐                ┃
┃ │ web-2      │                ┃
┃ │ 알 수 없음 │                ┃
┃ └────────────┘                ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
대기 중, 아직 노드에 없음
┌────────────┐
│ web-3      │
└────────────┘
`);
  });

  test('holds each pod inside its node, and pods on no node in none', () => {
    const inside = (inner: Rect, outer: Rect) =>
      inner.x > outer.x &&
      inner.y > outer.y &&
      inner.x + inner.width < outer.x + outer.width &&
      inner.y + inner.height < outer.y + outer.height;
    fc.assert(
      fc.property(clusterModels, fc.integer({ min: 20, max: 160 }), (model, width) => {
        const { parts } = drawScene(sceneOf(model), { width, lang: 'en', charset: 'unicode' });
        for (const pod of model.pods) {
          const place = parts.get(`pods/${pod.id}`)![0]!;
          const around = model.nodes.filter(({ id }) => inside(place, parts.get(`nodes/${id}`)![0]!));
          expect(around.map(({ id }) => id)).toEqual(pod.node === undefined ? [] : [pod.node]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('counts the pods that run on nodes that are ready, in numbers and in marks', () => {
    fc.assert(
      fc.property(clusterModels, (model) => {
        const rows = plainRows(drawScene(sceneOf(model), { width: 200, lang: 'en', charset: 'unicode' }));
        model.workloads.forEach(({ id, desired }, index) => {
          const running = actualOf(model, id);
          const row = rows[index]!;
          expect(row).toContain(`wanted ${desired}, running ${running}`);
          expect([...row].filter((sign) => sign === '●')).toHaveLength(running);
          expect([...row].filter((sign) => sign === '○')).toHaveLength(Math.max(0, desired - running));
        });
      }),
    );
  });

  test('shows no title over pods that are hidden', () => {
    const { frames } = stageDiagram(shop, { use: 'm', reveal: ['nodes/n1', 'pods/web-1'] });
    const rows = plainRows(drawScene(frames[0]!, { width: 80, lang: 'en', charset: 'unicode' }));
    expect(rows.join('\n')).not.toContain('on no node');
    expect(rows).toHaveLength(
      plainRows(drawScene(sceneOf(shop), { width: 80, lang: 'en', charset: 'unicode' })).length,
    );
  });
});

describe('a cluster in words', () => {
  const lines = (items: readonly AltItem[], indent = ''): string[] =>
    items.flatMap((item) => [indent + item.text, ...lines(item.children, `${indent}  `)]);

  test('says what is wanted, each node with its pods, and what waits', () => {
    expect(lines(describeScene(sceneOf(shop), 'en'))).toEqual([
      'Wanted and running:',
      '  web (wanted 3, running 1)',
      '  API (wanted 2, running 2)',
      'The nodes, and the pods on each:',
      '  control-1 (control plane; no pods)',
      '  node-1 (worker)',
      '    web-1 (running; of web)',
      '    api-1 (running; of API)',
      '    api-2 (running; of API)',
      '  node-2 (worker; not ready)',
      '    web-2 (unknown; of web)',
      'On no node:',
      '  web-3 (pending; of web)',
    ]);
  });

  test('says so in Korean', () => {
    expect(lines(describeScene(sceneOf(shop), 'ko')).slice(3, 6)).toEqual([
      '노드와 그 위의 파드:',
      '  control-1(컨트롤 플레인; 파드 없음)',
      '  node-1(워커)',
    ]);
  });

  test('narrates a node that is lost, the pod that goes with it, and the new one elsewhere', () => {
    const later = modelOf({
      ...SHOP,
      nodes: SHOP.nodes.map((node) => ({ ...node, ready: node.id !== 'n1' })),
      workloads: [{ id: 'web', label: 'web', desired: 4 }, SHOP.workloads![1]!],
      pods: [
        { id: 'web-2', node: 'n2', workload: 'web', state: 'failed' },
        { id: 'web-3', node: 'n2', workload: 'web' },
        { id: 'web-4', node: 'cp', workload: 'web' },
      ],
    });
    const edits = diffModels(shop, later);
    expect(narrateEdits(edits, 'en')).toEqual([
      'Pod web-1, on node n1: gone.',
      'Pod api-1, on node n1: gone.',
      'Pod api-2, on node n1: gone.',
      'Node node-1: not ready any more.',
      'Node node-2: ready again.',
      'web: 4 wanted now.',
      'Pod web-2: now failed.',
      'Pod web-3: now on node n2.',
      'Pod web-4: new, on node cp.',
    ]);
    expect(narrateEdits(edits, 'ko')[0]).toBe('파드 web-1(n1 노드): 없어짐.');
  });
});
