import type { Bytes } from './bytes.ts';
import { Calls } from './calls.ts';
import { SystemError } from './errors.ts';
import { changeMemory } from './memory.ts';
import type { OpenFile } from './open-file.ts';
import { closeAt, install, letGo, openAt, openPipeEnd } from './open-files.ts';
import { openPath } from './opening.ts';
import { makePipe } from './pipes.ts';
import type {
  Credentials,
  Ended,
  FileCalls,
  Machine,
  NetworkCalls,
  OpenMode,
  Process,
  ProcessStatus,
  Program,
  Signal,
  SpawnOptions,
  Task,
} from './process.ts';
import { fileCalls } from './process-files.ts';
import { networkCalls } from './process-network.ts';
import { statusOfProcess } from './process-status.ts';
import { random } from './random.ts';
import { type Answer, Blocked, type Core, type OpenRecord, type ProcessRecord } from './records.ts';
import { seekIn } from './seeking.ts';
import { kill } from './signals.ts';
import { renameHost } from './spaces.ts';
import { become, replace, spawn } from './spawn.ts';
import { spliceSome } from './splicing.ts';
import { STEPS_A_MILLISECOND, STEPS_A_QUESTION, stepsOfBytes } from './steps.ts';
import { readLineOf, readSome, writeSome } from './streams.ts';
import { setForeground } from './terminal.ts';
import { waitChild } from './wait-child.ts';
import { requireDirectory } from './working-directory.ts';

/** The system calls of one process: each goes through `Calls`, which remembers the answer. */
export class ProcessCalls implements Process {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly pid: number;
  #files: FileCalls | undefined;
  #network: NetworkCalls | undefined;
  readonly #calls: Calls;
  readonly #core: Core;
  readonly #record: ProcessRecord;

  constructor(core: Core, record: ProcessRecord, remembered: readonly Answer[]) {
    this.#core = core;
    this.#record = record;
    this.#calls = new Calls(core, record, remembered);
    this.argv = record.argv;
    this.env = record.env;
    this.pid = record.local;
  }

  get fs(): FileCalls {
    this.#files ??= fileCalls(this.#calls);
    return this.#files;
  }

  get net(): NetworkCalls {
    this.#network ??= networkCalls(this.#calls);
    return this.#network;
  }

