import type { ContainerRequest, Daemon, Layer, StoredImage } from '../../src/engine/sandbox/daemon/api.ts';
import { createDaemon } from '../../src/engine/sandbox/daemon/create-daemon.ts';
import type { DirectoryNode } from '../../src/engine/sandbox/filesystem/node.ts';
import { directory, file } from '../../src/engine/sandbox/filesystem/tree.ts';
import type { Kernel, OpenFile } from '../../src/engine/sandbox/kernel/kernel.ts';
import type { Program, Task } from '../../src/engine/sandbox/kernel/process.ts';
import type { RunConfig } from '../../src/engine/world.ts';
import { catalogOf } from './catalog.ts';
import { littleTree, runOnHost, testKernel } from './sandbox.ts';

/** Programs for containers to run, as small as they can be. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  *echo(process) {
    yield* process.write(1, `${process.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  *warn(process) {
    yield* process.write(2, `${process.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  *env(process) {
    for (const [name, value] of process.env) yield* process.write(1, `${name}=${value}\n`);
    return 0;
  },
  *exit(process) {
    return Number(process.argv[1] ?? 0);
  },
  *sleep(process) {
    yield* process.sleep(Number(process.argv[1] ?? 1) * 1000);
    return Number(process.argv[2] ?? 0);
  },
  /** Ends well at SIGTERM. */
  *polite(process) {
    process.onSignal('SIGTERM', 'catch');
    try {
      yield* process.sleep(1e9);
    } catch {
      yield* process.write(1, 'bye\n');
    }
    return 0;
  },
  *put(process) {
    process.fs.writeFile(process.argv[1] ?? '', process.argv[2] ?? '');
    yield* process.sleep(Number(process.argv[3] ?? 0));
    return 0;
  },
  *cat(process) {
    const [, path] = process.argv;
    if (path !== undefined) yield* process.write(1, process.fs.readFile(path));
    for (
      let line = path === undefined ? yield* process.read(0) : '';
      line !== '';
      line = yield* process.read(0)
    ) {
      yield* process.write(1, line);
    }
    return 0;
  },
  *exists(process) {
    return process.fs.exists(process.argv[1] ?? '') ? 0 : 1;
  },
  *whoami(process) {
    const { uid, gid } = process.user();
    yield* process.write(1, `${uid}:${gid} ${process.cwd()} ${process.pid}\n`);
    return 0;
  },
  *hog(process) {
    for (;;) yield* process.allocate(1024 * 1024);
  },
  *resolve(process) {
    try {
      yield* process.write(1, `${process.net.resolve(process.argv[1] ?? '').join(' ')}\n`);
      return 0;
    } catch {
      return 2;
    }
  },
  *serve(process) {
    const listener = process.net.listen(80);
    for (;;) {
      const fd = yield* process.net.accept(listener);
      yield* process.read(fd);
      yield* process.write(fd, 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nhi\n');
      process.close(fd);
    }
  },
  *registry(process) {
    yield* process.sleep(1e9);
    return 0;
  },
};

const NAMES = Object.keys(PROGRAMS);

/** @returns a layer whose digests follow from its name */
export function layer(name: string, tree: DirectoryNode, size = 1000): Layer {
  const hex = [...name].map((sign) => sign.charCodeAt(0).toString(16)).join('');
  return {
    diffId: `sha256:${hex.padEnd(64, '1')}`,
    digest: `sha256:${hex.padEnd(64, '2')}`,
    size,
    tree,
  };
}

/** @returns an image whose id follows from its name */
export function image(name: string, layers: readonly Layer[], config: RunConfig = {}): StoredImage {
  const hex = [...name].map((sign) => sign.charCodeAt(0).toString(16)).join('');
  return {
    id: `sha256:${hex.padStart(64, 'a')}`,
    created: '2025-11-01T00:00:00Z',
    architecture: 'amd64',
    os: 'linux',
    config,
    layers,
    history: [],
  };
}

const BASE = littleTree(NAMES, {
  script: file('#!/bin/nowhere\n', { mode: 0o755 }),
  plain: file('no program', { mode: 0o644 }),
  data: directory({ seed: file('from the image') }, { uid: 70, mode: 0o700 }),
});
const BASE_LAYER = layer('base', BASE, 4000);

