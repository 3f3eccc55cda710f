import type { DirectoryNode, Mount } from '../filesystem/node.ts';
import { directory } from '../filesystem/tree.ts';
import { settleWork } from './cpu.ts';
import { createJournal } from './create-journal.ts';
import { SystemError } from './errors.ts';
import { createFileSystem } from './file-systems.ts';
import { Heap } from './heap.ts';
import { httpGet } from './http-get.ts';
import type { Kernel, KernelHooks, Timer } from './kernel.ts';
import { LIMITS, type Limits } from './limits.ts';
import { hostListens } from './listening.ts';
import { hold, letGo, openBase, openPipeEnd } from './open-files.ts';
import { appendTo, makePipe, nextId } from './pipes.ts';
import type { Program, Signal } from './process.ts';
import { ProcessCalls } from './process-calls.ts';
import { statusOfProcess } from './process-status.ts';
import { random } from './random.ts';
import type { Core, Derived, OpenRecord, OpenSink, ProcessRecord, Space } from './records.ts';
import { derive, run } from './scheduler.ts';
import { sendSignal } from './signals.ts';
import { changeSpace, createSpace, pauseSpace, removeSpace } from './spaces.ts';
import { start } from './spawn.ts';
import { memoryOf } from './sys.ts';
import { makeTerminal } from './terminal.ts';
import { waitUntil } from './until.ts';

/** What the sandbox's computer is made of. */
export interface KernelOptions {
  /** Virtual time at the start, milliseconds since 1970. */
  readonly start: number;
  readonly seed: number;
  readonly programs: ReadonlyMap<string, Program>;
  /** The tree that the host's own processes see at `/`. */
  readonly hostRoot: DirectoryNode;
  /** More that the host sees: the learner's folder. */
  readonly hostMounts?: readonly Mount[];
  readonly hostname?: string;
  readonly cpus?: number;
  readonly memory?: number;
  readonly architecture?: 'x86_64' | 'aarch64';
  readonly limits?: Partial<Limits>;
}

const KERNEL_VERSION = '6.12.48-virt';
/** The host has been up for a while: its own services have the small pids. */
const FIRST_PID = 1400;
const UPTIME = 3_600_000;

const NO_HOOKS: KernelHooks = {
  ended: () => {},
  outOfMemory: () => {},
  timer: () => {},
  resolve: () => undefined,
};

/** @returns a computer that has just been switched on: a host without processes, the clock at its start */
export function createKernel(options: KernelOptions): Kernel {
  const core = createCore(options);
  const sinkOf = (
    write: OpenSink['write'],
    closed: OpenSink['closed'],
    into: OpenSink['into'],
  ): OpenSink => ({
    file: 'sink',
    ...openBase(`pipe:[${nextId(core)}]`, { read: false, write: true }),
    write,
    closed,
    into,
    isClosed: false,
  });
  return {
    journal: core.journal,
    host: core.host,
    now: () => Math.floor(core.registers.clock),
    random: () => random(core),
    setHooks: (hooks) => {
      core.hooks = hooks;
    },
    addRoots: (roots) => {
      core.roots.push(roots);
    },
    createFileSystem: (root, capacity) => createFileSystem(core, root, capacity),
    createNamespaces: (namespaces) => createSpace(core, namespaces),
    changeNamespaces: (namespaces, change) => changeSpace(core, namespaces as Space, change),
    removeNamespaces: (namespaces) => removeSpace(core, namespaces as Space),
    start: (namespaces, how) => start(core, namespaces as Space, how).pid,
    signal: (pid, signal) => signalFromOutside(core, pid, signal),
    pause: (namespaces, paused) => pauseSpace(core, namespaces as Space, paused),
    processesOf: (namespaces) =>
      membersOf(core, namespaces as Space).map((process) => statusOfProcess(core, process, core.host)),
    usageOf: (namespaces) => usageOf(core, namespaces as Space),
    pipe: () => {
      const pipe = makePipe(core, false);
      return { read: hold(core, openPipeEnd(pipe, 'read')), write: hold(core, openPipeEnd(pipe, 'write')) };
    },
    sink: (write, closed = () => {}, into) => hold(core, sinkOf(write, closed, into)),
    feed: (file, bytes) => {
      const pipe = file as OpenRecord;
      if (pipe.file !== 'pipe') throw new SystemError('EINVAL');
      if (pipe.pipe.readers > 0) appendTo(core, pipe.pipe, bytes);
    },
    awaits: (file) => isAwaited(core, file as OpenRecord),
    release: (file) => letGo(core, file as OpenRecord),
    terminal: (how) => makeTerminal(core, how),
    nothing: () => ({
      file: 'device',
      ...openBase('/dev/null', { read: true, write: true }),
      device: 'null',
    }),
    forwards: () => core.forwards.list,
    setForwards: (forwards) => {
      core.journal.edit(core.forwards).list = forwards;
    },
    hostListens: (address, port) => hostListens(core, address, port),
    httpGet: (address, port, path) => httpGet(core, address, port, path),
    schedule: (at, timer) => schedule(core, at, timer),
    cancel: (timer) => {
      if (core.timers.has(timer)) core.journal.edit(core.timers).delete(timer);
    },
    until: (condition, deadline = Number.POSITIVE_INFINITY) => waitUntil(core, condition, deadline),
    run: (condition, horizon, goesOn = false) => run(core, condition, horizon, goesOn),
  };
}

