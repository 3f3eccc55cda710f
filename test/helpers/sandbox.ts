import type { DirectoryNode, FsNode } from '../../src/engine/sandbox/filesystem/node.ts';
import { directory, executable, file } from '../../src/engine/sandbox/filesystem/tree.ts';
import type { Bytes } from '../../src/engine/sandbox/kernel/bytes.ts';
import { createKernel, type KernelOptions } from '../../src/engine/sandbox/kernel/create-kernel.ts';
import type { Halt, Kernel, Namespaces, OpenFile } from '../../src/engine/sandbox/kernel/kernel.ts';
import type { Credentials, Process, Program, Task } from '../../src/engine/sandbox/kernel/process.ts';

/** When the clocks of the tests start: 2026-01-01T00:00:00Z. */
export const START = Date.UTC(2026, 0, 1);

export const ROOT: Credentials = { uid: 0, gid: 0, groups: [0] };
/** A user without rights. */
export const NOBODY: Credentials = { uid: 1000, gid: 1000, groups: [1000] };

const PASSWD =
  'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\nlearner:x:1000:1000::/home/learner:/bin/sh\n';

/**
 * A little root tree: /bin with the programs, /etc/passwd, /etc/group, /etc/hosts, /tmp, /root, /home/learner, /dev …
 * @param programs each becomes /bin/<name>
 * @param more entries of the root directory
 */
export function littleTree(
  programs: Iterable<string> = [],
  more: Readonly<Record<string, FsNode>> = {},
): DirectoryNode {
  const bin: Record<string, FsNode> = {};
  for (const name of programs) bin[name] = executable(name, 10_000);
  return directory({
    bin: directory(bin),
    dev: directory(),
    etc: directory({
      passwd: file(PASSWD),
      group: file('root:x:0:root\nlearner:x:1000:\n'),
      hosts: file('127.0.0.1\tlocalhost\n'),
      hostname: file('sandbox\n'),
    }),
    home: directory({ learner: directory({}, { uid: 1000, gid: 1000 }) }),
    proc: directory(),
    root: directory({}, { mode: 0o700 }),
    run: directory(),
    sys: directory(),
    tmp: directory({}, { mode: 0o1777 }),
    usr: directory({ bin: directory(), local: directory({ bin: directory() }) }),
    var: directory({ log: directory(), lib: directory() }),
    ...more,
  });
}

/**
 * A kernel whose host has the little tree, with the programs in /bin.
 * @param programs by name
 */
export function testKernel(
  programs: Readonly<Record<string, Program>> | ReadonlyMap<string, Program> = {},
  options: Partial<KernelOptions> = {},
): Kernel {
  const table = programs instanceof Map ? programs : new Map(Object.entries(programs));
  return createKernel({
    start: START,
    seed: 1,
    programs: table,
    hostRoot: littleTree(table.keys()),
    ...options,
  });
}

/** Namespaces as a container has them: their own pids and network, and a root file system of their own. */
export function testContainer(
  kernel: Kernel,
  root: DirectoryNode,
  options: Partial<Namespaces> = {},
): Namespaces {
  const source = kernel.createFileSystem(root);
  return kernel.createNamespaces({
    hostname: 'c0ffee',
    mounts: [{ target: '/', source, subpath: '/', readOnly: false, type: 'rootfs' }],
    ...options,
  });
}

export interface RunOptions {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: Bytes;
  readonly user?: Credentials;
  readonly namespaces?: Namespaces;
  /** Virtual milliseconds that it may take; no bound if left out. */
  readonly within?: number;
  /** Runs this instead of what argv names. */
  readonly body?: Program;
}

/** What a process did that ran to its end. */
export interface Ran {
  /** Its status; undefined if it did not end. */
  readonly exit: number | undefined;
  readonly stdout: Bytes;
  readonly stderr: Bytes;
  readonly halt: Halt;
  readonly pid: number;
}

/** A process under way: what it has written so far, and a pipe to its stdin. */
export interface Running {
  readonly pid: number;
  readonly stdin: OpenFile;
  stdout: Bytes;
  stderr: Bytes;
  /** Its status, once it has ended. Read from the end of the last `kernel.run`. */
  readonly ended: () => boolean;
}

