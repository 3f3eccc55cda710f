import { expect, it } from 'vitest';
import type { MountRequest } from '../../../../src/engine/sandbox/daemon/api.ts';
import { file, nodeAt, withNode } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import { bench, request } from '../../../helpers/daemon.ts';

function mount(more: Partial<MountRequest>): MountRequest {
  return { type: 'volume', source: 'keep', target: '/data', readOnly: false, createSource: true, ...more };
}

it('fills an empty volume from the image, with owner and mode, and keeps it after the container', () => {
  const { daemon, finish } = bench();
  const first = finish({ cmd: ['put', '/data/new', 'kept'], mounts: [mount({})] });
  const { root } = daemon.volumeDisk('keep');
  expect([root.uid, root.mode, [...root.entries.keys()].sort()]).toEqual([70, 0o700, ['new', 'seed']]);
  daemon.remove(first.id, { force: false, volumes: true });
  expect(finish({ cmd: ['cat', '/data/new'], mounts: [mount({})] }).out).toBe('kept');
  const plain = finish({ cmd: ['exists', '/data/seed'], mounts: [mount({ source: 'bare', noCopy: true })] });
  expect(plain.status).toBe(1);
});

it('says of mounts what inspect says', () => {
  const { daemon } = bench();
  const { id } = daemon.create(
    request({
      mounts: [mount({ readOnly: true }), mount({ type: 'bind', source: '/tmp', target: '/host' })],
    }),
  );
  const facts = daemon.inspectContainer(id);
  expect(facts.Mounts).toEqual([
    {
      Type: 'volume',
      Name: 'keep',
      Source: '/var/lib/docker/volumes/keep/_data',
      Destination: '/data',
      Driver: 'local',
      Mode: 'ro',
      RW: false,
      Propagation: '',
    },
    { Type: 'bind', Source: '/tmp', Destination: '/host', Mode: '', RW: true, Propagation: 'rprivate' },
  ]);
  expect(facts.HostConfig.Binds).toEqual(['keep:/data:ro', '/tmp:/host']);
});

it('refuses to remove a volume while a container has it', () => {
  const { daemon, finish } = bench();
  const { id } = finish({ mounts: [mount({})] });
  expect(() => daemon.removeVolume('keep', false)).toThrow(`remove keep: volume is in use - [${id}]`);
  daemon.remove(id, { force: false, volumes: true });
  daemon.removeVolume('keep', false);
  expect(() => daemon.inspectVolume('keep')).toThrow('get keep: no such volume');
});

it('makes anonymous volumes for VOLUME, and removes them with --rm and rm -v', () => {
  const { daemon, run, finish } = bench(['keeper']);
  const id = run({ image: 'keeper' });
  const [volume] = daemon.volumes();
  expect(volume?.Name).toMatch(/^[0-9a-f]{64}$/);
  expect(volume?.Labels).toEqual({ 'com.docker.volume.anonymous': '' });
  daemon.remove(id, { force: true, volumes: true });
  expect(daemon.volumes()).toEqual([]);
  finish({ image: 'keeper', cmd: ['exit', '0'], autoRemove: true });
  expect(daemon.volumes()).toEqual([]);
  finish({ image: 'keeper', cmd: ['exit', '0'] });
  daemon.pruneContainers(new Map());
  daemon.createVolume({ name: 'named', driver: 'local', labels: {}, options: {} });
  expect(daemon.pruneVolumes({ all: false, filters: new Map() }).names).toHaveLength(1);
  expect(daemon.volumes().map(({ Name }) => Name)).toEqual(['named']);
  expect(daemon.pruneVolumes({ all: true, filters: new Map() }).names).toEqual(['named']);
});

it('binds folders and files of the host', () => {
  const { daemon, finish, kernel } = bench();
  kernel.journal.edit(daemon.hostDisk).root = withNode(daemon.hostDisk.root, '/tmp/page', file('host'));
  const bind = (source: string, target: string, more = {}) => [
    mount({ type: 'bind', source, target, ...more }),
  ];
  expect(finish({ cmd: ['cat', '/page'], mounts: bind('/tmp/page', '/page') }).out).toBe('host');
  finish({ cmd: ['put', '/x/out', 'from inside'], mounts: bind('/tmp', '/x') });
  expect(nodeAt(daemon.hostDisk.root, '/tmp/out')).toMatchObject({ data: 'from inside' });
  finish({ mounts: bind('/tmp/made/by/docker', '/x') });
  expect(nodeAt(daemon.hostDisk.root, '/tmp/made/by/docker')).toMatchObject({ kind: 'directory', uid: 0 });
  expect(() => finish({ mounts: bind('/nope', '/x', { createSource: false }) })).toThrow(
    'invalid mount config for type "bind": bind source path does not exist: /nope',
  );
  expect(() => finish({ mounts: bind('/tmp', '/plain') })).toThrow(
    'Are you trying to mount a directory onto a file (or vice-versa)?',
  );
});

it('shows in diff what a container changed, and nothing in another one', () => {
  const { daemon, finish, run } = bench();
  const other = run({ cmd: ['sleep', '100'] });
  const { id } = finish({ cmd: ['put', '/tmp/new', 'x'], mounts: [mount({ target: '/mnt/v' })] });
  expect(daemon.diff(id)).toEqual([
    { kind: 'A', path: '/mnt' },
    { kind: 'A', path: '/mnt/v' },
    { kind: 'C', path: '/tmp' },
    { kind: 'A', path: '/tmp/new' },
  ]);
  expect(daemon.diff(other)).toEqual([]);
  expect(daemon.sizeOf(id).writable).toBe(1);
});

it('reads and writes paths of a container, through its mounts', () => {
  const { daemon, run } = bench();
  const id = run({
    cmd: ['sleep', '100'],
    mounts: [mount({}), mount({ source: 'ro', target: '/ro', readOnly: true })],
  });
  expect(daemon.readPath(id, '/data/seed')).toMatchObject({ data: 'from the image' });
  expect(daemon.readPath(id, '/etc/hosts')).toMatchObject({ data: expect.stringContaining('172.17.0.2') });
  expect(daemon.readPath(id, '/none')).toBeUndefined();
  daemon.writePath(id, '/data/put', file('copied'));
  expect(nodeAt(daemon.volumeDisk('keep').root, '/put')).toMatchObject({ data: 'copied' });
  expect(() => daemon.writePath(id, '/ro/x', file(''))).toThrow('mounted volume is marked read-only');
});

it('commits a container as an image with one more layer', () => {
  const { daemon, finish } = bench();
  const { id } = finish({ cmd: ['put', '/tmp/new', 'x'] });
  const made = daemon.commit(id, {
    reference: 'mine:1',
    message: 'why',
    changes: ['CMD ["cat", "/tmp/new"]', 'ENV B=2'],
    pause: true,
  });
  const image = daemon.image('mine:1');
  expect(image.id).toBe(made);
  expect(image.layers).toHaveLength(2);
  expect(image.config).toMatchObject({ Cmd: ['cat', '/tmp/new'], Env: ['PATH=/bin', 'A=image', 'B=2'] });
  expect(finish({ image: 'mine:1' }).out).toBe('x');
});
