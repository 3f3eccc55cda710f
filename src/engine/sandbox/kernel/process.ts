import type { Mount } from '../filesystem/node.ts';
import type { Bytes } from './bytes.ts';
import type { OpenFile } from './open-file.ts';

/** Signals that the sandbox knows, with Linux's names. */
export type Signal =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGABRT'
  | 'SIGKILL'
  | 'SIGUSR1'
  | 'SIGUSR2'
  | 'SIGPIPE'
  | 'SIGALRM'
  | 'SIGTERM'
  | 'SIGCHLD'
  | 'SIGCONT'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGTTIN'
  | 'SIGTTOU'
  | 'SIGWINCH';

/**
 * A computation of a process that may wait. Programs are written as generators and call other tasks with `yield*`;
 * what is yielded belongs to the kernel and is opaque to programs. A process that must wait hands control back; one
 * that can go on does not. Everything is synchronous: the same inputs give the same run.
 */
export type Task<T> = Generator<Wait, T, void>;

/** What the kernel is asked to wait for. Only the kernel makes and reads these. */
export interface Wait {
  readonly wait: string;
}

/**
 * A program: runs as a process and returns its exit status, 0 to 255.
 *
 * It must get everything that it knows of the outside from its `Process` (arguments, files, time, randomness, other
 * processes), for a process that was undone is brought back by running its program again with the same answers. It
 * keeps what it remembers in its own variables, never in a module's.
 */
export type Program = (process: Process) => Task<number>;

/** Whose rights a process has. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** What a descriptor of a new process is: a descriptor of the one that starts it. */
export type Descriptors = ReadonlyMap<number, number>;

export interface SpawnOptions {
  /** argv[0] is looked up in PATH of `env` unless it has a slash. With `body` it is only the name that `ps` shows. */
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** Absolute; the caller's own if left out. */
  readonly cwd?: string;
  /** child's descriptor → caller's descriptor. What is not named is closed. Left out: the caller's 0, 1 and 2. */
  readonly files?: Descriptors;
  /** Runs this instead of a program of the file system (a shell's subshell). It must own what it closes over: nobody changes that afterwards. */
  readonly body?: Program;
  readonly user?: Credentials;
  /** Puts the child in a process group of its own ('new') or in that of a pid; left out: the caller's. */
  readonly group?: 'new' | number;
  /** Signals that the child ignores from the start (`nohup`, background jobs of a shell without job control). */
  readonly ignore?: readonly Signal[];
  /** Is killed when the caller ends, however that ends (PR_SET_PDEATHSIG): a part of it, as its threads are in life. */
  readonly diesWithParent?: boolean;
}

/** How a child ended. */
export interface Ended {
  readonly pid: number;
  /** The exit status; 128 + number if a signal ended it. */
  readonly status: number;
  readonly signal?: Signal;
  /** true if it was stopped (SIGSTOP, SIGTSTP), not ended; only when `stopped` was asked for. */
  readonly stopped?: boolean;
}

export interface OpenMode {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly truncate?: boolean;
  readonly exclusive?: boolean;
}

/** stat(2). */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'symlink' | 'character-device' | 'fifo';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly inode: number;
  readonly links: number;
  /** Of an executable that is no script: the program that runs. */
  readonly program?: string;
}

