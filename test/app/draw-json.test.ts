/** From what `draw --format json` prints, a program can make the same picture. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DrawRequest, draw } from '../../src/app/draw.ts';
import { loadPack } from '../../src/content/load.ts';
import type { Lesson, Pack } from '../../src/content/types.ts';
import { structureOf } from '../../src/diagram/alternative.ts';
import { changeScene } from '../../src/diagram/changes.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import type { Scene } from '../../src/diagram/scene.ts';
import { folderReader } from '../../src/platform/pack-folder.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { scenesOf } from '../../src/tutor/walkthrough/state.ts';
import { modelOfSandbox, sandboxAfter } from '../diagram/engine/world-after.ts';
import { ROOT } from '../helpers/root.ts';
import { pipeSession } from '../helpers/session.ts';
import { folderWith } from '../helpers/temporary.ts';

/** The scene that a program reads from what was printed. */
function sceneIn(json: string): Scene {
  const { model, parts } = JSON.parse(json) as ReturnType<typeof structureOf>;
  const pathsOf = (which: (part: (typeof parts)[number]) => boolean) =>
    parts.filter(which).map(({ path }) => path);
  return {
    model,
    hidden: pathsOf(({ hidden }) => hidden),
    highlight: pathsOf(({ highlighted }) => highlighted),
    notes: parts.flatMap(({ path, note }) => (note ? [{ path, text: note }] : [])),
    changes: Object.fromEntries(parts.flatMap(({ path, change }) => (change ? [[path, change]] : []))),
  };
}

/** What a target is printed as, in a folder. */
async function printed(
  packs: readonly Pack[],
  request: Partial<DrawRequest> & Pick<DrawRequest, 'target'>,
  cwd = '/',
): Promise<(format: DrawRequest['format'], width?: string) => Promise<string>> {
  const session = pipeSession({ store: {} as ProgressStore, packs, now: 0, cwd });
  const host = { ...session.host, env: {}, homedir: () => '/home/learner' } as typeof session.host;
  return async (format, width) =>
    String(await draw({ ...session, host }, { toFile: false, ...request, format, width }));
}

const rowsOf = (scene: Scene, width: number) =>
  plainRows(drawScene(scene, { width, lang: 'en', charset: 'unicode' }));

describe('the JSON of a picture', () => {
  let packs: Pack[] = [];
  let steps: { target: string; scene: Scene }[] = [];
  beforeAll(() => {
    const { pack } = loadPack(folderReader(join(ROOT, 'lessons')));
    packs = pack ? [pack] : [];
    steps = (pack?.lessons ?? []).flatMap((lesson: Lesson) =>
      lesson.steps.flatMap((step) => {
        const scene = scenesOf(lesson, step).at(-1);
        return scene ? [{ target: `${lesson.id}/${step.id}`, scene }] : [];
      }),
    );
  });

  it('of any step of the built-in lessons has its whole model, and is drawn again as it was', async () => {
    expect(steps.length).toBeGreaterThan(10);
    for (const { target, scene } of steps) {
      const print = await printed(packs, { target });
      const again = sceneIn(await print('json'));
      expect(again.model, target).toEqual(scene.model);
      for (const width of [40, 80]) expect(rowsOf(again, width), target).toEqual(rowsOf(scene, width));
    }
  });

  it.each<[string, Readonly<Record<string, string>>, Partial<DrawRequest> & { target: string }]>([
    [
      'a Dockerfile in which something changed',
      {
        Dockerfile:
          'FROM golang:1 AS build\nCOPY . .\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\n',
        'main.go': 'package main\n',
      },
      { target: 'Dockerfile', changed: ['main.go'] },
    ],
    [
      'a Compose file',
      {
        'compose.yaml':
          'services:\n  web: {image: nginx, ports: ["80:80"], depends_on: [__proto__, constructor]}\n' +
          '  __proto__: {image: x, volumes: ["constructor:/d"]}\n  constructor: {image: y, networks: [toString]}\n' +
          'volumes: {constructor: }\nnetworks: {toString: }\n',
      },
      { target: 'compose.yaml' },
    ],
  ])('of %s is drawn again line by line', async (_, files, request) => {
    const print = await printed(packs, request, folderWith(files));
    const scene = sceneIn(await print('json'));
    for (const width of [40, 80, 120]) {
      const rows = rowsOf(scene, width);
      expect(rows.length).toBeGreaterThan(5);
      expect((await print('text', String(width))).split('\n').slice(0, rows.length)).toEqual(rows);
    }
  });

  it('of an engine in which something happened has the engine, and what happened', () => {
    const before = modelOfSandbox(sandboxAfter('run -d --name one alpine sleep 1d'));
    const after = modelOfSandbox(
      sandboxAfter('network create app', 'run -d --name two --network app -p 8080:80 -v data:/x nginx'),
    );
    const scene = changeScene(before, after);
    const again = sceneIn(JSON.stringify(structureOf(scene)));
    expect(again).toEqual(scene);
    for (const width of [40, 120]) expect(rowsOf(again, width)).toEqual(rowsOf(scene, width));
  });
});
