import type { FileSystem, FsNode, Mount } from '../filesystem/node.ts';
import type { Bytes } from './bytes.ts';
import type { Journal } from './journal.ts';
import type { OpenFile } from './open-file.ts';
import type { Credentials, NetworkInterface, ProcessStatus, Program, Signal, Task } from './process.ts';

export type { OpenFile } from './open-file.ts';

/** Limits and use of a container's processes together (cgroup v2). Undefined: no limit. */
export interface Cgroup {
  readonly memory?: number;
  /** Units of a processor: 1.5 is a quota of 150,000 in a period of 100,000. */
  readonly cpus?: number;
  readonly pids?: number;
}

/** A network interface and the network that its other end is plugged into. */
export interface Attachment extends NetworkInterface {
  /** Id of the network; attachments of one network reach each other. */
  readonly network: string;
}

/** What a set of processes sees of the computer: the host's own, or a container's. */
export interface Namespaces {
  readonly id: string;
  readonly hostname: string;
  readonly mounts: readonly Mount[];
  readonly cgroup: Cgroup;
  readonly attachments: readonly Attachment[];
  readonly gateway: string | undefined;
  /** Whose loopback and ports it uses: itself, the host (`--network host`) or another container (`--network container:`). */
  readonly network: string;
  /** Whose processes it sees: itself, the host or another container. */
  readonly pids: string;
  readonly paused: boolean;
  /** `docker run --read-only` is a mount; `--privileged`, `--cap-drop` and the like are here. */
  readonly capabilities: ReadonlySet<string>;
}

export interface NamespaceOptions extends Partial<Omit<Namespaces, 'id' | 'paused'>> {
  readonly hostname: string;
  readonly mounts: readonly Mount[];
}

/** A port of the host that leads to a port of a container. */
export interface Forward {
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
  /** Id of the namespaces it leads to. */
  readonly to: string;
  readonly port: number;
}

export interface StartOptions {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly user: Credentials;
  /** child's descriptor → what it is. */
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly body?: Program;
  /** Puts a small init in front as PID 1, which forwards signals and reaps (`docker run --init`). */
  readonly init?: boolean;
  /** Told once when the process has ended, beside the hooks: for whoever started it and waits (the builder). */
  readonly ended?: (status: number, signal: Signal | undefined) => void;
}

/** A terminal device with its line discipline: echo, lines, ^C, ^D, ^Z, ^\. */
export interface Terminal {
  /** What a program has as its stdin, stdout and stderr. */
  readonly file: OpenFile;
  /** Bytes from the keyboard. In line mode they are held until a newline or ^D (\x04). ^C (\x03) sends SIGINT to the foreground group. */
  input(bytes: Bytes): void;
  /** Nobody is at the keyboard any more: reads give the end of the file, the foreground group gets SIGHUP. */
  hangup(): void;
  resize(columns: number, rows: number): void;
}

export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  /** Shows what is typed. false where somebody else's line editor has shown it already. */
  readonly echo: boolean;
  /** Called with everything written to it; `\n` has become `\r\n` if `translate` is set. */
  readonly output: (bytes: Bytes) => void;
  readonly translate?: boolean;
}

/** Something that shall happen later: plain data, for it must survive an undo. */
export interface Timer {
  readonly kind: string;
  readonly subject: string;
  readonly count?: number;
}

/** What the kernel tells whoever runs containers on it. Called at once, while the kernel runs; must not wait. */
export interface KernelHooks {
  /** A process begun by `start` has ended, and, if it was PID 1, so has everything else in its namespaces. */
  ended(pid: number, namespaces: string, status: number, signal: Signal | undefined): void;
  /** The limit of memory was reached and a process was killed for it. `first`: it was PID 1. */
  outOfMemory(namespaces: string, first: boolean): void;
  timer(timer: Timer): void;
  /** DNS, after the hosts file. undefined: the name does not exist. */
  resolve(namespaces: string, name: string): readonly string[] | undefined;
}

