/** Drawings that were read and found good. */
import { describe, expect, test } from 'vitest';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { Scene } from '../../../src/diagram/scene.ts';
import type { DiagramSource } from '../../../src/diagram/schema.ts';
import { stageDiagram } from '../../../src/diagram/stage.ts';
import type { Charset } from '../../../src/text/charset.ts';
import { MACHINES, modelOf, sceneOf } from '../models.ts';

function draw(scene: Scene, width: number, lang = 'en', charset: Charset = 'unicode'): string {
  return `\n${plainRows(drawScene(scene, { width, lang, charset })).join('\n')}\n`;
}

const part = (id: string, label = id) => ({ id, role: 'app', label }) as const;

describe('the machines of the authoring guide', () => {
  const scene = sceneOf(modelOf(MACHINES), { highlight: ['vm/guest'] });

  test('stand side by side, levels aligned, the engine beside the kernel, the guest marked', () => {
    const source = structuredClone(MACHINES) as Extract<DiagramSource, { kind: 'compare' }>;
    source.panels[1]!.change!['libs'] = { id: 'libs', role: 'libs', label: 'Libs' };
    expect(draw(sceneOf(modelOf(source), { highlight: ['vm/guest'] }), 78)).toBe(`
    Virtual machines                Containers
┌───────────┬───────────┐    ┌───────┬───────┬───────┐
│    App    │    App    │    │  App  │  App  │  App  │
├───────────┼───────────┤    ├───────┼───────┼───────┤
│ Bins/Libs │ Bins/Libs │    │ Libs  │ Libs  │ Libs  │
┢━━━━━━━━━━━╈━━━━━━━━━━━┪    ├───────┴───────┴───────┤  ┌────────┐
┃▸Guest OS  ┃▸Guest OS  ┃    │      Host kernel      │  │ Engine │
┡━━━━━━━━━━━┻━━━━━━━━━━━┩    ├───────────────────────┤  └────────┘
│      Hypervisor       │    │       Hardware        │
├───────────────────────┤    └───────────────────────┘
│       Hardware        │
└───────────────────────┘
`);
  });

  test('have Korean labels in ASCII borders, all of them in the form that all can hold', () => {
    expect(draw(scene, 80, 'ko', 'ascii')).toBe(`
         가상 머신                           컨테이너
+------------+------------+  +------------+------------+------------+
|     앱     |     앱     |  |     앱     |     앱     |     앱     |
+------------+------------+  +------------+------------+------------+
| 라이브러리 | 라이브러리 |  | 라이브러리 | 라이브러리 | 라이브러리 |
+============+============+  +------------+------------+------------+ +------+
|>게스트 OS  |>게스트 OS  |  |             호스트 커널              | | 엔진 |
+============+============+  +--------------------------------------+ +------+
|      하이퍼바이저       |  |               하드웨어               |
+-------------------------+  +--------------------------------------+
|        하드웨어         |
+-------------------------+
`);
  });

  test('stand one under the other where there is little room, the engine below', () => {
    expect(draw(scene, 40)).toBe(`
    Virtual machines
┌───────────┬───────────┐
│    App    │    App    │
├───────────┼───────────┤
│ Bins/Libs │ Bins/Libs │
┢━━━━━━━━━━━╈━━━━━━━━━━━┪
┃▸Guest OS  ┃▸Guest OS  ┃
┡━━━━━━━━━━━┻━━━━━━━━━━━┩
│      Hypervisor       │
├───────────────────────┤
│       Hardware        │
└───────────────────────┘

             Containers
┌───────────┬───────────┬───────────┐
│    App    │    App    │    App    │
├───────────┼───────────┼───────────┤
│ Bins/Libs │ Bins/Libs │ Bins/Libs │
├───────────┴───────────┴───────────┤
│            Host kernel            │
├───────────────────────────────────┤
│             Hardware              │
└───────────────────────────────────┘
beside Host kernel
┌────────┐
│ Engine │
└────────┘
`);
  });

  test('keep the room of what is not revealed, and draw none of it', () => {
    const { frames } = stageDiagram(modelOf(MACHINES), { use: 'm', reveal: ['vm', 'ct/app', 'ct/engine'] });
    expect(draw(frames[0]!, 80)).toBe(`
    Virtual machines                      Containers
┌───────────┬───────────┐    ┌───────────┬───────────┬───────────┐
│    App    │    App    │    │    App    │    App    │    App    │
├───────────┼───────────┤    └───────────┴───────────┴───────────┘
│ Bins/Libs │ Bins/Libs │
├───────────┼───────────┤                                           ┌────────┐
│ Guest OS  │ Guest OS  │                                           │ Engine │
├───────────┴───────────┤                                           └────────┘
│      Hypervisor       │
├───────────────────────┤
│       Hardware        │
└───────────────────────┘
`);
  });
});