/** Files, as a process sees them. Paths may be relative to its working directory. Every call throws `SystemError`. */
export interface FileCalls {
  stat(path: string): FileStatus;
  lstat(path: string): FileStatus;
  exists(path: string): boolean;
  access(path: string, want: 'r' | 'w' | 'x'): boolean;
  realpath(path: string): string;
  readlink(path: string): string;
  /** Names, sorted by byte, without `.` and `..`. */
  readDirectory(path: string): readonly string[];
  /** The whole file at once; EISDIR for a directory, EAGAIN for a device that would block (open and `read` that). */
  readFile(path: string): Bytes;
  writeFile(
    path: string,
    data: Bytes,
    options?: {
      readonly append?: boolean;
      readonly mode?: number;
      /** Makes it an executable of the program table, with so many bytes: what a package manager unpacks. */
      readonly executable?: { readonly program?: string; readonly size: number };
    },
  ): void;
  mkdir(path: string, mode?: number): void;
  /** unlink(2): not for directories. */
  unlink(path: string): void;
  rmdir(path: string): void;
  /** Takes away a path and all below it. */
  removeTree(path: string): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  /** A second name for the same content; the two go apart when one is written (hard links are not modelled beyond that). */
  link(from: string, to: string): void;
  mkfifo(path: string, mode?: number): void;
  chmod(path: string, mode: number): void;
  /** `followSymlinks: false` is lchown(2). */
  chown(path: string, uid: number, gid: number, options?: { readonly followSymlinks?: boolean }): void;
  setTimes(path: string, mtime: number): void;
  mounts(): readonly Mount[];
  /** Bytes used and available where the path is. */
  usage(path: string): { readonly total: number; readonly used: number };
}

export interface NetworkInterface {
  readonly name: string;
  readonly address: string;
  readonly prefix: number;
  readonly mac: string;
}

/** The network, as a process sees it from its network namespace. */
export interface NetworkCalls {
  /** Addresses of a name (hosts file, then DNS). Throws ENOTFOUND. An address resolves to itself. */
  resolve(name: string): readonly string[];
  /** @returns a descriptor to accept from. Throws EADDRINUSE, EACCES. */
  listen(port: number, address?: string): number;
  /** Waits for a connection, `timeout` milliseconds at most. @returns a descriptor to read and write; -1 if nobody came. */
  accept(listener: number, timeout?: number): Task<number>;
  /** Connects by address. @returns a descriptor. Throws ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT (after the time passed). */
  connect(address: string, port: number, timeout?: number): Task<number>;
  /** One echo. @returns milliseconds; undefined if none came back within a second. Throws ENETUNREACH. */
  ping(address: string): Task<number | undefined>;
  interfaces(): readonly NetworkInterface[];
  gateway(): string | undefined;
  listeners(): readonly { readonly address: string; readonly port: number; readonly pid: number }[];
  /** The address and port at the other end of a socket. */
  peer(fd: number): { readonly address: string; readonly port: number };
}

/** What `ps` knows of a process. Pids are those of the caller's pid namespace. */
export interface ProcessStatus {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly argv: readonly string[];
  /** R running, S waiting, T stopped, Z ended but not waited for. */
  readonly state: 'R' | 'S' | 'T' | 'Z';
  /** When it began, milliseconds since 1970. */
  readonly started: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly group: number;
  readonly tty: boolean;
}

/** What the computer says of itself to a process: uname(2), its limits. */
export interface Machine {
  readonly hostname: string;
  readonly kernel: string;
  readonly architecture: 'x86_64' | 'aarch64';
  readonly cpus: number;
  readonly memory: number;
  /** Limits of the cgroup the process is in; undefined: none. Processors in units of one, memory in bytes. */
  readonly limits: { readonly memory?: number; readonly cpus?: number; readonly pids?: number };
  readonly booted: number;
}

/** A process's system calls: all that a program of the sandbox can do. */
export interface Process {
  readonly argv: readonly string[];
  /** What it was started with. A shell keeps its own copy of the variables. */
  readonly env: ReadonlyMap<string, string>;
  readonly pid: number;
  readonly fs: FileCalls;
  readonly net: NetworkCalls;

  getppid(): number;
  cwd(): string;
  chdir(path: string): void;
  /** Sets the mask if given. @returns the one before */
  umask(mask?: number): number;
  user(): Credentials;
  /** Throws EPERM unless the caller is root. */
  setUser(user: Credentials): void;

