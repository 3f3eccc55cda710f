import { type DockerOptions, dockerProgram } from '../../../../src/engine/sandbox/cli/docker-program.ts';
import type { Daemon, StoredImage } from '../../../../src/engine/sandbox/daemon/api.ts';
import { createDaemon } from '../../../../src/engine/sandbox/daemon/create-daemon.ts';
import type { DirectoryNode } from '../../../../src/engine/sandbox/filesystem/node.ts';
import type { Kernel } from '../../../../src/engine/sandbox/kernel/kernel.ts';
import type { Program } from '../../../../src/engine/sandbox/kernel/process.ts';
import type { RunConfig } from '../../../../src/engine/world.ts';
import { catalogOf } from '../../../helpers/catalog.ts';
import { type DockerCommand, dockerCommand } from '../../../helpers/docker.ts';
import { littleTree, testKernel } from '../../../helpers/sandbox.ts';

/** Programs small enough to see through; the container's tree has them in /bin. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  *echo(process) {
    yield* process.write(1, `${process.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  *complain(process) {
    yield* process.write(2, `${process.argv.slice(1).join(' ')}\n`);
    return 3;
  },
  *exit(process) {
    return Number(process.argv[1]);
  },
  *cat(process) {
    for (;;) {
      const bytes = yield* process.read(0, 4096);
      if (bytes === '') return 0;
      yield* process.write(1, bytes);
    }
  },
  *sleep(process) {
    yield* process.sleep(Number(process.argv[1]) * 1000);
    return 0;
  },
  *serve(process) {
    process.onSignal('SIGTERM', 'catch');
    yield* process.write(1, 'ready\n');
    try {
      yield* process.sleep(1e12);
    } catch {
      yield* process.write(1, 'bye\n');
    }
    return 0;
  },
  *env(process) {
    for (const [name, value] of process.env) yield* process.write(1, `${name}=${value}\n`);
    return 0;
  },
  *touch(process) {
    process.fs.writeFile(process.argv[1] ?? '', process.argv[2] ?? '');
    return 0;
  },
};

function digest(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

function image(digit: string, tree: DirectoryNode, config: RunConfig, created: string): StoredImage {
  return {
    id: digest(digit),
    created,
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ...config },
    layers: [{ diffId: digest(`${digit}`), digest: digest(digit), size: 8_300_000, tree }],
    history: [
      {
        created,
        createdBy: 'ADD alpine-minirootfs.tar.gz / # buildkit',
        comment: 'buildkit.dockerfile.v0',
        emptyLayer: false,
      },
      { created, createdBy: 'CMD ["/bin/sh"]', comment: 'buildkit.dockerfile.v0', emptyLayer: true },
    ],
  };
}

const TREE = littleTree(Object.keys(PROGRAMS));
const IMAGES: Readonly<Record<string, StoredImage>> = {
  'docker.io/library/alpine:latest': image('a', TREE, { Cmd: ['echo', 'hello'] }, '2025-12-04T00:00:00Z'),
  'docker.io/library/nginx:latest': image(
    'b',
    TREE,
    { Cmd: ['serve', '-g', 'daemon off;'], ExposedPorts: { '80/tcp': {} }, Labels: { maker: 'ngx' } },
    '2025-12-20T00:00:00Z',
  ),
};

const REGISTRY = catalogOf(IMAGES, [
  { name: 'nginx', description: 'Official build of Nginx.', stars: 21_000, official: true },
]);

/** A computer with docker, two images to pull, and nothing else. */
export interface DockerHere extends DockerCommand {
  readonly kernel: Kernel;
  readonly daemon: Daemon;
  /** Lets virtual time pass. */
  pass(milliseconds: number): void;
}

/** @returns a new computer with docker */
export function dockerHere(options: DockerOptions = {}): DockerHere {
  const kernel = testKernel(PROGRAMS);
  const hostDisk = kernel.host.mounts[0]?.source;
  if (hostDisk === undefined) throw new Error('the host has no disk');
  const daemon = createDaemon({ kernel, registry: REGISTRY, hostDisk });
  return {
    kernel,
    daemon,
    ...dockerCommand(kernel, dockerProgram(daemon, options)),
    pass(milliseconds) {
      kernel.run(() => false, kernel.now() + milliseconds);
    },
  };
}