test('panels that have only their lowest floors in common stand on one line', () => {
  const model = modelOf({
    kind: 'compare',
    panels: [
      {
        id: 'metal',
        label: 'Bare metal',
        stack: [part('app', 'App'), part('os', 'OS'), part('hw', 'Hardware')],
      },
      {
        id: 'vm',
        label: 'VM',
        stack: [part('x', 'App'), part('guest', 'Guest'), part('hv', 'Hypervisor'), part('hw', 'Hardware')],
      },
    ],
  });
  expect(draw(sceneOf(model), 80)).toBe(`
                        VM
                  ┌────────────┐
  Bare metal      │    App     │
┌────────────┐    ├────────────┤
│    App     │    │   Guest    │
├────────────┤    ├────────────┤
│     OS     │    │ Hypervisor │
├────────────┤    ├────────────┤
│  Hardware  │    │  Hardware  │
└────────────┘    └────────────┘
`);
});

test('short columns stand on the floor below; under a roof they are drawn higher', () => {
  const columns = [
    [part('app', 'App'), part('guest', 'Guest OS'), part('hv', 'Hypervisor')],
    [part('web', 'Browser')],
  ];
  const open = modelOf({ kind: 'stack', stack: [{ columns }, part('host', 'Host OS')] });
  expect(draw(sceneOf(open), 80)).toBe(`
┌────────────┐
│    App     │
├────────────┤
│  Guest OS  │
├────────────┼────────────┐
│ Hypervisor │  Browser   │
├────────────┴────────────┤
│         Host OS         │
└─────────────────────────┘
`);
  const closed = modelOf({ kind: 'stack', stack: [part('roof', 'Roof'), { columns }] });
  expect(draw(sceneOf(closed, { highlight: ['web'] }), 80)).toBe(`
┌─────────────────────────┐
│          Roof           │
├────────────┲━━━━━━━━━━━━┪
│    App     ┃            ┃
├────────────┨            ┃
│  Guest OS  ┃ ▸Browser   ┃
├────────────┨            ┃
│ Hypervisor ┃            ┃
└────────────┺━━━━━━━━━━━━┛
`);
});

test('copies that have no room are drawn once with their number, and what is still too long is cut', () => {
  const model = modelOf({
    kind: 'stack',
    stack: [
      { ...part('app', 'A long application name'), repeat: 6 },
      part('hw', 'A name of hardware that goes on and on and on'),
    ],
  });
  expect(draw(sceneOf(model), 40)).toBe(`
┌──────────────────────────────────────┐
│      A long application name ×6      │
├──────────────────────────────────────┤
│ A name of hardware that goes on and… │
└──────────────────────────────────────┘
`);
  expect(drawScene(sceneOf(model), { width: 40, lang: 'en', charset: 'ascii' }).cut).toEqual([
    { path: 'hw', full: 'A name of hardware that goes on and on and on' },
  ]);
});

