import { describe, expect, it } from 'vitest';
import { completeLine, type Names } from '../../../src/app/play/complete.ts';
import type { World } from '../../../src/engine/world.ts';

const world = {
  containers: [
    { Name: '/web', Config: { Image: 'nginx' }, State: { Running: true, Status: 'running' } },
    { Name: '/worker', Config: { Image: 'alpine' }, State: { Running: false, Status: 'exited' } },
  ],
  images: [{ RepoTags: ['nginx:alpine', 'nginx:latest'] }],
  networks: [{ Name: 'bridge', Driver: 'bridge' }],
  volumes: [{ Name: 'data' }],
} as unknown as World;

const names: Names = {
  world,
  list: (folder) =>
    folder === '.'
      ? [
          { name: 'Dockerfile', directory: false },
          { name: 'app', directory: true },
          { name: '.dockerignore', directory: false },
        ]
      : folder === 'app/'
        ? [{ name: 'main.py', directory: false }]
        : [],
  commands: [{ text: 'docker' }, { text: 'date' }, { text: 'draw', does: 'draw' }],
  language: 'en',
};

const found = (line: string): string[] => completeLine(line, names).candidates.map(({ text }) => text);

describe('completion at the prompt', () => {
  it.each([
    ['d', ['date', 'docker', 'draw']],
    ['echo x | do', ['docker']],
    ['true && da', ['date']],
    ['A=b do', ['docker']],
    ['docker sto', ['stop']],
    ['docker container sto', ['stop']],
    ['docker network c', ['connect', 'create']],
    ['docker stop w', ['web', 'worker']],
    ['docker exec w', ['web']],
    ['docker exec -it w', ['web']],
    ['docker stop web wo', ['worker']],
    ['docker rmi nginx:', ['nginx:alpine', 'nginx:latest']],
    ['docker run -p 80:80 --name x ng', ['nginx:alpine', 'nginx:latest']],
    ['docker run --net', ['--network', '--network-alias']],
    ['docker run --network b', ['bridge']],
    ['docker run --network=b', ['--network=bridge']],
    ['docker run --restart un', ['unless-stopped']],
    ['docker run -itd --pull=', ['--pull=always', '--pull=missing', '--pull=never']],
    ['docker volume rm ', ['data']],
    ['docker ps $(docker ps -', ['-a', '-f', '-l', '-n', '-q', '-s'].filter(Boolean)],
    ['cat D', ['Dockerfile']],
    ['cat app/', ['app/main.py']],
    ['cat .d', ['.dockerignore']],
    ['explain docker sto', ['stop']],
    ['docker nonsense x', []],
    ['', ['date', 'docker', 'draw']],
  ])('%s', (line, candidates) => {
    const all = found(line);
    if (line.endsWith('-')) expect(all).toEqual(expect.arrayContaining(candidates));
    else expect(all).toEqual(candidates);
  });

  it('says what commands and flags do', () => {
    expect(completeLine('docker stop', names).candidates[0]).toMatchObject({
      does: 'Stop running containers',
    });
    expect(completeLine('docker rm --for', { ...names, language: 'ko' }).candidates[0]?.does).toMatch(
      /[가-힣]/,
    );
  });

  it('gives the part of the line that a candidate takes the place of', () => {
    expect(completeLine('docker sto', names).word).toBe('sto');
    expect(completeLine('docker stop ', names).word).toBe('');
  });
});
