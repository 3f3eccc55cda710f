import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { deriveModel } from '../../../src/diagram/derive.ts';
import { DiagramSchema, type DiagramSource } from '../../../src/diagram/schema.ts';
import { stageDiagram } from '../../../src/diagram/stage.ts';
import { modelFaults } from '../faults.ts';
import { modelOf } from '../models.ts';

type EngineSource = Extract<DiagramSource, { kind: 'engine' }>;
const source = (more: Partial<EngineSource>): EngineSource => ({
  kind: 'engine',
  images: [
    { id: 'base', layers: 2 },
    { id: 'app', on: 'base' },
  ],
  ...more,
});
const issuesOf = (more: Partial<EngineSource>) => {
  const derived = deriveModel(source(more));
  return 'issues' in derived ? derived.issues : [];
};
const allows = (container: Record<string, unknown>) =>
  v.safeParse(DiagramSchema, source({ containers: [{ id: 'web', image: 'app', ...container }] })).success;

describe('an authored engine', () => {
  it('has images with the layers of what they are built on, whatever the order', () => {
    expect(
      modelOf(
        source({
          images: [
            { id: 'app', on: 'base' },
            { id: 'base', layers: 2 },
          ],
        }),
      ),
    ).toMatchObject({
      images: [
        { id: 'app', layers: ['base:1', 'base:2', 'app:1'], size: 0 },
        { id: 'base', layers: ['base:1', 'base:2'] },
      ],
    });
  });

  it('has containers that run unless they have an exit code', () => {
    const model = modelOf(
      source({
        containers: [
          { id: 'web', image: 'app', ports: ['127.0.0.1:8080:80/tcp', '53:53/udp'], networks: 'host' },
          { id: 'job', image: 'base', exit: 137, changes: ['D /tmp/a b'] },
        ],
      }),
    );
    expect(model).toMatchObject({
      containers: [
        {
          status: 'running',
          mode: 'host',
          networks: [],
          ports: [
            { host: '127.0.0.1:8080', target: '80' },
            { host: '53', target: '53/udp' },
          ],
        },
        { status: 'exited', exitCode: 137, changes: [{ kind: 'D', path: '/tmp/a b' }] },
      ],
    });
    expect(modelFaults(model)).toEqual([]);
  });

  it('has an issue for each thing that nothing is called, with the nearest name', () => {
    const containers = [{ id: 'web', image: 'ap', networks: ['front'], volumes: { data: '/x' } }];
    expect(issuesOf({ containers, networks: [{ id: 'fronts' }] })).toMatchObject([
      { rule: 'unknown-image', path: ['containers', 0, 'image'], hint: 'did you mean `app`' },
      { rule: 'unknown-network', path: ['containers', 0, 'networks', 0], hint: 'did you mean `fronts`' },
      { rule: 'unknown-volume', path: ['containers', 0, 'volumes', 'data'], hint: 'list it under `volumes`' },
    ]);
  });

  it('has an issue for a second id, an image on itself, and an exit code of what still runs', () => {
    expect(issuesOf({ volumes: [{ id: 'data' }, { id: 'data' }] })).toMatchObject([
      { rule: 'duplicate-id', path: ['volumes', 1, 'id'] },
    ]);
    expect(
      issuesOf({
        images: [
          { id: 'a', on: 'b' },
          { id: 'b', on: 'a' },
        ],
      }),
    ).toMatchObject([
      { rule: 'image-on-itself', path: ['images', 0, 'on'] },
      { rule: 'image-on-itself', path: ['images', 1, 'on'] },
    ]);
    expect(issuesOf({ images: [{ id: 'a', on: 'none' }] })).toMatchObject([{ rule: 'unknown-image' }]);
    expect(issuesOf({ containers: [{ id: 'web', image: 'app', status: 'running', exit: 1 }] })).toMatchObject(
      [{ rule: 'exit-of-no-end', path: ['containers', 0, 'exit'] }],
    );
  });

  it('takes changes and ports only as docker writes them', () => {
    expect(allows({ changes: ['C /etc/motd'], ports: ['8080:80', '8000-8002:80-82'] })).toBe(true);
    expect(allows({ changes: ['/etc/motd'] })).toBe(false);
    expect(allows({ ports: ['80'] })).toBe(false);
    expect(allows({ state: 'running' })).toBe(false);
  });

  it('is shown in part with `show`: a container goes with its image', () => {
    const model = modelOf(
      source({
        containers: [
          { id: 'web', image: 'app' },
          { id: 'job', image: 'base' },
        ],
      }),
    );
    const { frames } = stageDiagram(model, {
      use: 'd',
      show: ['images/base', 'containers/job', 'containers/web'],
    });
    expect(frames.at(-1)?.model).toMatchObject({ images: [{ id: 'base' }], containers: [{ id: 'job' }] });
  });
});