function createCore(options: KernelOptions): Core {
  const derived: Derived = {
    current: undefined,
    ready: [],
    readyHead: 0,
    sleepers: new Map(),
    due: new Heap(),
    pollers: new Set(),
    working: new Set(),
    rates: undefined,
    incarnations: new WeakMap(),
    sequence: 0,
    turn: 0,
    steps: 0,
    output: 0,
    counted: options.start,
    freed: 0,
    halted: undefined,
  };
  const core: Core = {
    journal: createJournal(() => derive(core)),
    limits: { ...LIMITS, ...options.limits },
    programs: options.programs,
    machine: {
      cpus: options.cpus ?? 2,
      memory: options.memory ?? 4 * 1024 ** 3,
      kernel: KERNEL_VERSION,
      architecture: options.architecture ?? 'x86_64',
      booted: options.start - UPTIME,
    },
    registers: {
      clock: options.start,
      seed: options.seed | 0,
      nextPid: FIRST_PID,
      nextId: 0,
      cpuUpdated: options.start,
      stored: 0,
    },
    processes: new Map(),
    spaces: new Map(),
    timers: new Map(),
    opened: new Set(),
    fifos: new Map(),
    forwards: { list: [] },
    derived,
    proc: { id: 'proc', root: directory() },
    sysfs: { id: 'sysfs', root: directory() },
    host: undefined as unknown as Space,
    hooks: NO_HOOKS,
    roots: [],
    incarnate: (process: ProcessRecord, answers) => new ProcessCalls(core, process, answers),
  };
  const root: Mount = {
    target: '/',
    source: createFileSystem(core, options.hostRoot),
    subpath: '/',
    readOnly: false,
    type: 'rootfs',
  };
  core.host = createSpace(
    core,
    { hostname: options.hostname ?? 'sandbox', mounts: [root, ...(options.hostMounts ?? [])] },
    'host',
  );
  return core;
}

/** Whether somebody sleeps until a file has something to read. */
function isAwaited(core: Core, file: OpenRecord): boolean {
  const channel = file.file === 'pipe' ? file.pipe : file.file === 'terminal' ? file.terminal : undefined;
  if (channel === undefined) return false;
  return (
    core.derived.sleepers
      .get(channel)
      ?.some((process) => process.state === 'waiting' && process.channels.includes(channel)) ?? false
  );
}

function signalFromOutside(core: Core, pid: number, signal: Signal): void {
  const process = core.processes.get(pid);
  if (process === undefined) throw new SystemError('ESRCH');
  sendSignal(core, process, signal, false);
}

function membersOf(core: Core, space: Space): ProcessRecord[] {
  const members: ProcessRecord[] = [];
  for (const pid of space.members) {
    const process = core.processes.get(pid);
    if (process !== undefined) members.push(process);
  }
  return members;
}

function usageOf(core: Core, space: Space): ReturnType<Kernel['usageOf']> {
  settleWork(core);
  return {
    memory: memoryOf(core, space),
    cpu: space.cpu,
    pids: space.members.size,
    received: space.received,
    sent: space.sent,
  };
}

function schedule(core: Core, at: number, timer: Timer): number {
  const id = nextId(core);
  const record = { id, at, sequence: ++core.derived.sequence, timer };
  core.journal.edit(core.timers).set(id, record);
  core.derived.due.push({ at, sequence: record.sequence, process: undefined, timer: record });
  return id;
}
