import { describe, expect, it } from 'vitest';
import { walkTree } from '../../../../src/engine/sandbox/filesystem/difference.ts';
import { nodeAt, treeSize } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import { interpreters } from '../../../../src/engine/sandbox/programs/interpreters/table.ts';
import { packageManagers } from '../../../../src/engine/sandbox/programs/packages/table.ts';
import { programTable } from '../../../../src/engine/sandbox/programs/table.ts';
import type { CompiledRegistry } from '../../../../src/engine/sandbox/registry/compiled.ts';
import { createRegistry } from '../../../../src/engine/sandbox/registry/create-registry.ts';
import { registrySource, testRegistry } from '../../../helpers/registry.ts';

const registry = testRegistry();
const source: CompiledRegistry = registrySource();
const full = (name: string): string =>
  name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`;
const everyImage = source.repositories.flatMap(({ name, images }) =>
  images.flatMap(({ tags }) => tags.map((tag) => [name, tag] as const)),
);
const imageOf = (name: string, tag: string) => registry.resolve(full(name), tag)!.image;

describe('the registry of the built-in pack', () => {
  it('has every image that its file names, with the same object for each of its tags', () => {
    for (const [name, tag] of everyImage)
      expect(registry.resolve(full(name), tag), `${name}:${tag}`).toBeDefined();
    expect(imageOf('alpine', 'latest')).toBe(imageOf('alpine', '3.22'));
    expect(registry.resolve(full('alpine'), imageOf('alpine', '3').id)?.image).toBe(
      imageOf('alpine', '3.22'),
    );
  });

  it('tells an unknown tag from an unknown repository', () => {
    expect(registry.resolve(full('alpine'), '9.99')).toBeUndefined();
    expect(registry.has(full('alpine'))).toBe(true);
    expect(registry.has(full('alpina'))).toBe(false);
    expect(registry.has('ghcr.io/library/alpine')).toBe(false);
  });

  it('gives the same digests each time, and another to any other content', () => {
    const again = createRegistry(source);
    const ids = everyImage.map(([name, tag]) => imageOf(name, tag).id);
    expect(everyImage.map(([name, tag]) => again.resolve(full(name), tag)!.image.id)).toEqual(ids);
    const images = new Set(source.repositories.flatMap(({ images }) => images));
    expect(new Set(ids).size).toBe(images.size);
  });

  it('shares the layers of the image that another was built on', () => {
    const base = imageOf('alpine', '3.22').layers;
    const nginx = imageOf('nginx', 'alpine').layers;
    expect(nginx.slice(0, base.length)).toEqual(base);
    expect(nginx[0]).toBe(base[0]);
    expect(nodeAt(nginx[1]!.tree, '/bin')).toBe(nodeAt(base[0]!.tree, '/bin'));
  });

  it('names no program that the sandbox does not have', () => {
    const programs = new Set([
      ...programTable.keys(),
      ...interpreters.keys(),
      ...packageManagers(undefined).keys(),
    ]);
    for (const [name, tag] of everyImage) {
      for (const { path, node } of walkTree(imageOf(name, tag).layers.at(-1)!.tree)) {
        if (node.kind === 'file' && node.program !== undefined) {
          expect(programs.has(node.program), `${name}:${tag} ${path} is ${node.program}`).toBe(true);
        }
      }
    }
  });

  it('has what alpine and debian are known by', () => {
    const alpine = imageOf('alpine', '3.22').layers[0]!.tree;
    expect(nodeAt(alpine, '/bin/sh')).toMatchObject({ kind: 'symlink', target: '/bin/busybox' });
    expect(nodeAt(alpine, '/etc/alpine-release')).toMatchObject({ data: '3.22.2\n' });
    expect(nodeAt(alpine, '/usr/bin/curl')).toBeUndefined();
    expect(nodeAt(alpine, '/tmp')).toMatchObject({ mode: 0o1777 });
    const debian = imageOf('debian', 'bookworm-slim').layers[0]!.tree;
    expect(nodeAt(debian, '/bin')).toMatchObject({ kind: 'symlink', target: 'usr/bin' });
    expect(nodeAt(debian, '/usr/bin/sh')).toMatchObject({ target: 'dash' });
    expect(nodeAt(debian, '/usr/bin/ps')).toBeUndefined();
    expect(treeSize(debian)).toBeGreaterThan(0);
  });

  it('has the configurations that the images document', () => {
    expect(imageOf('nginx', 'alpine').config).toMatchObject({
      Entrypoint: ['/docker-entrypoint.sh'],
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGQUIT',
    });
    expect(imageOf('redis', 'alpine').config).toMatchObject({
      Volumes: { '/data': {} },
      WorkingDir: '/data',
    });
    expect(imageOf('postgres', '17-alpine').config.Volumes).toEqual({ '/var/lib/postgresql/data': {} });
    expect(imageOf('postgres', '18-alpine').config.Volumes).toEqual({ '/var/lib/postgresql': {} });
    expect(imageOf('golang', 'alpine').config).toMatchObject({ Cmd: ['/bin/sh'], WorkingDir: '/go' });
  });
});
