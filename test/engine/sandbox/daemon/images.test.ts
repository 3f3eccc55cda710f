import { expect, it } from 'vitest';
import type { PullProgress } from '../../../../src/engine/sandbox/daemon/pull-progress.ts';
import { bench } from '../../../helpers/daemon.ts';

it('pulls layer by layer, and not what it has already', () => {
  const { daemon, task } = bench();
  const seen: PullProgress[] = [];
  const progress = (event: PullProgress) => seen.push(event);
  task(() => daemon.pull('nginx', { progress }));
  expect(seen.map((event) => (event.kind === 'layer' ? event.status : event.kind))).toEqual([
    'pulling',
    'Already exists',
    'Pulling fs layer',
    'Download complete',
    'Pull complete',
    'digest',
    'status',
  ]);
  expect(seen[0]).toEqual({ kind: 'pulling', tag: 'latest', repository: 'library/nginx' });
  expect(seen.at(-1)).toEqual({ kind: 'status', reference: 'nginx:latest', fresh: true });
  seen.length = 0;
  task(() => daemon.pull('nginx', { progress }));
  expect(seen.at(-1)).toMatchObject({ fresh: false });
});

it('refuses what no registry has', () => {
  const { daemon, task } = bench([]);
  const pull = (name: string) => task(() => daemon.pull(name, { progress: () => {} }));
  expect(() => pull('nosuch')).toThrow(
    "pull access denied for nosuch, repository does not exist or may require 'docker login'",
  );
  expect(() => pull('nginx:nope')).toThrow(
    'failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
  );
  expect(() => pull('Nginx')).toThrow(
    'invalid reference format: repository name (library/Nginx) must be lowercase',
  );
  expect(() => daemon.image('alpine')).toThrow('No such image: alpine:latest');
});

it('finds images by name, id, beginning of an id and digest', () => {
  const { daemon } = bench();
  const { id } = daemon.image('alpine');
  for (const name of [
    'alpine:latest',
    'docker.io/library/alpine',
    id,
    id.slice(7),
    id.slice(7, 19),
    `alpine@${id}`,
  ]) {
    expect(daemon.image(name).id).toBe(id);
  }
  expect(daemon.inspectImage('alpine')).toMatchObject({
    RepoTags: ['alpine:latest'],
    RepoDigests: [`alpine@${id}`],
    Size: 4000,
  });
});

it('untags while another name is left, and deletes with the last', () => {
  const { daemon } = bench();
  const { id } = daemon.image('alpine');
  daemon.tag('alpine', 'mine:1');
  const plain = { force: false, prune: true };
  expect(daemon.removeImage('mine:1', plain)).toEqual([{ untagged: 'mine:1' }]);
  daemon.tag('alpine', 'mine:2');
  expect(() => daemon.removeImage(id.slice(7, 19), plain)).toThrow(
    `conflict: unable to delete ${id.slice(7, 19)} (must be forced) - image is referenced in multiple repositories`,
  );
  daemon.removeImage('mine:2', plain);
  expect(daemon.removeImage('alpine', plain)).toEqual([{ untagged: 'alpine:latest' }, { deleted: id }]);
  expect(daemon.images()).toEqual([]);
});

it('keeps an image that a container uses', () => {
  const { daemon, run, pass } = bench();
  const { id } = daemon.image('alpine');
  const short = id.slice(7, 19);
  const container = run({ cmd: ['sleep', '10'] });
  const by = container.slice(0, 12);
  const plain = { force: false, prune: true };
  const conflict = `conflict: unable to delete alpine:latest (must be forced) - container ${by} is using its referenced image ${short}`;
  expect(() => daemon.removeImage('alpine', plain)).toThrow(conflict);
  expect(() => daemon.removeImage(short, { force: true, prune: true })).toThrow(
    `conflict: unable to delete ${short} (cannot be forced) - image is being used by running container ${by}`,
  );
  pass(20_000);
  expect(() => daemon.removeImage(short, plain)).toThrow(
    `conflict: unable to delete ${short} (must be forced) - image is being used by stopped container ${by}`,
  );
  expect(daemon.removeImage('alpine', { force: true, prune: true })).toEqual([{ untagged: 'alpine:latest' }]);
  expect(daemon.images()).toMatchObject([{ tags: [], containers: 1 }]);
  daemon.start(container);
});

it('leaves the old owner of a name dangling, and prunes it', () => {
  const { daemon, task } = bench();
  const { id } = daemon.image('alpine');
  task(() => daemon.pull('nginx', { progress: () => {} }));
  daemon.tag('nginx', 'alpine');
  expect(daemon.images().find(({ image }) => image.id === id)?.tags).toEqual([]);
  expect(daemon.pruneImages({ all: false, filters: new Map() }).deleted).toEqual([{ deleted: id }]);
  expect(daemon.pruneImages({ all: true, filters: new Map() }).deleted).toHaveLength(3);
});

it('pushes to a registry that runs here, and pulls from it', () => {
  const { daemon, task, run, pass } = bench(['alpine', 'registry:3']);
  daemon.tag('alpine', 'localhost:5001/mine');
  const push = () => {
    const lines: string[] = [];
    task(() => daemon.push('localhost:5001/mine', (line) => lines.push(line)));
    return lines;
  };
  expect(push).toThrow('connection refused');
  run({ image: 'registry:3', publish: { '5000/tcp': [{ HostIp: '', HostPort: '5001' }] } });
  pass(10);
  expect(push()).toEqual([
    'The push refers to repository [localhost:5001/mine]',
    expect.stringMatching(/^[0-9a-f]{12}: Pushed$/),
    expect.stringMatching(/^latest: digest: sha256:[0-9a-f]{64} size: \d+$/),
  ]);
  expect(push()[1]).toMatch(/: Layer already exists$/);
  daemon.removeImage('localhost:5001/mine', { force: false, prune: true });
  daemon.removeImage('alpine', { force: false, prune: true });
  task(() => daemon.pull('localhost:5001/mine', { progress: () => {} }));
  expect(daemon.image('localhost:5001/mine').config.Cmd).toEqual(['echo', 'hello']);
});

it('searches what can be pulled', () => {
  expect(
    bench([])
      .daemon.search('web')
      .map(({ name }) => name),
  ).toEqual(['nginx']);
});
