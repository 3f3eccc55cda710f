/** What a file, an engine or a disk has for names may have anything in it; a terminal acts on some of it. */
import { describe, expect, it } from 'vitest';
import { type DrawRequest, draw } from '../../src/app/draw.ts';
import { narrateEdits } from '../../src/diagram/alternative.ts';
import { changeScene } from '../../src/diagram/changes.ts';
import { diffModels } from '../../src/diagram/edits.ts';
import { worldModel } from '../../src/diagram/engine/world-model.ts';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import { svgOf } from '../../src/diagram/svg.ts';
import { UserError } from '../../src/platform/errors.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { controlCharacter } from '../../src/text/control.ts';
import { alternativeNodes } from '../../src/view/diagram.ts';
import { modelOfSandbox, sandboxAfter } from '../diagram/engine/world-after.ts';
import { pipeSession } from '../helpers/session.ts';
import { folderWith } from '../helpers/temporary.ts';
import { parseXml } from '../helpers/xml.ts';

/** Clears the screen, ends a title, goes back; the one-byte form; turns the direction of what follows. */
const EVIL = '\u001b[2Jx\u0007\u0008\u009b31m\u202e';
/** The same as YAML writes it in double quotes. */
const EVIL_YAML = '\\e[2Jx\\a\\b\\u009b31m\\u202e';

const FORMATS = ['text', 'alt', 'svg', 'json'] as const;

/** A picture of a target in a folder, in each format. */
async function drawnIn(cwd: string, request: Partial<DrawRequest> & Pick<DrawRequest, 'target'>) {
  const session = pipeSession({ store: {} as ProgressStore, packs: [], now: 0, cwd });
  const host = { ...session.host, env: {}, homedir: () => '/home/learner' } as typeof session.host;
  const texts: [string, string][] = [];
  for (const format of FORMATS)
    texts.push([format, String(await draw({ ...session, host }, { format, toFile: false, ...request }))]);
  return texts;
}

/** That no control character is in a text, and that it says that there was one. */
function expectClean(format: string, text: string): void {
  expect([format, controlCharacter(text)]).toEqual([format, undefined]);
  if (format === 'svg') parseXml(text);
}

describe('control characters', () => {
  it('of a Dockerfile are written out in every form of its picture, and in what stands below it', async () => {
    const cwd = folderWith({
      Dockerfile: [
        `FROM alpine AS base`,
        `RUN echo ${EVIL} && ls`,
        `RUN <<EOF`,
        `echo ${EVIL}`,
        `EOF`,
        `FROM alpine`,
        `LABEL a="${EVIL}"`,
        `COPY --from=base "/a${EVIL}" /`,
        `COPY . .`,
        `CMD echo ${EVIL}`,
        '',
      ].join('\n'),
      [`src/a\u001b[2J\u202eb`]: 'x',
      '.dockerignore': 'log\n',
    });
    const changed = ['src', `log/${EVIL}`];
    for (const [format, text] of await drawnIn(cwd, { target: 'Dockerfile', changed })) {
      expectClean(format, text);
      expect(text).toMatch(/(<|&lt;)U\+001B(>|&gt;)/);
    }
  });

  it('of a Compose file are written out in every form of its picture', async () => {
    const text = `
services:
  web:
    image: "nginx${EVIL_YAML}:1"
    profiles: ["p"]
    volumes: ["./src${EVIL_YAML}:/x", "data:/d${EVIL_YAML}"]
    depends_on: {db: {condition: service_started}}
  db: {build: "./b${EVIL_YAML}", network_mode: "container:x${EVIL_YAML}"}
volumes: {data: {}}
`;
    const files = { 'compose.yaml': text };
    for (const [format, drawn] of await drawnIn(folderWith(files), { target: 'compose.yaml' }))
      expectClean(format, drawn);
  });

  it.each([
    `services: {"a${EVIL_YAML}": {image: x}}\n`,
    `services: {a: {image: x, networks: ["n${EVIL_YAML}"]}}\n`,
    `services: {a: {image: x, volumes: ["v${EVIL_YAML}:/x"]}}\nvolumes: {"v${EVIL_YAML}": {}}\n`,
    `services: {a: {image: x, depends_on: ["b${EVIL_YAML}"]}}\n`,
  ])('in a name of a Compose file are refused, or written out: %j', async (text) => {
    const cwd = folderWith({ 'compose.yaml': text });
    let texts: [string, string][] = [];
    try {
      texts = await drawnIn(cwd, { target: 'compose.yaml' });
    } catch (error) {
      // What is refused is told by the program's edge, which writes them out: see cli/errors.
      expect(error).toBeInstanceOf(UserError);
    }
    for (const [format, drawn] of texts) expectClean(format, drawn);
  });

  it('of an engine are written out in its picture, in words and in what is said of a change', () => {
    const sandbox = sandboxAfter('run -d --name one alpine sleep 1d');
    const before = modelOfSandbox(sandbox);
    sandbox.execute(['exec', 'one', 'touch', `/a${EVIL}`]);
    sandbox.execute([
      'run',
      '-d',
      '--name',
      'two',
      '-v',
      `/home/learner/b${EVIL}:/y`,
      'alpine',
      'sleep',
      '1d',
    ]);
    const world = sandbox.world();
    const after = modelOfSandbox(sandbox);
    const [network] = world.networks;
    const named = { ...network!, Name: `n${EVIL}` };
    const [volume] = [{ Name: `v${EVIL}` }] as unknown as typeof world.volumes;
    const strange = worldModel({ ...world, networks: [named], volumes: [{ ...volume!, CreatedAt: '' }] });
    expect(JSON.stringify(after)).toContain('<U+001B>');
    for (const [from, to] of [
      [before, after],
      [after, strange],
    ] as const) {
      const scene = changeScene(from, to);
      for (const text of narrateEdits(diffModels(from, to), 'en')) expectClean('sentence', text);
      expectClean('svg', svgOf(scene, { lang: 'ko', width: 120 }));
      expectClean('alt', JSON.stringify(alternativeNodes(scene, 'en')).replaceAll('\\', ''));
      for (const charset of ['unicode', 'ascii'] as const)
        expectClean('text', plainRows(drawScene(scene, { width: 120, lang: 'en', charset })).join('\n'));
      // Escaped in JSON or not, they are not in the model.
      const texts: string[] = [];
      JSON.stringify(to, (_, value) => {
        if (typeof value === 'string') texts.push(value);
        return value;
      });
      for (const text of texts) expectClean('model', text);
    }
  });
});
