/** Drawings that were read and found good, and what holds for all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeScene } from '../../../src/diagram/changes.ts';
import type { EngineModel } from '../../../src/diagram/engine/model.ts';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { Scene } from '../../../src/diagram/scene.ts';
import type { Charset } from '../../../src/text/charset.ts';
import { cellsOf } from '../../helpers/joints.ts';
import { engineModels } from '../list-models.ts';
import { modelOf, sceneOf } from '../models.ts';
import { manyContainers } from './many-containers.ts';
import { modelOfSandbox, sandboxAfter } from './world-after.ts';

const draw = (scene: Scene, width: number, lang = 'en', charset: Charset = 'unicode') =>
  `\n${plainRows(drawScene(scene, { width, lang, charset })).join('\n')}\n`;

const base = [
  'run -d --name one alpine sleep 1d',
  'run -d --name two alpine sleep 1d',
  'exec one touch /x',
] as const;

describe('the picture of an engine', () => {
  it('has containers with their writable layers on the image that they share, the engine beside the kernel', () => {
    expect(draw(sceneOf(modelOfSandbox(sandboxAfter(...base))), 78)).toBe(`
  bridge ┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄
┌────────────────────┴──┐ ┌────────────────────┴──┐
│ one  running          │ │ two  running          │
│ writable layer: A /x  │ │ writable layer: empty │
├───────────────────────┴─┴───────────────────────┤
│ alpine:latest  read-only, 1 layer, 8.3 MB       │
└─────────────────────────────────────────────────┘

┌─────────────────────────────────────────────┐  ┌───────────────┐
│ Host kernel  runs the processes of one, two │  │ Docker Engine │
└─────────────────────────────────────────────┘  └───────────────┘
`);
  });

  it('shows what is new, changed and gone; what is gone has no process', () => {
    const before = modelOfSandbox(sandboxAfter(...base));
    const after = modelOfSandbox(
      sandboxAfter(...base, 'kill one', 'rm -f two', 'run --name three alpine false'),
    );
    expect(draw(changeScene(before, after), 60, 'ko', 'ascii')).toBe(`
  bridge ...................................*...
+=====================+ +-------------------+--+
|~one  종료됨(137)    | |xtwo  없어짐          |
| 쓰기: A /x          | | 쓰기: 비어 있음      |
+=====================+-+----------------------+
| alpine:latest  읽기 전용, 레이어 1개, 8.3 MB |
+----------------------------------------------+

+============================+
|+three  종료됨(1)           |
| 쓰기: 비어 있음            |
+============================+
| alpine:latest  같은 이미지 |
+----------------------------+

+--------------------------------------+  +-----------+
| 호스트 커널  실행 중인 컨테이너 없음 |  | 도커 엔진 |
+--------------------------------------+  +-----------+
`);
  });

  it('shows layers that images share as one floor below both', () => {
    const model = modelOf({
      kind: 'engine',
      images: [
        { id: 'app', layers: 2, on: 'base', bytes: 90_000_000 },
        { id: 'job', layers: 1, on: 'base' },
        { id: 'base', layers: 3 },
        { id: 'same', layers: 0, on: 'job' },
      ],
      containers: [
        { id: 'web', image: 'app', networks: ['front', 'back'], ports: ['8080:80'] },
        { id: 'db', image: 'base', networks: ['back'], volumes: { data: '/var/lib/db' }, health: 'healthy' },
        { id: 'old', image: 'same', exit: 137, changes: ['C /etc', 'C /etc/motd'] },
      ],
      networks: [{ id: 'front' }, { id: 'back' }, { id: 'spare' }],
      volumes: [{ id: 'data' }, { id: 'logs' }],
    });
    expect(draw(sceneOf(model), 78)).toBe(`
  front ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
  back ┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                    │                      │    ┌───────────────────────────┐
                    │    ┌─────────────────┴──┐ │ old  exited 137           │
                    │    │ web  running       │ │ writable: C /etc/motd     │
┌───────────────────┴──┐ │ 8080 → 80          │ ├───────────────────────────┤
│ db  running, healthy │ │ writable layer     │ │ same  no layer of its own │
│ data → /var/lib/db   │ ├────────────────────┤ ├───────────────────────────┤
│ writable layer       │ │ app  2 more layers │ │ job  1 more layer         │
├──────────────────────┴─┴────────────────────┴─┴───────────────────────────┤
│ base  read-only, 3 layers                                                 │
└───────────────────────────────────────────────────────────────────────────┘

 Networks  spare (no container uses it)
 Volumes   data   logs (no container uses it)
┌────────────────────────────────────────────┐  ┌───────────────┐
│ Host kernel  runs the processes of web, db │  │ Docker Engine │
└────────────────────────────────────────────┘  └───────────────┘
`);
  });

  it('draws an image once more in the next band where its containers have no room side by side', () => {
    const model = modelOf({
      kind: 'engine',
      images: [{ id: 'alpine' }],
      containers: [
        { id: 'one', image: 'alpine', changes: [] },
        { id: 'two', image: 'alpine', changes: ['A /a-file-with-a-long-name'] },
      ],
    });
    expect(draw(sceneOf(model), 34)).toBe(`
┌────────────────────────────┐
│ one  running               │
│ writable layer: empty      │
├────────────────────────────┤
│ alpine  read-only, 1 layer │
└────────────────────────────┘

┌────────────────────────────────┐
│ two  running                   │
│ writable: 1 change             │
├────────────────────────────────┤
│ alpine  once more              │
└────────────────────────────────┘

┌───────────────────┐  ┌────────┐
│ Kernel            │  │ Engine │
│ runs 2 containers │  │        │
└───────────────────┘  └────────┘
`);
  });

  it('says what it leaves out, and that there is nothing', () => {
    const empty: EngineModel = { kind: 'engine', images: [], networks: [], volumes: [], containers: [] };
    expect(
      draw(sceneOf({ ...empty, leftOut: { images: 1, containers: 12, networks: 0, volumes: 0 } }), 78),
    ).toBe(`
 No containers, images or volumes yet
┌────────────────────────────────┐  ┌───────────────┐
│ Host kernel  runs no container │  │ Docker Engine │
└────────────────────────────────┘  └───────────────┘
 Not in the picture: 12 containers, 1 image
`);
  });
});

describe('any picture of an engine', () => {
  const pictures = fc.tuple(engineModels, fc.integer({ min: 40, max: 140 }));
  const drawingOf = (model: EngineModel, width: number) =>
    drawScene(sceneOf(model), { width, lang: 'en', charset: 'unicode' });

  it('has as many dots on a rail as containers are attached to it, each over one of them', () => {
    fc.assert(
      fc.property(pictures, ([model, width]) => {
        const { parts, ...drawing } = drawingOf(model, width);
        const cells = cellsOf(plainRows({ parts, ...drawing }));
        const expected = model.containers.flatMap(({ id, networks }) =>
          networks.map((network) => [id, network]),
        );
        const found = cells.flatMap((row, y) =>
          row.flatMap((char, x) => {
            if (char !== '●') return [];
            const below = model.containers.filter(({ id }) =>
              parts
                .get(`containers/${id}`)
                ?.some((box) => box.x < x && x < box.x + box.width - 1 && box.y > y),
            );
            // Of several containers in this column, that of this band is the highest below the dot.
            const top = (id: string) => parts.get(`containers/${id}`)?.find((box) => box.y > y)?.y ?? 0;
            const [owner] = below.toSorted((a, b) => top(a.id) - top(b.id));
            const rail = model.networks.find(({ id }) =>
              parts
                .get(`networks/${id}`)
                ?.some((name) => name.y === y || (name.y === y - 1 && !isRail(cells, name.y))),
            );
            return [[owner?.id ?? 'nobody', rail?.id ?? 'no rail']];
          }),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('has every container on layers of its image, and none on the engine', () => {
    fc.assert(
      fc.property(pictures, ([model, width]) => {
        const { parts } = drawingOf(model, width);
        for (const { id, image } of model.containers) {
          const [box] = parts.get(`containers/${id}`) ?? [];
          const floors = parts.get(`images/${image}`) ?? [];
          const stands = floors.some(
            (floor) =>
              floor.y === box!.y + box!.height - 1 &&
              floor.x <= box!.x &&
              box!.x + box!.width <= floor.x + floor.width,
          );
          expect(stands).toBe(true);
        }
      }),
    );
  });

  it('has each of 100 containers in its place', () => {
    const model = manyContainers(100);
    const { parts } = drawingOf(model, 120);
    for (const { id } of model.containers) expect(parts.get(`containers/${id}`)).toHaveLength(1);
  });
});

function isRail(cells: ReturnType<typeof cellsOf>, y: number): boolean {
  return cells[y]?.includes('┄') ?? false;
}