/** Why `run` came back. */
export type Halt =
  /** The condition holds. */
  | { readonly kind: 'done' }
  /** Every process waits for input from outside. */
  | { readonly kind: 'idle' }
  /** The next thing happens at a later time than `run` may go to. */
  | { readonly kind: 'later'; readonly at: number }
  /** Too many steps without an end. */
  | { readonly kind: 'limit'; readonly what: 'steps' | 'output' | 'processes' | 'memory' };

/** The part of the sandbox that Linux plays: processes, files, sockets, signals, time. The daemon builds containers on it. */
export interface Kernel {
  readonly journal: Journal;
  /** Virtual time, milliseconds since 1970. */
  now(): number;
  random(): number;
  setHooks(hooks: KernelHooks): void;
  /** Tells of file trees that are kept although nothing has them mounted: they take space as long as `roots` gives them. */
  addRoots(roots: () => Iterable<FsNode>): void;

  createFileSystem(root: FileSystem['root'], capacity?: number): FileSystem;
  createNamespaces(options: NamespaceOptions): Namespaces;
  /** Changes limits, attachments, mounts, host name. */
  changeNamespaces(namespaces: Namespaces, change: Partial<NamespaceOptions>): void;
  removeNamespaces(namespaces: Namespaces): void;
  /** The namespaces of the computer itself. */
  readonly host: Namespaces;

  /**
   * Starts a process; the first one in its namespaces is PID 1.
   * @returns its pid on the host. Throws SystemError ENOENT, EACCES, ENOEXEC, ENOTDIR (cwd).
   */
  start(namespaces: Namespaces, options: StartOptions): number;
  /** Sends a signal from outside, to a pid of the host. PID 1 obeys SIGKILL and SIGSTOP even without a handler. Throws ESRCH. */
  signal(pid: number, signal: Signal): void;
  pause(namespaces: Namespaces, paused: boolean): void;
  /** Host pids of what runs in the namespaces, with what ps shows. */
  processesOf(namespaces: Namespaces): readonly ProcessStatus[];
  usageOf(namespaces: Namespaces): {
    readonly memory: number;
    readonly cpu: number;
    readonly pids: number;
    readonly received: number;
    readonly sent: number;
  };

  /** A pipe. */
  pipe(): { readonly read: OpenFile; readonly write: OpenFile };
  /**
   * A file to write to; `write` is called with all that arrives, `closed` when no descriptor of it is left.
   *
   * @param into the pipes made here that `write` feeds: whoever writes waits while one of them holds very much. Without it
   *   the bytes leave the sandbox, and count as its output
   */
  sink(
    write: (bytes: Bytes) => void,
    closed?: () => void,
    into?: () => readonly (OpenFile | undefined)[],
  ): OpenFile;
  /** Puts bytes into the write end of a pipe, without waiting. */
  feed(pipe: OpenFile, bytes: Bytes): void;
  /** Whether a process waits to read from an open file that was made here. */
  awaits(file: OpenFile): boolean;
  /** Lets go of an open file that was made here. */
  release(file: OpenFile): void;
  terminal(options: TerminalOptions): Terminal;
  /** What is /dev/null. */
  nothing(): OpenFile;

  forwards(): readonly Forward[];
  setForwards(forwards: readonly Forward[]): void;
  /** Whether a process of the host itself listens there. */
  hostListens(address: string, port: number): boolean;
  /** One HTTP request from the host, as `curl` would make it; for probes. Runs the kernel until it is answered. */
  httpGet(
    address: string,
    port: number,
    path: string,
  ): { readonly status: number; readonly body: Bytes } | undefined;

  /** Has the hook `timer` called at a time. @returns what `cancel` takes. */
  schedule(at: number, timer: Timer): number;
  cancel(timer: number): void;
  /** A task that waits until a condition holds or the time has come. @returns whether it held. Throws EINTR. */
  until(condition: () => boolean, deadline?: number): Task<boolean>;

  /**
   * Runs what can run, in the order of virtual time.
   * @param condition stops when it holds; asked after every step
   * @param horizon virtual time that must not be passed; Infinity lets waiting take no time at all
   * @param goesOn a part of the same command as the last run: the limits count both
   */
  run(condition: () => boolean, horizon: number, goesOn?: boolean): Halt;
}