/** The images of the tests: `alpine`, and `nginx` that shares its layer. */
const CATALOG: Readonly<Record<string, StoredImage>> = {
  'docker.io/library/alpine:latest': image('al', [BASE_LAYER], {
    Cmd: ['echo', 'hello'],
    Env: ['PATH=/bin', 'A=image'],
  }),
  'docker.io/library/alpine:3.21': image('a3', [layer('old', BASE)], { Cmd: ['echo', 'old'] }),
  'docker.io/library/nginx:latest': image(
    'ng',
    [BASE_LAYER, layer('web', directory(new Map([...BASE.entries, ['web', directory()]])))],
    { Cmd: ['serve'], ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/bin'] },
  ),
  'docker.io/library/keeper:latest': image('ke', [BASE_LAYER], {
    Cmd: ['sleep', '1000'],
    Env: ['PATH=/bin'],
    Volumes: { '/data': {} },
  }),
  'docker.io/library/registry:3': image('re', [BASE_LAYER], { Cmd: ['registry'], Env: ['PATH=/bin'] }),
};

const REGISTRY = catalogOf(CATALOG, [
  { name: 'nginx', description: 'A web server', stars: 20_000, official: true },
  { name: 'alpine', description: 'A small Linux', stars: 10_000, official: true },
]);

/** A request as `docker run` makes it when nothing is asked for. */
export function request(more: Partial<ContainerRequest> = {}): ContainerRequest {
  return {
    image: 'alpine',
    env: [],
    labels: {},
    exposed: [],
    publish: {},
    publishAll: false,
    mounts: [],
    networks: [],
    extraHosts: [],
    dns: [],
    tty: false,
    openStdin: false,
    attach: { stdin: false, stdout: true, stderr: true },
    autoRemove: false,
    restart: { name: 'no', max: 0 },
    memory: 0,
    memorySwap: 0,
    memoryReservation: 0,
    nanoCpus: 0,
    cpuShares: 0,
    cpuset: '',
    pidsLimit: null,
    readOnly: false,
    privileged: false,
    capAdd: [],
    capDrop: [],
    securityOpt: [],
    init: false,
    ...more,
  };
}

/** A daemon with its kernel, and ways to drive both. */
export interface Bench {
  readonly kernel: Kernel;
  readonly daemon: Daemon;
  /** Runs a task of the daemon in a process of the host. Throws what it throws. */
  task<T>(make: () => Task<T>, within?: number): T;
  /** Lets virtual time pass. */
  pass(milliseconds: number): void;
  /** Creates and starts. @returns the id */
  run(more?: Partial<ContainerRequest>): string;
  /** Creates, starts, waits for the end. */
  finish(more?: Partial<ContainerRequest>): {
    readonly id: string;
    readonly status: number;
    readonly out: string;
  };
  output(container: string): string;
  /** Reads what a stream of the daemon's gives, to its end. */
  drain(file: OpenFile): string;
  /** What was done, as `type action`. */
  actions(from?: number): readonly string[];
}

/** @returns a daemon that has pulled `images` */
export function bench(images: readonly string[] = ['alpine']): Bench {
  const kernel = testKernel(PROGRAMS);
  const hostDisk = kernel.host.mounts.find(({ target }) => target === '/')!.source;
  const daemon = createDaemon({ kernel, registry: REGISTRY, hostDisk, cpus: 4 });
  const task = <T>(make: () => Task<T>, within?: number): T =>
    runOnHost(kernel, (process) => process.callTask(make), { within });
  const self: Bench = {
    kernel,
    daemon,
    task,
    pass: (milliseconds) => {
      const until = kernel.now() + milliseconds;
      kernel.schedule(until, { kind: 'tick', subject: '' });
      kernel.run(() => false, until);
    },
    run: (more) => {
      const { id } = daemon.create(request(more));
      daemon.start(id);
      return id;
    },
    finish: (more) => {
      const { id } = daemon.create(request(more));
      daemon.start(id);
      const status = task(() => daemon.wait(id));
      return { id, status, out: more?.autoRemove === true ? '' : self.output(id) };
    },
    output: (container) =>
      daemon
        .logs(container)
        .map(({ bytes }) => bytes)
        .join(''),
    drain: (from) =>
      runOnHost(
        kernel,
        function* (process) {
          let text = '';
          for (let piece = yield* process.read(0); piece !== ''; piece = yield* process.read(0))
            text += piece;
          return text;
        },
        { stdin: from },
      ),
    actions: (from) => daemon.events(from).map(({ type, action }) => `${type} ${action}`),
  };
  for (const name of images) task(() => daemon.pull(name, { progress: () => {} }));
  return self;
}