  getppid(): number {
    return this.#calls.now(() => {
      const parent = this.#core.processes.get(this.#record.parent);
      if (parent === undefined) return 0;
      return parent.pidSpace === this.#record.pidSpace ? parent.local : 0;
    });
  }

  cwd(): string {
    return this.#calls.now(() => this.#record.cwd);
  }

  chdir(path: string): void {
    this.#calls.now(() => {
      const cwd = requireDirectory(this.#core, this.#record, path);
      this.#core.journal.edit(this.#record).cwd = cwd;
    });
  }

  umask(mask?: number): number {
    return this.#calls.now(() => {
      const before = this.#record.umask;
      if (mask !== undefined) this.#core.journal.edit(this.#record).umask = mask & 0o777;
      return before;
    });
  }

  user(): Credentials {
    return this.#calls.now(() => this.#record.user);
  }

  setUser(user: Credentials): void {
    this.#calls.now(() => {
      if (this.#record.user.uid !== 0) throw new SystemError('EPERM');
      this.#core.journal.edit(this.#record).user = user;
    });
  }

  read(fd: number, count?: number): Task<Bytes> {
    return this.#calls.until(() => readSome(this.#core, this.#record, openAt(this.#record, fd), count), true);
  }

  readLine(fd: number): Task<Bytes> {
    return this.#calls.until(() => readLineOf(this.#core, this.#record, openAt(this.#record, fd)), true);
  }

  *write(fd: number, data: Bytes): Task<void> {
    // Made flat here, for a text that was put together from many pieces is far larger than its bytes.
    data.charCodeAt(0);
    this.#core.derived.steps += stepsOfBytes(data);
    let rest = data;
    do {
      const piece = rest;
      const taken = yield* this.#calls.until(
        () => writeSome(this.#core, this.#record, openAt(this.#record, fd), piece),
        false,
      );
      if (taken === rest.length) return;
      rest = rest.slice(taken);
    } while (rest !== '');
  }

  splice(from: number, to: number, count?: number): Task<number> {
    return this.#calls.until(() => spliceSome(this.#core, this.#record, { from, to, count }), true);
  }

  open(path: string, mode: OpenMode, permissions = 0o666): number {
    return this.#calls.now(() => openPath(this.#core, this.#record, path, mode, permissions));
  }

  close(fd: number): void {
    this.#calls.now(() => closeAt(this.#core, this.#record, fd));
  }

  dup(fd: number, as?: number): number {
    return this.#calls.now(() => {
      const file = openAt(this.#record, fd);
      return as === fd ? fd : install(this.#core, this.#record, file, as);
    });
  }

  pipe(): { readonly read: number; readonly write: number } {
    return this.#calls.now(() => {
      const pipe = makePipe(this.#core, false);
      const read = install(this.#core, this.#record, openPipeEnd(pipe, 'read'));
      const write = install(this.#core, this.#record, openPipeEnd(pipe, 'write'));
      return { read, write };
    });
  }

  receive(file: OpenFile): number {
    return this.#calls.now(() => {
      const fd = install(this.#core, this.#record, file as OpenRecord);
      letGo(this.#core, file as OpenRecord);
      return fd;
    });
  }

  isOpen(fd: number): boolean {
    return this.#calls.now(() => this.#record.files[fd] !== undefined);
  }

  isTerminal(fd: number): boolean {
    return this.#calls.now(() => this.#record.files[fd]?.file === 'terminal');
  }

  windowSize(fd: number): { readonly columns: number; readonly rows: number } | undefined {
    return this.#calls.now(() => {
      const file = this.#record.files[fd];
      if (file?.file !== 'terminal') return undefined;
      return { columns: file.terminal.columns, rows: file.terminal.rows };
    });
  }

  rawTerminal(fd: number, raw: boolean): void {
    this.#calls.now(() => {
      const file = openAt(this.#record, fd);
      if (file.file !== 'terminal') throw new SystemError('ENOTTY');
      this.#core.journal.edit(file.terminal).raw = raw;
    });
  }

  seek(fd: number, offset: number, from: 'start' | 'current' | 'end'): number {
    return this.#calls.now(() => seekIn(this.#core, openAt(this.#record, fd), offset, from));
  }

  spawn(options: SpawnOptions): number {
    return this.#calls.now(() => spawn(this.#core, this.#record, options));
  }

  *exec(options: Omit<SpawnOptions, 'body' | 'group'>): Task<never> {
    this.#calls.last(() => replace(this.#core, this.#record, options));
    return yield* this.#calls.leave();
  }

  *become(program: Program): Task<never> {
    this.#calls.last(() => become(this.#core, this.#record, program));
    return yield* this.#calls.leave();
  }

  wait(
    pid: number | 'any',
    options: { readonly block?: boolean; readonly stopped?: boolean } = {},
  ): Task<Ended | undefined> {
    return this.#calls.until(() => waitChild(this.#core, this.#record, pid, options), true);
  }

  kill(pid: number, signal: Signal | 0): void {
    this.#calls.now(() => kill(this.#core, this.#record, pid, signal));
  }

  onSignal(signal: Signal, does: 'default' | 'ignore' | 'catch'): void {
    this.#calls.now(() => {
      if (signal === 'SIGKILL' || signal === 'SIGSTOP') throw new SystemError('EINVAL');
      const dispositions = new Map(this.#record.dispositions);
      if (does === 'default') dispositions.delete(signal);
      else dispositions.set(signal, does);
      this.#core.journal.edit(this.#record).dispositions = dispositions;
    });
  }

  takeSignals(): readonly Signal[] {
    return this.#calls.now(() => {
      const { caught, interrupted } = this.#record;
      if (caught.length === 0 && !interrupted) return caught;
      const record = this.#core.journal.edit(this.#record);
      record.caught = [];
      record.interrupted = false;
      return caught;
    });
  }

  setForeground(fd: number, group: number): void {
    this.#calls.now(() => {
      const file = openAt(this.#record, fd);
      if (file.file !== 'terminal') throw new SystemError('ENOTTY');
      const leader = this.#record.pidSpace.pidTable.get(group) ?? group;
      setForeground(this.#core, file.terminal, this.#core.processes.get(leader)?.group ?? leader);
    });
  }

  *sleep(milliseconds: number): Task<void> {
    const until = this.#calls.now(() => this.#core.registers.clock + Math.max(0, milliseconds));
    yield* this.#calls.until(
      () => (this.#core.registers.clock >= until ? undefined : new Blocked([], until)),
      true,
    );
  }

  *work(milliseconds: number, steps = milliseconds * STEPS_A_MILLISECOND): Task<void> {
    this.#calls.now(() => {
      this.#core.journal.edit(this.#record).remaining = Math.max(0, milliseconds);
      this.#core.derived.steps += Math.ceil(steps);
    });
    yield* this.#calls.through(() => this.#calls.useProcessor());
  }

  now(): number {
    return this.#calls.now(() => Math.floor(this.#core.registers.clock));
  }

  random(): number {
    return this.#calls.now(() => random(this.#core));
  }

  *allocate(bytes: number): Task<void> {
    yield* this.#calls.until(() => changeMemory(this.#core, this.#record, bytes), false);
  }

  processes(): readonly ProcessStatus[] {
    return this.#calls.now(() =>
      [...this.#record.pidSpace.pidTable.values()]
        .map((pid) => this.#core.processes.get(pid))
        .filter((process) => process !== undefined)
        .map((process) => statusOfProcess(this.#core, process, this.#record.pidSpace)),
    );
  }

  machine(): Machine {
    return this.#calls.now(() => {
      const { space } = this.#record;
      const { machine } = this.#core;
      return { ...machine, hostname: space.hostname, limits: { ...space.cgroup } };
    });
  }

  setTitle(title: string): void {
    this.#calls.now(() => {
      this.#core.journal.edit(this.#record).title = title;
    });
  }

  setHostname(name: string): void {
    this.#calls.now(() => renameHost(this.#core, this.#record, name));
  }

  call<T>(ask: () => T): T {
    this.#core.derived.steps += STEPS_A_QUESTION;
    return this.#calls.now(ask);
  }

  callTask<T>(ask: () => Task<T>): Task<T> {
    return this.#calls.through(ask);
  }
}
