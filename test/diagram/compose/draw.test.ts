/** Drawings of Compose projects that were read and found good, and laws that all of them keep. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComposeModel } from '../../../src/diagram/compose/model.ts';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { Drawing } from '../../../src/diagram/layout/drawing.ts';
import { partsOf } from '../../../src/diagram/parts.ts';
import type { Scene } from '../../../src/diagram/scene.ts';
import { stageDiagram } from '../../../src/diagram/stage.ts';
import type { Charset } from '../../../src/text/charset.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { type Cells, cellsOf } from '../../helpers/joints.ts';
import { composeModels } from '../list-models.ts';
import { sceneOf } from '../models.ts';
import { project, shop } from './projects.ts';

function draw(scene: Scene, width: number, lang = 'en', charset: Charset = 'unicode'): string {
  return `\n${plainRows(drawScene(scene, { width, lang, charset })).join('\n')}\n`;
}

describe('a project', () => {
  test('has its services in a row: ports above, rails with dots below, volumes at the bottom', () => {
    expect(draw(sceneOf(shop), 100)).toBe(`
┌────────────────────────────────────────────────────────────────────┐
│ 8080                                                          host │
└─┬──────────────────────────────────────────────────────────────────┘
  ▼ 80
┌────────────────────┐  ┌────────────────────┐  ┌────────────────────┐
│ proxy              │  │ api ×3             │  │ db                 │
│ nginx:1.29         │  │ build ./api        │  │ postgres:17        │
│ after api          │  │ after db (healthy) │  │                    │
└─┬──────────────────┘  └─┬──────────────────┘  └─┬────┬─────────────┘
┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄┄┄┄  front network
┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄┄┄┄  back network (internal)
                                                       │
                                                ┌──────┴──────┐
                                                │ data volume │
                                                └─────────────┘
`);
  });

  test('stands one service a row where there is less room, in Korean and ASCII, with what is marked', () => {
    const scene = sceneOf(shop, { highlight: ['networks/back', 'services/db'] });
    expect(draw(scene, 60, 'ko', 'ascii')).toBe(`
+-----------+                >back 네트워크 (내부 전용) :
| 호스트    |                         front 네트워크 :  :
|           |   +---------------------------------+  :  :
| 8080 > 80 +-->| proxy                           +--*  :
|           |   | nginx:1.29   api 시작 후        |  :  :
|           |   +---------------------------------+  :  :
|           |   +---------------------------------+  :  :
|           |   | api x3                          +--*--*
|           |   | 빌드 ./api   db healthy 확인 후 |  :  :
|           |   +---------------------------------+  :  :
|           |   +=================================+  :  :
|           |   |>db                              +-----*
|           |   | postgres:17   볼륨 data         |  :  :
+-----------+   +=================================+  :  :
+-----------+
| data 볼륨 |
+-----------+
`);
  });

  test('keeps the room of what is not revealed, and nobody speaks of it', () => {
    const reveal = ['services/proxy', 'services/api', 'networks/front'];
    const { frames } = stageDiagram(shop, { use: 'shop', reveal });
    expect(draw(frames[0]!, 73).trimEnd()).toBe(`
┌─────────────────────────────────────────────────────┐
│ 8080                                           host │
└─┬───────────────────────────────────────────────────┘
  ▼ 80
┌────────────┐  ┌────────────────────┐
│ proxy      │  │ api ×3             │
│ nginx:1.29 │  │ build ./api        │
│ after api  │  │                    │
└─┬──────────┘  └─┬──────────────────┘
┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄  front`);
  });

  test('has shared volumes reach from their first user to their last, none crossing another', () => {
    const media = project({
      services: {
        up: { image: 'up', volumes: ['media:/m', 'temp:/t', 'own:/o'] },
        web: { image: 'web', volumes: ['logs:/l'], ports: ['80:80', '443:443'] },
        resize: { image: 'resize', volumes: ['media:/m', 'temp:/t'] },
      },
      volumes: { media: null, temp: null, own: { external: true }, logs: null },
    });
    expect(draw(sceneOf(media), 76, 'ko')).toBe(`
┌─────────────────────────────────────────────────────┐
│                             80    443        호스트 │
└─────────────────────────────┬─────┬─────────────────┘
                              ▼ 80  ▼ 443
┌────────────────────────┐  ┌─────────────┐  ┌────────┐
│ up                     │  │ web         │  │ resize │
│ up                     │  │ web         │  │ resize │
└─┬──────┬───────────┬─┬─┘  └─┬───┬───────┘  └─┬─┬─┬──┘
┄┄●┄┄┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄│┄│┄┄┄┄┄┄●┄┄┄│┄┄┄┄┄┄┄┄┄┄┄┄●┄│┄│┄┄┄  default 네트워크
         │           │ │          │              │ │
┌────────┴────────┐  │ │    ┌─────┴─────┐        │ │
│ own 볼륨 (외부) │  │ │    │ logs 볼륨 │        │ │
└─────────────────┘  │ │    └───────────┘        │ │
                     │┌┴─────────────────────────┴┐│
                     ││ media 볼륨                ││
                     │└───────────────────────────┘│
                    ┌┴─────────────────────────────┴┐
                    │ temp 볼륨                     │
                    └───────────────────────────────┘
`);
  });

  test('names volumes in the boxes of their users where lines would cross, and says who has no network', () => {
    const crossing = project({
      services: {
        a: { image: 'one', volumes: ['xx:/x'] },
        b: { image: 'two', volumes: ['yy:/y'], network_mode: 'none' },
        c: { image: 'three', volumes: ['xx:/x'], network_mode: 'host' },
        d: { image: 'four', volumes: ['yy:/y'], network_mode: 'service:a' },
      },
      volumes: { xx: null, yy: null },
    });
    expect(draw(sceneOf(crossing), 90)).toBe(`
┌───────────┐  ┌────────────┐  ┌────────────────────┐  ┌──────────────┐
│ a         │  │ b          │  │ c                  │  │ d            │
│ one       │  │ two        │  │ three              │  │ four         │
│ volume xx │  │ no network │  │ the host's network │  │ network of a │
│           │  │ volume yy  │  │ volume xx          │  │ after a      │
│           │  │            │  │                    │  │ volume yy    │
└─┬─────────┘  └────────────┘  └────────────────────┘  └──────────────┘
┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄  default network

┌───────────┐ ┌───────────┐
│ xx volume │ │ yy volume │
└───────────┘ └───────────┘
`);
  });

  test('marks a host folder whose path is cut short, so that its end is not read as a path of its own', () => {
    const code = project({
      services: {
        web: { image: 'node', volumes: ['./services/storefront/frontend/source:/source', './api:/api'] },
        db: { image: 'postgres' },
      },
    });
    const drawn = draw(sceneOf(code), 40);
    expect(drawn).toContain('host: …/source');
    expect(drawn).toContain('host: ./api');
    expect(draw(sceneOf(code), 40, 'en', 'ascii')).toContain('host: .../source');
  });
});

describe('any project, at any width', () => {
  const widths = fc.integer({ min: 20, max: 200 });
  const drawings = fc
    .tuple(composeModels, widths, fc.constantFrom('en', 'ko'))
    .chain(([model, width, lang]) =>
      fc.subarray(partsOf(model).map(({ path }) => path)).map((hidden) => ({ model, width, lang, hidden })),
    )
    .map(({ model, width, lang, hidden }) => {
      const scene = sceneOf(model, { hidden });
      const drawing = drawScene(scene, { width, lang, charset: 'unicode' });
      return { model, hidden, drawing, cells: cellsOf(plainRows(drawing)) };
    });

  test('has a dot on a rail exactly where a service is attached', () => {
    let rails = 0;
    fc.assert(
      fc.property(drawings, ({ model, hidden, drawing, cells }) => {
        for (const service of model.services) {
          for (const network of model.networks) {
            const paths = [`services/${service.id}`, `networks/${network.id}`] as const;
            if (paths.some((path) => hidden.includes(path))) continue;
            const dots = dotsAt(drawing, cells, ...paths);
            if (dots === undefined) continue;
            rails++;
            const attached = service.mode === undefined && service.networks.includes(network.id);
            expect(dots, cells.map((row) => row.join('')).join('\n')).toBe(attached ? 1 : 0);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(rails).toBeGreaterThan(100);
  });

  test('has a line into each volume from each of its users, or into none', () => {
    let lines = 0;
    fc.assert(
      fc.property(drawings, ({ model, hidden, drawing, cells }) => {
        const counts = model.volumes
          .filter(({ id }) => !hidden.includes(`volumes/${id}`))
          .map(({ id }) => ({
            drawn: linesInto(drawing, cells, `volumes/${id}`),
            used: model.services.filter(
              (service) =>
                !hidden.includes(`services/${service.id}`) &&
                service.volumes.some(({ volume }) => volume === id),
            ).length,
          }));
        const all = counts.every(({ drawn, used }) => drawn === used);
        const none = counts.every(({ drawn }) => drawn === 0);
        lines += counts.reduce((sum, { drawn }) => sum + drawn, 0);
        expect(all || none, cells.map((row) => row.join('')).join('\n')).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(lines).toBeGreaterThan(20);
  });

  test('stands as it stands whatever is hidden or marked', () => {
    fc.assert(
      fc.property(
        drawings,
        fc.constantFrom('unicode' as const, 'ascii' as const),
        ({ model, hidden }, charset) => {
          const options = { width: 80, lang: 'en', charset };
          const plain = drawScene(sceneOf(model), options);
          const marked = drawScene(sceneOf(model, { hidden, highlight: hidden }), options);
          expect(marked.parts).toEqual(plain.parts);
          expect([marked.width, marked.height]).toEqual([plain.width, plain.height]);
        },
      ),
    );
  });
});

/** The dots of a service on a rail; undefined where the network has none. */
function dotsAt({ parts, arrangement }: Drawing, cells: Cells, service: string, network: string) {
  const box = parts.get(service)![0]!;
  const name = parts.get(network)![0]!;
  const dots = (row: readonly string[] | undefined, from: number, to: number) =>
    (row ?? []).slice(from, to).filter((char) => char === '●').length;
  if (arrangement === 'wide') return dots(cells[name.y], box.x, box.x + box.width);
  const rail = name.x + name.width;
  if (cells[name.y]?.[rail] !== '┊') return undefined;
  return cells.slice(box.y, box.y + box.height).reduce((sum, row) => sum + dots(row, rail, rail + 1), 0);
}

