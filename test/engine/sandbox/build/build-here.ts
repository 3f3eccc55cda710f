import { createBuilder } from '../../../../src/engine/sandbox/build/create-builder.ts';
import { dockerProgram } from '../../../../src/engine/sandbox/cli/docker-program.ts';
import type { Daemon, StoredImage } from '../../../../src/engine/sandbox/daemon/api.ts';
import { createDaemon } from '../../../../src/engine/sandbox/daemon/create-daemon.ts';
import type { DirectoryNode, FsNode } from '../../../../src/engine/sandbox/filesystem/node.ts';
import { directory, executable, file, symlink } from '../../../../src/engine/sandbox/filesystem/tree.ts';
import { fromText } from '../../../../src/engine/sandbox/kernel/bytes.ts';
import { createKernel } from '../../../../src/engine/sandbox/kernel/create-kernel.ts';
import type { Kernel } from '../../../../src/engine/sandbox/kernel/kernel.ts';
import type { Limits } from '../../../../src/engine/sandbox/kernel/limits.ts';
import { busyboxApplets } from '../../../../src/engine/sandbox/programs/busybox.ts';
import { programTable } from '../../../../src/engine/sandbox/programs/table.ts';
import type { RunConfig } from '../../../../src/engine/world.ts';
import { catalogOf } from '../../../helpers/catalog.ts';
import { type DockerCommand, dockerCommand, type Said } from '../../../helpers/docker.ts';
import { littleTree, START } from '../../../helpers/sandbox.ts';

/** A tree with busybox, as alpine has it. */
export function busyboxTree(more: Readonly<Record<string, FsNode>> = {}): DirectoryNode {
  const links = busyboxApplets.map((name) => [name, symlink('/bin/busybox')] as const);
  const tree = littleTree([], more);
  const bin = directory(new Map<string, FsNode>([...links, ['busybox', executable('busybox', 800_000)]]));
  return directory(new Map([...tree.entries, ['bin', bin]]));
}

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

export function baseImage(digit: string, config: RunConfig, tree = busyboxTree()): StoredImage {
  const created = '2025-12-04T00:00:00Z';
  return {
    id: digest(digit),
    created,
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ...config },
    layers: [{ diffId: digest(digit), digest: digest(digit), size: 8_000_000, tree }],
    history: [
      {
        created,
        createdBy: 'ADD rootfs.tar.gz / # buildkit',
        comment: 'buildkit.dockerfile.v0',
        emptyLayer: false,
      },
    ],
  };
}

const IMAGES: Readonly<Record<string, StoredImage>> = {
  'docker.io/library/alpine:latest': baseImage('a', { Cmd: ['/bin/sh'] }),
  'docker.io/library/nginx:latest': baseImage('b', { Cmd: ['nginx'], Entrypoint: ['/start'] }),
  'docker.io/library/trigger:latest': baseImage('c', { OnBuild: ['COPY app /app', 'RUN echo triggered'] }),
};

const REGISTRY = catalogOf(IMAGES);

/** A folder of files: text by path. */
export type Files = Readonly<Record<string, string>>;

export function folderOf(files: Files, mtime = START): DirectoryNode {
  const entries = new Map<string, FsNode>();
  const inner = new Map<string, Record<string, string>>();
  for (const [path, text] of Object.entries(files)) {
    const slash = path.indexOf('/');
    if (slash < 0) entries.set(path, file(fromText(text), { uid: 1000, gid: 1000, mtime }));
    else {
      const name = path.slice(0, slash);
      inner.set(name, { ...inner.get(name), [path.slice(slash + 1)]: text });
    }
  }
  for (const [name, below] of inner) entries.set(name, folderOf(below, mtime));
  return directory(entries, { uid: 1000, gid: 1000, mtime });
}

/** A computer with docker and its builder; the build context is /context. */
export interface BuildHere extends DockerCommand {
  readonly kernel: Kernel;
  readonly daemon: Daemon;
  /** Puts the files of the build context down, in place of those before. */
  files(files: Files, mtime?: number): void;
  /** `docker build -t app .` with a Dockerfile. */
  build(dockerfile: string, ...flags: readonly string[]): Said;
}

export function buildHere(limits: Partial<Limits> = {}): BuildHere {
  const kernel = createKernel({
    start: START,
    seed: 1,
    programs: programTable,
    hostRoot: busyboxTree(),
    limits,
  });
  const hostDisk = kernel.host.mounts[0]!.source;
  const daemon = createDaemon({ kernel, registry: REGISTRY, hostDisk });
  const builder = createBuilder(kernel);
  const program = dockerProgram(daemon, { buildCache: builder.cache, plugins: builder.plugins });
  let files: Files = {};
  const put = (name: string, node: FsNode) => {
    const disk = kernel.journal.edit(hostDisk);
    disk.root = directory(new Map([...disk.root.entries, [name, node]]));
  };
  const command = dockerCommand(kernel, program);
  return {
    kernel,
    daemon,
    files: (next, mtime) => {
      files = next;
      put('context', folderOf(next, mtime));
    },
    ...command,
    build(dockerfile, ...flags) {
      put('context', folderOf({ ...files, Dockerfile: dockerfile }));
      return command.docker('build', '-t', 'app', ...flags, '/context');
    },
  };
}

/** @returns the steps of a build that were taken from the cache and those that were not, by what they do */
export function stepsOf(progress: string): readonly { readonly step: string; readonly cached: boolean }[] {
  const names = new Map<string, string>();
  const steps: { step: string; cached: boolean }[] = [];
  for (const line of progress.split('\n')) {
    const [, index = '', name] = /^#(\d+) (\[.*?\d+\/\d+\] .*)$/.exec(line) ?? [];
    if (name !== undefined) names.set(index, name.replace(/^\[[^\]]*\] /, ''));
    const [, ended = '', how] = /^#(\d+) (CACHED|DONE .*|ERROR.*)$/.exec(line) ?? [];
    const step = names.get(ended);
    if (how !== undefined && step !== undefined) steps.push({ step, cached: how === 'CACHED' });
  }
  return steps;
}
