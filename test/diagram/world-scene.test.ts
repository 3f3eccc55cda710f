import { describe, expect, it } from 'vitest';
import { describeScene } from '../../src/diagram/alternative.ts';
import { drawScene } from '../../src/diagram/layout/draw.ts';
import { worldPicture } from '../../src/diagram/world-scene.ts';
import type { Sandbox } from '../../src/engine/sandbox/sandbox.ts';
import { newSandbox } from '../helpers/learner.ts';

function sandboxAfter(...lines: readonly string[]): Sandbox {
  const sandbox = newSandbox();
  for (const line of lines) sandbox.execute(line.split(' '));
  return sandbox;
}

const pictureOf = (...lines: readonly string[]) => worldPicture(sandboxAfter(...lines).world());

describe('the picture of a world', () => {
  it('of nothing has nothing', () => {
    expect(pictureOf()).toEqual({ more: 0, stopped: [], ports: [], networks: [], volumes: [], images: [] });
  });

  it('has what runs side by side on one kernel, the engine beside it', () => {
    const { scene } = pictureOf('run -d --name web alpine sleep 1d', 'run -d --name db alpine sleep 1d');
    const words = JSON.stringify(describeScene(scene!, 'en'));
    for (const name of ['web', 'db', 'alpine:latest', 'Host kernel', 'Docker Engine'])
      expect(words).toContain(name);
    expect(JSON.stringify(describeScene(scene!, 'ko'))).toContain('호스트 커널');
    const { rows } = drawScene(scene!, { lang: 'en', charset: 'unicode', width: 78 });
    expect(rows.map((row) => row.map(({ text }) => text).join('')).join('\n')).toContain('web');
  });

  it('lists what does not run, what is published, networks, volumes and unused images', () => {
    const picture = pictureOf(
      'network create app',
      'volume create spare',
      'run -d --name web --network app -p 127.0.0.1:8080:80 -v data:/x alpine sleep 1d',
      'run --name gone alpine sh -c false',
      'pull busybox',
    );
    expect(picture).toMatchObject({
      stopped: [expect.stringMatching(/^gone \(exited \d+\)$/)],
      ports: ['127.0.0.1:8080 → web:80/tcp'],
      networks: [{ name: 'app', users: ['web'] }],
      images: ['busybox:latest'],
    });
    expect(picture.volumes).toEqual(
      expect.arrayContaining([
        { name: 'data', users: ['web:/x'] },
        { name: 'spare', users: [] },
      ]),
    );
  });

  it('has room for four containers, and counts the others', () => {
    const lines = Array.from({ length: 6 }, (_, index) => `run -d --name box${index} alpine sleep 1d`);
    expect(pictureOf(...lines).more).toBe(2);
  });
});
