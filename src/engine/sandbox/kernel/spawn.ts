import { SystemError } from './errors.ts';
import { findExecutable } from './executable.ts';
import { initProgram } from './init.ts';
import type { StartOptions } from './kernel.ts';
import { keepWithin } from './memory.ts';
import { addDescriptor, closeAt, openAt } from './open-files.ts';
import type { Credentials, Program, Signal, SpawnOptions } from './process.ts';
import type { Core, OpenRecord, ProcessRecord, Space } from './records.ts';
import { STEPS_A_PROCESS } from './steps.ts';
import { viewOf } from './view.ts';
import { requireDirectory } from './working-directory.ts';

/** What a process occupies before it asks for more: a small C program and its stack. */
const SMALLEST = 640 * 1024;

interface NewProcess {
  readonly space: Space;
  readonly parent: ProcessRecord | undefined;
  readonly started: boolean;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly program: Program;
  readonly executable: string;
  readonly cwd: string;
  readonly umask: number;
  readonly user: Credentials;
  readonly files: readonly (OpenRecord | undefined)[];
  readonly group: number | 'new';
  readonly dispositions: ReadonlyMap<Signal, 'ignore' | 'catch'>;
  readonly diesWithParent?: boolean;
  readonly ended?: StartOptions['ended'] | undefined;
}

/** Part of all processes that may be there when a container starts one more. */
const CONTAINER_SHARE = 0.5;

/** Throws EAGAIN where a process more would be over the cgroup's limit, or the sandbox's. */
function requireRoom(core: Core, space: Space): void {
  if (space.cgroup.pids !== undefined && space.members.size >= space.cgroup.pids) {
    throw new SystemError('EAGAIN');
  }
  // A container that fills up leaves room for the commands that end it.
  const share = space === core.host ? 1 : CONTAINER_SHARE;
  if (core.processes.size >= core.limits.processes * share) throw new SystemError('EAGAIN');
}

function enter(core: Core, made: NewProcess): ProcessRecord {
  const { journal, registers, derived } = core;
  const { space } = made;
  derived.steps += STEPS_A_PROCESS;
  const pidSpace = core.spaces.get(space.pids) ?? space;
  const pid = registers.nextPid;
  journal.edit(registers).nextPid = pid + 1;
  let local = pid;
  if (pidSpace !== core.host) {
    local = pidSpace.nextPid;
    journal.edit(pidSpace).nextPid = local + 1;
    if (local === 1) journal.edit(pidSpace).init = pid;
  }
  const terminal = made.files.find((file) => file?.file === 'terminal');
  const process: ProcessRecord = journal.fresh<ProcessRecord>({
    pid,
    local,
    space,
    pidSpace,
    parent: made.parent?.pid ?? 0,
    children: [],
    started: made.started,
    diesWithParent: made.diesWithParent === true,
    ended: made.ended,
    first: space !== core.host && made.started && space.members.size === 0,
    argv: made.argv,
    env: made.env,
    program: made.program,
    executable: made.executable,
    cwd: made.cwd,
    umask: made.umask,
    user: made.user,
    files: made.files,
    group: made.group === 'new' ? pid : made.group,
    terminal: made.parent?.terminal ?? (terminal?.file === 'terminal' ? terminal.terminal : undefined),
    state: 'ready',
    sequence: ++derived.sequence,
    channels: [],
    deadline: Number.POSITIVE_INFINITY,
    polling: false,
    stopped: undefined,
    stopTold: false,
    pending: [],
    dispositions: made.dispositions,
    caught: [],
    interrupted: false,
    remaining: 0,
    cpu: 0,
    memory: SMALLEST,
    began: Math.floor(registers.clock),
    calls: 0,
    turn: ++derived.turn,
    answers: undefined,
    status: 0,
    endedBy: undefined,
  });
  for (const file of made.files) if (file !== undefined) addDescriptor(core, file);
  journal.edit(core.processes).set(pid, process);
  journal.edit(space.members).add(pid);
  journal.edit(pidSpace.pidTable).set(local, pid);
  // The host sees all processes, by its own pids.
  if (pidSpace !== core.host) journal.edit(core.host.pidTable).set(pid, pid);
  if (made.parent !== undefined) {
    journal.edit(made.parent).children = [...made.parent.children, pid];
  }
  derived.ready.push(process);
  return process;
}

/** fork(2) and execve(2) in one. @returns the pid as the parent sees it */
export function spawn(core: Core, parent: ProcessRecord, options: SpawnOptions): number {
  requireRoom(core, parent.space);
  const user = userFor(parent, options.user);
  const cwd = options.cwd === undefined ? parent.cwd : requireDirectory(core, parent, options.cwd);
  const found = resolveProgram(core, { ...parent, user, cwd }, options);
  const files = options.files === undefined ? parent.files.slice(0, 3) : pick(parent, options.files);
  const dispositions = new Map<Signal, 'ignore' | 'catch'>();
  for (const [signal, does] of parent.dispositions) if (does === 'ignore') dispositions.set(signal, does);
  for (const signal of options.ignore ?? []) dispositions.set(signal, 'ignore');
  const group =
    options.group === undefined
      ? parent.group
      : options.group === 'new'
        ? 'new'
        : groupOf(core, parent, options.group);
  const process = enter(core, {
    space: parent.space,
    parent,
    started: false,
    argv: found.argv,
    env: new Map(options.env),
    program: found.program,
    executable: found.path,
    cwd,
    umask: parent.umask,
    user: found.user,
    files,
    group,
    dispositions,
    diesWithParent: options.diesWithParent === true,
  });
  keepWithin(core, parent.space);
  return seenFrom(parent, process);
}