/** Lines that meet the upper border of a box. */
function linesInto({ parts }: Drawing, cells: Cells, path: string): number {
  const { x, y, width } = parts.get(path)![0]!;
  return (cells[y] ?? []).slice(x + 1, x + width - 1).filter((char) => '┴┷┻'.includes(char)).length;
}

describe('a project of many services', () => {
  const chain = (count: number): ComposeModel =>
    project({
      services: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          `service-${at}`,
          {
            image: `app:${at}`,
            networks: [`net-${at % 3}`],
            ports: [`${8000 + at}:80`],
            volumes: ['data:/data'],
          },
        ]),
      ),
      networks: { 'net-0': null, 'net-1': null, 'net-2': null },
      volumes: { data: null },
    });

  test.each([40, 60, 80])('is whole with twenty of them at %i columns', (width) => {
    const drawing = drawScene(sceneOf(chain(20)), { width, lang: 'en', charset: 'unicode' });
    expect(drawing.cut).toEqual([]);
    const rows = plainRows(drawing);
    for (let at = 0; at < 20; at++) expect(rows.some((row) => row.includes(` service-${at} `))).toBe(true);
    for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
  });

  test('is drawn in part with three hundred, and says how many there are besides', () => {
    const { services, ...rest } = chain(20);
    const many = Array.from({ length: 15 }, (_, round) =>
      services.map((service) => ({ ...service, id: `${service.id}-${round}` })),
    ).flat();
    const drawing = drawScene(sceneOf({ ...rest, services: many }), {
      width: 80,
      lang: 'en',
      charset: 'unicode',
    });
    const rows = plainRows(drawing);
    expect(rows).toContain('not drawn: 280 services');
    expect(drawing.cut).toHaveLength(280);
    expect(drawing.parts.size).toBe(300 + 3 + 1);
    expect(
      plainRows(drawScene(sceneOf({ ...rest, services: many }), { width: 40, lang: 'ko', charset: 'ascii' })),
    ).toContain('그리지 않은 것: 서비스 280개');
  });
});
