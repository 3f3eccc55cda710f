import type { DeviceNode, FileNode, FileSystem, FsNode } from '../filesystem/node.ts';
import type { Bytes } from './bytes.ts';
import type { Heap } from './heap.ts';
import type { Journal } from './journal.ts';
import type { Forward, KernelHooks, Namespaces, Timer } from './kernel.ts';
import type { Limits } from './limits.ts';
import type { OpenFile } from './open-file.ts';
import type { Credentials, Process, Program, Signal, Task, Wait } from './process.ts';

/** One answer that a process got, and the ones before it. */
export interface Answer {
  readonly value: unknown;
  /** The call failed: `value` was thrown. */
  readonly thrown: boolean;
  readonly before: Answer | undefined;
}

/** What the processes of the host or of one container share. It is what the daemon holds as `Namespaces`. */
export interface Space extends Namespaces {
  readonly nextPid: number;
  /** Host pid of PID 1; 0 if there is none. */
  readonly init: number;
  /** Processes of the cgroup, by host pid, oldest first. */
  readonly members: ReadonlySet<number>;
  /** Processes of the pid namespace: pid there → host pid. */
  readonly pidTable: ReadonlyMap<number, number>;
  readonly listeners: ReadonlySet<OpenRecord>;
  /** Processor time used, milliseconds. */
  readonly cpu: number;
  readonly received: number;
  readonly sent: number;
  readonly outOfMemory: number;
  readonly removed: boolean;
}

export interface PipeRecord {
  readonly data: Bytes;
  readonly readers: number;
  readonly writers: number;
  /** A named pipe waits for its first writer and reader; other pipes have had theirs from the start. */
  readonly hadReader: boolean;
  readonly hadWriter: boolean;
  /** The connection was torn down (RST): reading what is left fails with ECONNRESET. */
  readonly reset: boolean;
  readonly number: number;
}

export interface TerminalRecord {
  readonly number: number;
  /** What was typed and can be read. Lines, in line mode. */
  readonly lines: readonly Bytes[];
  /** The line that is being typed. */
  readonly typed: Bytes;
  readonly raw: boolean;
  readonly echo: boolean;
  readonly translate: boolean;
  readonly hungUp: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Host pid of the leader of the foreground group; 0: nobody yet. */
  readonly foreground: number;
  readonly output: (bytes: Bytes) => void;
}

interface OpenBase extends OpenFile {
  /** Descriptors of processes that share it. */
  readonly descriptors: number;
  /** Whoever made it outside of processes has not let go of it. */
  readonly held: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  /** The path under which it was opened, for /proc/self/fd. */
  readonly path: string;
}

export interface OpenRegular extends OpenBase {
  readonly file: 'regular';
  readonly system: FileSystem;
  /** Path inside the file system. */
  readonly inner: string;
  /** Its content since its last name was taken away. */
  readonly detached: FileNode | undefined;
  readonly position: number;
  readonly append: boolean;
}

/** Content made when it was opened: a file of /proc. */
export interface OpenSnapshot extends OpenBase {
  readonly file: 'snapshot';
  readonly data: Bytes;
  readonly position: number;
}

export interface OpenDirectory extends OpenBase {
  readonly file: 'directory';
}

export interface OpenDevice extends OpenBase {
  readonly file: 'device';
  readonly device: Exclude<DeviceNode['device'], 'tty' | 'fifo'>;
}

export interface OpenPipe extends OpenBase {
  readonly file: 'pipe';
  readonly pipe: PipeRecord;
}

export interface OpenSocket extends OpenBase {
  readonly file: 'socket';
  readonly incoming: PipeRecord;
  readonly outgoing: PipeRecord;
  readonly here: { readonly address: string; readonly port: number };
  readonly peer: { readonly address: string; readonly port: number };
  /** Whose counters count what goes out and comes in; undefined on loopback. */
  readonly from: Space | undefined;
  readonly to: Space | undefined;
}

export interface OpenListener extends OpenBase {
  readonly file: 'listener';
  readonly space: Space;
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  /** Connections that nobody has accepted yet. */
  readonly queue: readonly OpenSocket[];
}

export interface OpenSink extends OpenBase {
  readonly file: 'sink';
  readonly write: (bytes: Bytes) => void;
  readonly closed: () => void;
  readonly isClosed: boolean;
  /** The pipes that its bytes go into inside the sandbox; undefined: they leave it. */
  readonly into: (() => readonly (OpenFile | undefined)[]) | undefined;
}

export interface OpenTerminal extends OpenBase {
  readonly file: 'terminal';
  readonly terminal: TerminalRecord;
}

/** An open file description, as the kernel sees it. */
export type OpenRecord =
  | OpenRegular
  | OpenSnapshot
  | OpenDirectory
  | OpenDevice
  | OpenPipe
  | OpenSocket
  | OpenListener
  | OpenSink
  | OpenTerminal;

