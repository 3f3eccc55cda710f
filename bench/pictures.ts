/** How long pictures of real things take, and how large they are as SVG. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '../src/content/load.ts';
import { drawScene } from '../src/diagram/layout/draw.ts';
import type { Scene } from '../src/diagram/scene.ts';
import { svgOf } from '../src/diagram/svg.ts';
import { folderReader } from '../src/platform/pack-folder.ts';
import { scenesOf } from '../src/tutor/walkthrough/state.ts';
import { manyContainers } from '../test/diagram/engine/many-containers.ts';
import { NOTHING, run } from './child.ts';
import type { Installed } from './installed.ts';
import { inPairs, median, millisecondsOf, percentile } from './measure.ts';
import { childEnvironment, ROOT } from './surroundings.ts';
import { milliseconds, type Row, ratioRow, type Section } from './table.ts';

/** A Dockerfile longer than most: a base and 29 layers. */
const DOCKERFILE = `FROM node:22-slim\n${Array.from({ length: 29 }, (_, at) => `RUN echo ${at} > /file-${at} && rm -rf /tmp/${at}\n`).join('')}`;

const SERVICES = 20;
const NETWORKS = 4;
const VOLUMES = 3;

/** A Compose file longer than most, written as people do. */
const COMPOSE = [
  'services:',
  ...Array.from({ length: SERVICES }, (_, at) => [
    `  service-${at}:`,
    '    image: nginx:alpine',
    '    ports:',
    `      - "${8000 + at}:80"`,
    '    networks:',
    `      - network-${at % NETWORKS}`,
    '    volumes:',
    `      - volume-${at % VOLUMES}:/data`,
    ...(at === 0 ? [] : ['    depends_on:', `      - service-${at - 1}`]),
  ]).flat(),
  'networks:',
  ...Array.from({ length: NETWORKS }, (_, at) => `  network-${at}:`),
  'volumes:',
  ...Array.from({ length: VOLUMES }, (_, at) => `  volume-${at}:`),
  '',
].join('\n');

const CONTAINERS = 100;
const DRAWINGS = 300;

/**
 * Measures `draw` of files as whole processes, the layout of an engine with many containers, and the SVG of the lessons'
 * pictures.
 *
 * @param folder a folder to work in
 * @param rounds how often each file is drawn
 */
export async function pictures({ bin }: Installed, folder: string, rounds: number): Promise<Section[]> {
  const files: Row[] = [];
  for (const [name, file, text] of [
    ['a Dockerfile of 30 layers', 'Dockerfile', DOCKERFILE],
    [`a compose.yaml of ${SERVICES} services`, 'compose.yaml', COMPOSE],
  ] as const) {
    const path = join(folder, file);
    writeFileSync(path, text);
    const env = childEnvironment(join(folder, 'pictures-home'));
    const pairs = await inPairs(
      rounds,
      async () => (await run({ args: NOTHING, env })).end,
      async () => (await run({ args: [bin, 'draw', path], env })).end,
    );
    files.push(ratioRow(`\`draw\` of ${name}`, pairs, milliseconds, 2.5));
  }
  return [
    { title: 'Pictures of files', baseline: '`node -e 0` until it ends', rows: files },
    { title: 'Pictures', baseline: '', rows: [await engineRow(), svgRow()] },
  ];
}

async function engineRow(): Promise<Row> {
  const scene: Scene = { model: manyContainers(CONTAINERS), hidden: [], highlight: [], notes: [] };
  const times: number[] = [];
  for (let at = 0; at < DRAWINGS; at++)
    times.push(millisecondsOf(() => drawScene(scene, { width: 120, lang: 'en', charset: 'unicode' })));
  const result = percentile(times.slice(DRAWINGS / 10), 0.95);
  const name = `an engine with ${CONTAINERS} containers laid out, 95th percentile (median ${milliseconds(median(times))})`;
  return { name, value: milliseconds(result), baseline: '', result, unit: ' ms', target: 16 };
}

function svgRow(): Row {
  const { pack } = loadPack(folderReader(join(ROOT, 'lessons')));
  const sizes = (pack?.lessons ?? []).flatMap((lesson) =>
    lesson.steps.flatMap((step) =>
      scenesOf(lesson, step).flatMap((scene) =>
        ['en', 'ko'].map((lang) => Buffer.byteLength(svgOf(scene, { lang, width: 80 }))),
      ),
    ),
  );
  const result = Math.round(Math.max(...sizes) / 100) / 10;
  const value = `${result.toFixed(1)} kB`;
  return {
    name: 'the largest SVG of a lesson’s picture, in kB',
    value,
    baseline: '',
    result,
    unit: '',
    target: 40,
  };
}