describe('layers', () => {
  const scene = sceneOf(
    modelOf({
      kind: 'layers',
      layers: [
        { id: 'base', line: 'FROM node:22-slim' },
        { id: 'deps', line: 'RUN npm ci' },
        { id: 'src', line: 'COPY . .', changed: ['src/app.js'] },
        { id: 'env', line: 'ENV NODE_ENV=production' },
        { id: 'cmd', line: 'CMD ["node", "src/app.js"]' },
        { id: 'one', writable: true, label: 'one' },
        { id: 'two', writable: true, label: 'two' },
      ],
    }),
    { highlight: ['src', 'env'], notes: [{ path: 'deps', text: { en: 'slow' } }] },
  );

  test('have their tags at the right; metadata has no box; writable layers stand side by side', () => {
    expect(draw(scene, 80)).toBe(`
┌──────────────┬─────────────┐
│     one      │     two     │
└──────────────┴─────────────┘
  CMD ["node", "src/app.js"]    metadata
 ▸ENV NODE_ENV=production       metadata
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃▸COPY . .                   ┃  rebuilt (src/app.js changed)
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ RUN npm ci (1)             │  cached
├────────────────────────────┤
│ FROM node:22-slim          │  cached
└────────────────────────────┘
`);
  });

  test('have their tags below where there is no room at the right', () => {
    expect(draw(scene, 40, 'ko')).toBe(`
┌───────────────┬───────────────┐
│      one      │      two      │
└───────────────┴───────────────┘
  CMD ["node", "src/app.js"]
  메타데이터
 ▸ENV NODE_ENV=production
  메타데이터
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃▸COPY . .                      ┃
┃ 다시 빌드 (src/app.js 변경됨) ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ RUN npm ci (1)                │
│ 캐시 사용                     │
├───────────────────────────────┤
│ FROM node:22-slim             │
│ 캐시 사용                     │
└───────────────────────────────┘
`);
  });
});

describe('a chain', () => {
  const links = [
    { id: 'cli', label: 'docker CLI', via: 'REST API' },
    { id: 'dockerd', label: 'dockerd', via: 'gRPC' },
    { id: 'containerd', label: 'containerd' },
    { id: 'runc', label: 'runc', via: { en: 'system calls', ko: '시스템 콜' } },
    { id: 'kernel', label: { en: 'kernel', ko: '커널' } },
  ];
  const scene = sceneOf(modelOf({ kind: 'chain', links }), { highlight: ['runc'] });

  test('runs left to right where it fits', () => {
    expect(draw(scene, 100)).toBe(`
┌────────────┐ REST API ┌─────────┐ gRPC ┌────────────┐   ┏━━━━━━┓ system calls ┌────────┐
│ docker CLI ├─────────►│ dockerd ├─────►│ containerd ├──►┃▸runc ┠─────────────►│ kernel │
└────────────┘          └─────────┘      └────────────┘   ┗━━━━━━┛              └────────┘
`);
  });

  test('turns into a next line where it does not', () => {
    expect(draw(scene, 60, 'ko')).toBe(`
┌────────────┐ REST API ┌─────────┐
│ docker CLI ├─────────►│ dockerd ├─┐
└────────────┘          └─────────┘ │
┌───────────────────────────────────┘
│ gRPC ┌────────────┐   ┏━━━━━━┓ 시스템 콜 ┌──────┐
└─────►│ containerd ├──►┃▸runc ┠──────────►│ 커널 │
       └────────────┘   ┗━━━━━━┛           └──────┘
`);
  });

  test('runs top down where not even two links fit on a line', () => {
    const eras = [
      { id: 'a', label: 'Full virtualization', note: '1972, VM/370', via: 'x86 could not' },
      { id: 'b', label: 'Paravirtualization', note: '2003, Xen' },
      { id: 'c', label: 'Hardware-assisted' },
    ];
    expect(draw(sceneOf(modelOf({ kind: 'chain', links: eras })), 40, 'en', 'ascii')).toBe(`
+---------------------+
| Full virtualization |
|    1972, VM/370     |
+----------+----------+
           v x86 could not
+---------------------+
| Paravirtualization  |
|      2003, Xen      |
+----------+----------+
           v
+---------------------+
|  Hardware-assisted  |
+---------------------+
`);
  });
});

describe('a label with typographic signs', () => {
  test('is measured as ASCII shows it, an ellipsis in three cells', () => {
    const scene: Scene = {
      model: {
        kind: 'stack',
        panels: [
          {
            id: '',
            beside: {},
            tiers: [{ kind: 'part', repeat: 1, part: { id: 'app', label: { und: ['wait… → go'] } } }],
          },
        ],
      },
      hidden: [],
      highlight: [],
      notes: [],
    };
    expect(plainRows(drawScene(scene, { width: 40, lang: 'en', charset: 'ascii' }))).toEqual([
      '+---------------+',
      '| wait... -> go |',
      '+---------------+',
    ]);
  });
});
