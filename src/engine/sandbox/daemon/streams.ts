import type { OpenFile } from '../kernel/open-file.ts';
import type { AttachStreams } from './api.ts';
import { DaemonError } from './api.ts';
import { containerEvent } from './events.ts';
import { findContainer } from './find.ts';
import { flush, hangUp, output } from './output.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';

/** The terminal of a container that has one, made when it is first needed. */
function terminalOf(engine: Engine, container: ContainerRecord) {
  if (container.terminal === undefined) {
    edit(engine, container).terminal = engine.kernel.terminal({
      ...container.window,
      echo: engine.options.echo,
      translate: true,
      output: (bytes) => output(engine, container, 'stdout', bytes),
    });
  }
  return container.terminal!;
}

function stdinOf(engine: Engine, container: ContainerRecord) {
  if (container.stdin === undefined) {
    edit(engine, container).stdin = engine.kernel.pipe();
  }
  return container.stdin!;
}

/** The end of a container's input. */
function closeStdin(engine: Engine, container: ContainerRecord): void {
  if (container.stdin !== undefined) {
    engine.kernel.release(container.stdin.write);
  }
}

/** @returns what PID 1 has as its descriptors 0, 1 and 2 */
export function openStdio(engine: Engine, container: ContainerRecord): ReadonlyMap<number, OpenFile> {
  const { kernel } = engine;
  if (container.request.tty) {
    const { file } = terminalOf(engine, container);
    return new Map([
      [0, file],
      [1, file],
      [2, file],
    ]);
  }
  const sink = (stream: 'stdout' | 'stderr') =>
    kernel.sink(
      (bytes) => output(engine, container, stream, bytes),
      () => flush(engine, container, stream),
      () => container.attached.map((reader) => reader[stream]),
    );
  return new Map([
    [0, container.request.openStdin ? stdinOf(engine, container).read : kernel.nothing()],
    [1, sink('stdout')],
    [2, sink('stderr')],
  ]);
}

/** Lets go of what was only made to be handed to PID 1. */
export function releaseStdio(
  engine: Engine,
  container: ContainerRecord,
  files: ReadonlyMap<number, OpenFile>,
): void {
  if (!container.request.tty) {
    for (const file of files.values()) {
      engine.kernel.release(file);
    }
  }
}

/** All of a run's streams end: logs are completed, readers see the end of file. */
export function closeStreams(engine: Engine, container: ContainerRecord): void {
  flush(engine, container, 'stdout');
  flush(engine, container, 'stderr');
  for (const reader of container.attached) {
    hangUp(engine, reader);
  }
  const record = edit(engine, container);
  record.attached = [];
  if (container.stdin !== undefined) {
    engine.kernel.release(container.stdin.read);
    engine.kernel.release(container.stdin.write);
    record.stdin = undefined;
  }
  container.terminal?.hangup();
  record.terminal = undefined;
}

function openInput(engine: Engine, container: ContainerRecord): OpenFile {
  const { request } = container;
  if (request.tty) {
    return engine.kernel.sink((bytes) => terminalOf(engine, container).input(bytes));
  }
  const pipe = stdinOf(engine, container);
  return engine.kernel.sink(
    (bytes) => engine.kernel.feed(pipe.write, bytes),
    // As `StdinOnce` has it: who was attached from the start takes the input with them when they go.
    () => {
      if (request.attach.stdin && container.stdin === pipe) {
        closeStdin(engine, container);
      }
    },
    () => [pipe.write],
  );
}

/** `docker attach`, and what `run` and `start -a` do before they start. */
export function attach(
  engine: Engine,
  subject: string,
  want: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean },
): AttachStreams {
  const container = findContainer(engine, subject);
  if (container.paused) {
    throw new DaemonError(409, `container ${subject} is paused, unpause the container before attach`);
  }
  if (container.restarting) {
    throw new DaemonError(409, `container ${subject} is restarting, wait until the container is running`);
  }
  const { kernel } = engine;
  const { tty, openStdin } = container.request;
  const stdout = kernel.pipe();
  const stderr = tty ? undefined : kernel.pipe();
  const stdin = want.stdin && openStdin ? openInput(engine, container) : undefined;
  edit(engine, container).attached = [
    ...container.attached,
    {
      stdout: want.stdout || (tty && want.stderr) ? stdout.write : undefined,
      stderr: want.stderr ? stderr?.write : undefined,
    },
  ];
  if (!want.stdout && !(tty && want.stderr)) {
    kernel.release(stdout.write);
  }
  if (!want.stderr && stderr !== undefined) {
    kernel.release(stderr.write);
  }
  containerEvent(engine, container, 'attach');
  return { stdin, stdout: stdout.read, stderr: stderr?.read };
}

/** The window of whoever looks at a container's terminal has another size. */
export function resize(engine: Engine, subject: string, columns: number, rows: number): void {
  const container = findContainer(engine, subject);
  edit(engine, container).window = { columns, rows };
  container.terminal?.resize(columns, rows);
  containerEvent(engine, container, 'resize', { height: String(rows), width: String(columns) });
}