/** @returns a process's pid in the pid namespace of another */
export function seenFrom(viewer: ProcessRecord, process: ProcessRecord): number {
  return viewer.pidSpace === process.pidSpace ? process.local : process.pid;
}

function groupOf(core: Core, parent: ProcessRecord, local: number): number {
  const host = parent.pidSpace.pidTable.get(local);
  const leader = host === undefined ? undefined : core.processes.get(host);
  if (leader !== undefined) return leader.group;
  throw new SystemError('EPERM');
}

function resolveProgram(
  core: Core,
  as: ProcessRecord,
  options: Pick<SpawnOptions, 'argv' | 'env' | 'body'>,
): { program: Program; path: string; argv: readonly string[]; user: Credentials } {
  if (options.body !== undefined) {
    return { program: options.body, path: as.executable, argv: [...options.argv], user: as.user };
  }
  return findExecutable(core, viewOf(core, as), [...options.argv], options.env);
}

function userFor(process: ProcessRecord, user: Credentials | undefined): Credentials {
  if (user === undefined) return process.user;
  if (process.user.uid !== 0 && user.uid !== process.user.uid) throw new SystemError('EPERM');
  return user;
}

function pick(process: ProcessRecord, wanted: ReadonlyMap<number, number>): (OpenRecord | undefined)[] {
  const files: (OpenRecord | undefined)[] = [];
  for (const [fd, from] of wanted) {
    while (files.length < fd) files.push(undefined);
    files[fd] = openAt(process, from);
  }
  return files;
}

/** execve(2): throws if the program is not to be had, else the process is another one from now on. */
export function replace(
  core: Core,
  process: ProcessRecord,
  options: Omit<SpawnOptions, 'body' | 'group'>,
): void {
  const user = userFor(process, options.user);
  const cwd = options.cwd === undefined ? process.cwd : requireDirectory(core, process, options.cwd);
  const found = resolveProgram(core, { ...process, user, cwd }, options);
  const before = process.files;
  const files = options.files === undefined ? before.slice(0, 3) : pick(process, options.files);
  for (const file of files) if (file !== undefined) addDescriptor(core, file);
  for (let fd = 0; fd < before.length; fd++) if (process.files[fd] !== undefined) closeAt(core, process, fd);
  const dispositions = new Map<Signal, 'ignore' | 'catch'>();
  for (const [signal, does] of process.dispositions) if (does === 'ignore') dispositions.set(signal, does);
  for (const signal of options.ignore ?? []) dispositions.set(signal, 'ignore');
  const record = core.journal.edit(process);
  record.files = files;
  record.argv = found.argv;
  record.title = undefined;
  record.env = new Map(options.env);
  record.executable = found.path;
  record.cwd = cwd;
  record.user = found.user;
  record.dispositions = dispositions;
  record.caught = [];
  record.interrupted = false;
  record.memory = SMALLEST;
  become(core, process, found.program);
}

/** Goes on as another program in the same process; what the old one was told is forgotten. */
export function become(core: Core, process: ProcessRecord, program: Program): void {
  const record = core.journal.edit(process);
  record.program = program;
  record.answers = undefined;
  core.derived.incarnations.delete(process);
}

/** Starts a process from outside: a container's first, `docker exec`'s, the learner's shell. */
export function start(core: Core, space: Space, options: StartOptions): ProcessRecord {
  requireRoom(core, space);
  const files: (OpenRecord | undefined)[] = [];
  for (const [fd, file] of options.files) {
    while (files.length < fd) files.push(undefined);
    files[fd] = file as OpenRecord;
  }
  const as = { space, user: options.user, cwd: '/' } as ProcessRecord;
  const cwd = requireDirectory(core, as, options.cwd);
  const found = resolveProgram(core, { ...as, cwd, executable: '' }, options);
  const init = options.init === true;
  const process = enter(core, {
    space,
    parent: undefined,
    started: true,
    argv: init ? ['/sbin/docker-init', '--', ...options.argv] : found.argv,
    env: new Map(options.env),
    program: init ? initProgram(options.argv, options.env, options.body) : found.program,
    executable: init ? '/sbin/docker-init' : found.path,
    cwd,
    umask: 0o022,
    user: found.user,
    files,
    group: 'new',
    dispositions: new Map(),
    ended: options.ended,
  });
  const { terminal } = process;
  if (terminal !== undefined && terminal.foreground === 0) {
    core.journal.edit(terminal).foreground = process.group;
  }
  return process;
}