/** Starts a process with pipes to look at; `kernel.run` is the caller's. */
export function startProgram(kernel: Kernel, options: RunOptions): Running & { files: readonly OpenFile[] } {
  const namespaces = options.namespaces ?? kernel.host;
  const stdin = kernel.pipe();
  if (options.stdin !== undefined) kernel.feed(stdin.write, options.stdin);
  const running = { stdout: '', stderr: '' };
  const out = kernel.sink((bytes) => {
    running.stdout += bytes;
  });
  const err = kernel.sink((bytes) => {
    running.stderr += bytes;
  });
  const pid = kernel.start(namespaces, {
    argv: options.argv ?? ['program'],
    env: new Map(Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin', ...options.env })),
    cwd: options.cwd ?? '/',
    user: options.user ?? ROOT,
    files: new Map([
      [0, stdin.read],
      [1, out],
      [2, err],
    ]),
    ...(options.body === undefined ? {} : { body: options.body }),
  });
  kernel.release(stdin.read);
  return Object.assign(running, {
    pid,
    stdin: stdin.write,
    files: [out, err],
    ended: () => !kernel.processesOf(namespaces).some((process) => process.pid === pid),
  });
}

/**
 * Runs a program, or what `argv` names, on the host to its end. Hooks that were set before still hear of everything.
 * @param program undefined: argv names it
 */
export function runProgram(kernel: Kernel, program: Program | undefined, options: RunOptions = {}): Ran {
  let exit: number | undefined;
  // The status is read where the program returns; what is killed or replaced has none of its own.
  const body =
    program === undefined
      ? undefined
      : function* watched(process: Parameters<Program>[0]) {
          const status = yield* program(process);
          exit = status;
          return status;
        };
  const running = startWatched(kernel, body, options, (status) => {
    exit = status;
  });
  const halt = kernel.run(
    running.ended,
    options.within === undefined ? Number.POSITIVE_INFINITY : kernel.now() + options.within,
  );
  return { exit, stdout: running.stdout, stderr: running.stderr, halt, pid: running.pid };
}

/** The host process is started by a small parent, so that its status can be told without the daemon's hooks. */
function startWatched(
  kernel: Kernel,
  body: Program | undefined,
  options: RunOptions,
  tell: (status: number) => void,
): Running {
  const argv = options.argv ?? ['program'];
  const started = startProgram(kernel, {
    ...options,
    argv: ['watch'],
    user: ROOT,
    body: function* watch(process) {
      let status = 127;
      try {
        const pid = process.spawn({
          argv,
          env: process.env,
          ...(body === undefined ? {} : { body }),
          ...(options.user === undefined ? {} : { user: options.user }),
        });
        const ended = yield* process.wait(pid);
        status = ended?.status ?? 0;
      } catch (error) {
        yield* process.write(2, `${argv[0]}: ${(error as Error).message}\n`);
        if ((error as { code?: string }).code === 'EACCES') status = 126;
      }
      tell(status);
      return status;
    },
  });
  kernel.release(started.stdin);
  return started;
}

/** What a task on the host is given. */
export interface TaskOptions {
  /** Its stdin; none if left out. Closed here, so that only the task holds it. */
  readonly stdin?: OpenFile;
  /** Virtual milliseconds that it may take; no bound if left out. */
  readonly within?: number | undefined;
}

/**
 * Runs a task as root in a process of the host, to its end.
 *
 * @returns what it returns
 * @throws what it throws; an error if it does not end
 */
export function runOnHost<T>(
  kernel: Kernel,
  task: (process: Process) => Task<T>,
  { stdin, within = Number.POSITIVE_INFINITY }: TaskOptions = {},
): T {
  let result: { value: T } | undefined;
  let problem: { error: unknown } | undefined;
  kernel.start(kernel.host, {
    argv: ['task'],
    env: new Map(),
    cwd: '/',
    user: ROOT,
    files: new Map(stdin === undefined ? [] : [[0, stdin]]),
    body: function* body(process) {
      try {
        result = { value: yield* task(process) };
      } catch (error) {
        problem = { error };
      }
      return 0;
    },
  });
  if (stdin !== undefined) kernel.release(stdin);
  const halt = kernel.run(() => result !== undefined || problem !== undefined, kernel.now() + within);
  if (problem !== undefined) throw (problem as { error: unknown }).error;
  if (result === undefined) throw new Error(`the task did not end: ${halt.kind}`);
  return (result as { value: T }).value;
}