export interface ProcessRecord {
  /** On the host. */
  readonly pid: number;
  /** In its own pid namespace. */
  readonly local: number;
  readonly space: Space;
  /** Owner of the pid namespace. */
  readonly pidSpace: Space;
  /** Host pid; 0: started from outside. */
  readonly parent: number;
  readonly children: readonly number[];
  /** Is killed when its parent ends. */
  readonly diesWithParent: boolean;
  /** Begun by `start`: its end is told, nobody waits for it. */
  readonly started: boolean;
  readonly ended: ((status: number, signal: Signal | undefined) => void) | undefined;
  /** The first process of its namespaces: with it they end. */
  readonly first: boolean;
  readonly argv: readonly string[];
  /** What ps shows instead of argv, if the process has said so. */
  readonly title?: string | undefined;
  readonly env: ReadonlyMap<string, string>;
  readonly program: Program;
  /** Path of what runs. */
  readonly executable: string;
  readonly cwd: string;
  readonly umask: number;
  readonly user: Credentials;
  readonly files: readonly (OpenRecord | undefined)[];
  /** Host pid of the leader of its process group. */
  readonly group: number;
  readonly terminal: TerminalRecord | undefined;
  readonly state: 'ready' | 'waiting' | 'working' | 'zombie';
  /** Order of what happened to processes: who became ready, or began to wait, first. */
  readonly sequence: number;
  /** What it waits for: any of these woken, or the time. */
  readonly channels: readonly object[];
  readonly deadline: number;
  /** Waits for a condition that only a closure knows. */
  readonly polling: boolean;
  readonly stopped: Signal | undefined;
  /** Its parent has been told that it is stopped. */
  readonly stopTold: boolean;
  /** Signals that came while it was stopped. */
  readonly pending: readonly Signal[];
  readonly dispositions: ReadonlyMap<Signal, 'ignore' | 'catch'>;
  readonly caught: readonly Signal[];
  /** A caught signal came and no call has failed with EINTR for it yet. */
  readonly interrupted: boolean;
  /** Processor time that it still wants before it goes on. */
  readonly remaining: number;
  readonly cpu: number;
  readonly memory: number;
  readonly began: number;
  /** System calls since it last paid for them with processor time. */
  readonly calls: number;
  /** Which resumption of its generator was the last. */
  readonly turn: number;
  readonly answers: Answer | undefined;
  readonly status: number;
  readonly endedBy: Signal | undefined;
}

/** A process as it runs: its generator. Cannot be copied, so it is no record; `turn` tells whether it is that of the record. */
export interface Incarnation {
  readonly generator: Task<number>;
  readonly process: Process;
  turn: number;
  /** Asked when nothing else can be done (`until`). */
  condition: (() => boolean) | undefined;
}

export interface TimerRecord {
  readonly id: number;
  readonly at: number;
  readonly sequence: number;
  readonly timer: Timer;
}

/** Numbers that change. */
export interface Registers {
  readonly clock: number;
  readonly seed: number;
  readonly nextPid: number;
  readonly nextId: number;
  /** The time up to which working processes have been given what they used. */
  readonly cpuUpdated: number;
  /** Bytes that programs have added to file systems. */
  readonly stored: number;
}

/** A process or timer that is due at a time. */
export interface DueEntry {
  readonly at: number;
  readonly sequence: number;
  readonly process: ProcessRecord | undefined;
  readonly timer: TimerRecord | undefined;
}

/** What is made from the records, and made again after an undo. */
export interface Derived {
  current: ProcessRecord | undefined;
  ready: ProcessRecord[];
  readyHead: number;
  readonly sleepers: Map<object, ProcessRecord[]>;
  readonly due: Heap<DueEntry>;
  readonly pollers: Set<ProcessRecord>;
  readonly working: Set<ProcessRecord>;
  /** Share of a processor that each working process has; undefined: to be computed. */
  rates: Map<ProcessRecord, number> | undefined;
  readonly incarnations: WeakMap<ProcessRecord, Incarnation>;
  /** Only ever grow, undo or not: so what they number is never taken for something else. */
  sequence: number;
  turn: number;
  steps: number;
  output: number;
  /** When the last run began that these were counted in. */
  counted: number;
  /** Bytes that were found to be taken away again since old states were given up (`countStored`). */
  freed: number;
  halted: 'steps' | 'output' | 'processes' | 'memory' | undefined;
}

/** Everything that the parts of the kernel share. */
export interface Core {
  readonly journal: Journal;
  readonly limits: Limits;
  readonly programs: ReadonlyMap<string, Program>;
  readonly machine: {
    readonly cpus: number;
    readonly memory: number;
    readonly kernel: string;
    readonly architecture: 'x86_64' | 'aarch64';
    readonly booted: number;
  };
  readonly registers: Registers;
  readonly processes: ReadonlyMap<number, ProcessRecord>;
  readonly spaces: ReadonlyMap<string, Space>;
  readonly timers: ReadonlyMap<number, TimerRecord>;
  /** Open regular files, for whoever takes their names away. */
  readonly opened: ReadonlySet<OpenRegular>;
  /** Named pipes that somebody has open: by file system and path. */
  readonly fifos: ReadonlyMap<string, PipeRecord>;
  readonly forwards: { readonly list: readonly Forward[] };
  readonly derived: Derived;
  readonly proc: FileSystem;
  readonly sysfs: FileSystem;
  host: Space;
  hooks: KernelHooks;
  /** Who holds file trees beside the mounts; asked when what is stored is measured. */
  readonly roots: (() => Iterable<FsNode>)[];
  /** Makes the calls of a process; given by whoever puts the kernel together. */
  incarnate: (process: ProcessRecord, answers: readonly Answer[]) => Process;
}

/** What a process is told to wait for. */
export interface KernelWait extends Wait {
  readonly wait: 'channels' | 'work' | 'turn' | 'gone' | 'until';
  readonly condition?: () => boolean;
}

/** What an attempt gives that cannot go on. */
export class Blocked {
  readonly channels: readonly object[];
  readonly deadline: number;
  constructor(channels: readonly object[], deadline = Number.POSITIVE_INFINITY) {
    this.channels = channels;
    this.deadline = deadline;
  }
}

/** Unwinds a program whose process has been killed while it ran. */
export class Gone extends Error {
  constructor() {
    super('the process has ended');
    this.name = 'Gone';
  }
}