  /** Waits until there is something. @returns at most `count` bytes; '' at the end of the file */
  read(fd: number, count?: number): Task<Bytes>;
  /** Waits for a line, and takes no byte after it. @returns it with its `\n`; without one at the end of the file; '' when there is no more */
  readLine(fd: number): Task<Bytes>;
  /** Waits until all is taken. Nobody left to read: SIGPIPE, or EPIPE if that is ignored. */
  write(fd: number, data: Bytes): Task<void>;
  /** splice(2), for any two files: moves at most `count` bytes, waiting as `read` and `write` do. The program never sees them. @returns how many; 0 at the end */
  splice(from: number, to: number, count?: number): Task<number>;
  open(path: string, mode: OpenMode, permissions?: number): number;
  close(fd: number): void;
  /** @returns the new descriptor (`as`, closing what it was, or the lowest free one) */
  dup(fd: number, as?: number): number;
  pipe(): { readonly read: number; readonly write: number };
  /** Takes an open file that came from elsewhere (the daemon hands a container's streams to the docker command). @returns its descriptor */
  receive(file: OpenFile): number;
  /** true if the descriptor is open */
  isOpen(fd: number): boolean;
  isTerminal(fd: number): boolean;
  /** Columns and rows of the terminal; undefined if there is none. */
  windowSize(fd: number): { readonly columns: number; readonly rows: number } | undefined;
  /** Switches the line discipline of a terminal off (`raw`: every key is read as it is, ^C too) or on again. Throws ENOTTY. */
  rawTerminal(fd: number, raw: boolean): void;
  seek(fd: number, offset: number, from: 'start' | 'current' | 'end'): number;

  /** fork(2) and execve(2) in one. @returns the pid. Throws ENOENT, EACCES, ENOEXEC, EAGAIN (pids limit). */
  spawn(options: SpawnOptions): number;
  /** execve(2): this process goes on as another program. Throws as `spawn` does, else never returns. */
  exec(options: Omit<SpawnOptions, 'body' | 'group'>): Task<never>;
  /**
   * Goes on as another program in this same process, with its files, children and rights, and forgets what it was told
   * so far. A shell does this at each prompt, handing its state on, so that bringing it back after an undo is cheap.
   */
  become(program: Program): Task<never>;
  /** waitpid(2). undefined: `block` is false and nothing has happened. Throws ECHILD, EINTR. */
  wait(
    pid: number | 'any',
    options?: { readonly block?: boolean; readonly stopped?: boolean },
  ): Task<Ended | undefined>;
  /** kill(2); a negative pid is a group. Signal 0 only asks. Throws ESRCH, EPERM. */
  kill(pid: number, signal: Signal | 0): void;
  /** What a signal does: its default, nothing, or be kept for `takeSignals`, interrupting a wait with EINTR. */
  onSignal(signal: Signal, does: 'default' | 'ignore' | 'catch'): void;
  /** The caught signals that came since the last call. */
  takeSignals(): readonly Signal[];
  /** Gives the terminal to a process group (tcsetpgrp). */
  setForeground(fd: number, group: number): void;

  /** Lets virtual time pass. Throws EINTR when a caught signal comes. */
  sleep(milliseconds: number): Task<void>;
  /**
   * Uses the processor for so long; takes longer where the cgroup's cpus are limited or others use it too. Long loops
   * call this so that others get their turn; `steps` is what that part of the loop costs where the sandbox itself runs.
   */
  work(milliseconds: number, steps?: number): Task<void>;
  /** The clock, milliseconds since 1970. */
  now(): number;
  /** At least 0, less than 1, from the sandbox's seed. */
  random(): number;
  /** Changes what the process occupies by so many bytes: more, or less if negative. Over the cgroup's limit the kernel kills a process, perhaps this one. */
  allocate(bytes: number): Task<void>;

  processes(): readonly ProcessStatus[];
  machine(): Machine;
  setHostname(name: string): void;
  /** What `ps` shows of this process from now on, as servers do that write over their argv (`nginx: worker process`). */
  setTitle(title: string): void;

  /**
   * Asks something that is no system call (the docker command asks the daemon). The answer is remembered, for a
   * process that is brought back after an undo must hear it again. What `ask` returns must not be changed. What it
   * throws is thrown again.
   */
  call<T>(ask: () => T): T;
  /** As `call`, for a question that waits. One that an undo cut in the middle is asked anew. */
  callTask<T>(ask: () => Task<T>): Task<T>;
}
