import { describe, expect, it } from 'vitest';
import { describeScene } from '../../../src/diagram/alternative.ts';
import { worldModel } from '../../../src/diagram/engine/world-model.ts';
import { drawScene, plainRows } from '../../../src/diagram/layout/draw.ts';
import type { ContainerFacts } from '../../../src/engine/world.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { brokenJoints, cellsOf } from '../../helpers/joints.ts';
import { modelFaults } from '../faults.ts';
import { sceneOf } from '../models.ts';
import { modelOfSandbox, sandboxAfter } from './world-after.ts';

const modelAfter = (...lines: readonly string[]) => modelOfSandbox(sandboxAfter(...lines));

describe('the model of a world', () => {
  it('of nothing has nothing, and none of the networks that every engine has', () => {
    expect(modelAfter()).toEqual({ kind: 'engine', images: [], networks: [], volumes: [], containers: [] });
  });

  it('has each container with its state, its image and what it has written', () => {
    const model = modelAfter(
      'run -d --name one alpine sleep 1d',
      'exec one touch /x',
      'run --name gone alpine false',
    );
    expect(model.containers).toMatchObject([
      { id: 'one', status: 'running', changes: [{ kind: 'A', path: '/x' }], networks: ['bridge'] },
      { id: 'gone', status: 'exited', exitCode: 1, changes: [], networks: [] },
    ]);
    expect(model.containers[0]).not.toHaveProperty('exitCode');
    expect(model.containers.map(({ image }) => image)).toEqual([model.images[0]?.id, model.images[0]?.id]);
    expect(model.images[0]?.id).toMatch(/^[0-9a-f]{12}$/);
  });

  it('has the bridge only while a container is on it, and says how a container has no network', () => {
    const model = modelAfter('run -d --name plain --network host alpine sleep 1d', 'network create app');
    expect(model.networks).toEqual([{ id: 'app', label: { und: ['app'] }, driver: 'bridge' }]);
    expect(model.containers).toMatchObject([{ networks: [], mode: 'host' }]);
    const { networks } = modelAfter('run -d --name one alpine sleep 1d');
    expect(networks).toMatchObject([{ id: 'bridge', builtIn: true }]);
  });

  it('has published ports, volumes and folders of the host', () => {
    const { containers, volumes } = modelAfter(
      'volume create spare',
      'run -d --name web -p 127.0.0.1:8080:80 -v data:/x:ro -v /home/learner:/y alpine sleep 1d',
    );
    expect(containers).toMatchObject([
      {
        ports: [{ host: '127.0.0.1:8080', target: '80' }],
        volumes: [{ volume: 'data', target: '/x', readOnly: true }],
        binds: [{ source: '/home/learner', target: '/y', readOnly: false }],
      },
    ]);
    expect(volumes.map(({ id }) => id).toSorted()).toEqual(['data', 'spare']);
  });

  it('has all names of an image, or the first where there is little room', () => {
    const { images } = modelAfter('pull alpine', 'tag alpine mine:1');
    expect(images).toHaveLength(1);
    const [long, short] = images[0]?.label['und'] ?? [];
    expect(long?.split(', ').toSorted()).toEqual(['alpine:latest', 'mine:1']);
    expect(long).toContain(short);
  });

  it('has the paths of files as they are called, in Korean too', () => {
    const sandbox = sandboxAfter('run -d --name one alpine sleep 1d', 'exec one touch /메모');
    expect(modelOfSandbox(sandbox).containers[0]?.changes).toEqual([{ kind: 'A', path: '/메모' }]);
  });

  it('shortens the name of a volume that nobody named', () => {
    const { volumes } = modelAfter('run -d -v /data alpine sleep 1d');
    expect(volumes[0]?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(volumes[0]?.label['und']?.[0]).toHaveLength(12);
  });

  it('has an image for a container whose image the engine no longer lists', () => {
    const world = sandboxAfter('run -d --name one alpine sleep 1d').world();
    const model = worldModel({ ...world, images: [] });
    expect(model.images).toMatchObject([{ label: { und: ['alpine'] }, layers: [], size: 0 }]);
    expect(modelFaults(model)).toEqual([]);
  });
});

it('the order in which an engine lists things says nothing', () => {
  const world = sandboxAfter(
    'run -d --name one alpine sleep 1d',
    'run -d --name two busybox sleep 1d',
    'network create app',
    'network create back',
    'volume create data',
    'volume create logs',
  ).world();
  const { containers, images, networks, volumes } = world;
  const turned = {
    containers: containers.toReversed(),
    images: images.toReversed(),
    networks: networks.toReversed(),
    volumes: volumes.toReversed(),
  };
  expect(worldModel(turned)).toEqual(worldModel(world));
});

describe('a world of 500 containers', () => {
  const world = sandboxAfter('run -d --name one alpine sleep 1d').world();
  const [facts] = world.containers;
  const many = Array.from({ length: 500 }, (_, index): ContainerFacts => {
    const isRunning = index % 100 === 0;
    return {
      ...facts!,
      Id: `id${index}`,
      Name: `/box${index}`,
      Created: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      State: { ...facts!.State, Running: isRunning, Status: isRunning ? 'running' : 'exited' },
    };
  });
  const names = (first: readonly string[]) =>
    worldModel({ ...world, containers: many.toReversed() }, { first: new Set(first) }).containers.map(
      ({ id }) => id,
    );

  it('is in the model in part: what runs, then what changed, then the newest', () => {
    const shown = names(['box7', 'box8']);
    expect(shown).toHaveLength(24);
    for (const name of ['box0', 'box100', 'box200', 'box300', 'box400', 'box7', 'box8', 'box499'])
      expect(shown).toContain(name);
    expect(shown).not.toContain('box9');
  });

  it('keeps the order in which containers were made', () => {
    const numbers = names([]).map((name) => Number(name.slice(3)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('counts what is left out', () => {
    expect(worldModel({ ...world, containers: many }).leftOut).toEqual({
      images: 0,
      containers: 476,
      networks: 0,
      volumes: 0,
    });
  });

  it('is drawn with what it leaves out, in the picture and in words, at any width', () => {
    const scene = sceneOf(worldModel({ ...world, containers: many }));
    for (const width of [40, 80, 200]) {
      const rows = plainRows(drawScene(scene, { width, lang: 'en', charset: 'unicode' }));
      expect(rows.some((row) => row.includes('Not in the picture: 476 containers'))).toBe(true);
      expect(brokenJoints(cellsOf(rows))).toEqual([]);
      for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
    }
    const words = describeScene(scene, 'ko');
    expect(words[0]?.children).toHaveLength(24);
    expect(words.at(-1)?.text).toBe('그림에 없는 것: 컨테이너 476개.');
  });
});
