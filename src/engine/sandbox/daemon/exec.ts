import type { Bytes } from '../kernel/bytes.ts';
import { fromText } from '../kernel/bytes.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Task } from '../kernel/process.ts';
import type { AttachStreams, ExecRequest } from './api.ts';
import { DaemonError } from './api.ts';
import { environmentOf, userOf } from './environment.ts';
import { containerEvent } from './events.ts';
import { pipePlumbing, terminalPlumbing } from './exec-plumbing.ts';
import { finishExec } from './exec-records.ts';
import { findContainer } from './find.ts';
import { randomId } from './ids.ts';
import { readPathThrough } from './paths.ts';
import { describeStart, execFailed, isSystemError } from './runtime-errors.ts';
import type { ContainerRecord, Engine, ExecRecord } from './state.ts';
import { edit } from './state.ts';

/** @returns the container, if something can be started in it. @throws DaemonError 409 otherwise */
function active(engine: Engine, subject: string): ContainerRecord {
  const container = findContainer(engine, subject);
  if (!container.running) {
    throw new DaemonError(409, `container ${container.id} is not running`);
  }
  if (container.paused) {
    throw new DaemonError(409, `Container ${subject} is paused, unpause the container before exec`);
  }
  if (container.restarting) {
    throw new DaemonError(
      409,
      `Container ${container.id} is restarting, wait until the container is running`,
    );
  }
  return container;
}

interface Begun {
  readonly pid: number;
  /** Why it did not begin. */
  readonly problem: { readonly text: string; readonly exitCode: number } | undefined;
}

/** Starts a process in a container's namespaces. */
function begin(
  engine: Engine,
  container: ContainerRecord,
  request: ExecRequest,
  files: ReadonlyMap<number, OpenFile>,
): Begun {
  const { namespaces } = container;
  if (namespaces === undefined) {
    throw new DaemonError(409, `container ${container.id} is not running`);
  }
  const user = userOf(engine, container, request.user ?? container.config.User ?? '');
  const cwd = request.workdir || container.config.WorkingDir || '/';
  if (readPathThrough(engine, container, cwd)?.kind !== 'directory') {
    const text = `mkdir ${cwd}: not a directory`;
    const gone = `chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: no such file or directory`;
    const exists = readPathThrough(engine, container, cwd) !== undefined;
    return { pid: 0, problem: { text: exists ? text : gone, exitCode: 127 } };
  }
  try {
    const pid = engine.kernel.start(namespaces, {
      argv: request.argv.map(fromText),
      env: environmentOf(container, request.tty, request.env, user.home),
      cwd: fromText(cwd),
      user: user.credentials,
      files,
    });
    return { pid, problem: undefined };
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    const command = request.argv[0] ?? '';
    const there = command.includes('/')
      ? readPathThrough(engine, container, command.startsWith('/') ? command : `${cwd}/${command}`)
      : undefined;
    return {
      pid: 0,
      problem: describeStart(request.argv, error, there) ?? {
        text: `exec ${command}: ${error.message.toLowerCase()}`,
        exitCode: 255,
      },
    };
  }
}

function remember(engine: Engine, exec: ExecRecord): ExecRecord {
  edit(engine, engine.state.execs).set(exec.id, exec);
  if (exec.pid !== 0) {
    edit(engine, engine.state.execPids).set(exec.pid, exec.id);
  }
  return exec;
}

/**
 * `docker exec`. A program that cannot be started is no error here: as over dockerd's connection its message comes by
 * stdout, and the exit status tells (moby daemon/server/router/container/exec.go).
 */
export function exec(
  engine: Engine,
  subject: string,
  request: ExecRequest,
): { readonly id: string; readonly streams: AttachStreams } {
  const container = active(engine, subject);
  const { kernel } = engine;
  userOf(engine, container, request.user ?? container.config.User ?? '');
  const id = randomId(() => kernel.random());
  const command = request.argv.join(' ');
  const execID = { execID: id };
  containerEvent(engine, container, `exec_create: ${command}`, execID);
  containerEvent(engine, container, `exec_start: ${command}`, execID);
  const { files, streams, record } = request.tty
    ? terminalPlumbing(engine, request)
    : pipePlumbing(engine, request);
  const { pid, problem } = begin(engine, container, request, files);
  const made = remember(engine, {
    id,
    container: container.id,
    pid,
    status: undefined,
    ...record,
    probe: undefined,
    output: '',
  });
  if (!request.tty) {
    for (const file of files.values()) {
      kernel.release(file);
    }
  }
  if (problem !== undefined) {
    if (made.attached.stdout !== undefined) {
      kernel.feed(made.attached.stdout, fromText(`${execFailed(problem.text)}\r\n`));
    }
    finishExec(engine, made, problem.exitCode);
  }
  return { id, streams };
}

/** Waits for the end of an exec. @returns its exit status */
export function* execWait(engine: Engine, id: string): Task<number> {
  const found = engine.state.execs.get(id);
  if (found === undefined) {
    const gone = engine.state.gone.get(id);
    if (gone !== undefined) {
      return gone;
    }
    throw new DaemonError(404, `No such exec instance: ${id}`);
  }
  yield* engine.kernel.until(() => found.status !== undefined);
  return found.status ?? 137;
}

/** The window of an exec's terminal has another size. */
export function resizeExec(engine: Engine, id: string, columns: number, rows: number): void {
  engine.state.execs.get(id)?.terminal?.resize(columns, rows);
}

/** Starts a health probe: its output is kept, up to 4096 bytes, and nobody is attached. */
export function startProbe(
  engine: Engine,
  container: ContainerRecord,
  argv: readonly string[],
  timer: number,
): ExecRecord {
  const { kernel } = engine;
  const id = randomId(() => kernel.random());
  const keep = (bytes: Bytes) => {
    const record = engine.state.execs.get(id);
    if (record !== undefined && record.output.length < 4096) {
      edit(engine, record).output = (record.output + bytes).slice(0, 4096);
    }
  };
  const sink = kernel.sink(keep);
  const files = new Map<number, OpenFile>([
    [0, kernel.nothing()],
    [1, sink],
    [2, sink],
  ]);
  const command = argv.join(' ');
  containerEvent(engine, container, `exec_create: ${command}`, { execID: id });
  containerEvent(engine, container, `exec_start: ${command}`, { execID: id });
  const made = remember(engine, {
    id,
    container: container.id,
    pid: 0,
    status: undefined,
    attached: { stdout: undefined, stderr: undefined },
    stdin: undefined,
    terminal: undefined,
    probe: { run: container.runs, start: kernel.now(), timer },
    output: '',
  });
  const request = { argv, env: [], tty: false, stdin: false, privileged: false };
  const { pid, problem } = begin(engine, container, request, files);
  kernel.release(sink);
  const record = edit(engine, made);
  record.pid = pid;
  if (problem === undefined) {
    edit(engine, engine.state.execPids).set(pid, id);
  } else {
    record.output = fromText(execFailed(problem.text));
    record.status = problem.exitCode === 127 ? -1 : problem.exitCode;
  }
  return made;
}
