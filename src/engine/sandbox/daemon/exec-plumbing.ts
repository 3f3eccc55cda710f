import type { OpenFile } from '../kernel/open-file.ts';
import type { AttachStreams, ExecRequest } from './api.ts';
import type { Attached, Engine, ExecRecord } from './state.ts';

/** What an exec's process has as its descriptors, and the ends of it that others have. */
export interface Plumbing {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly streams: AttachStreams;
  readonly record: Pick<ExecRecord, 'attached' | 'stdin' | 'terminal'>;
}

/** @returns a terminal of an exec's own */
export function terminalPlumbing(engine: Engine, request: ExecRequest): Plumbing {
  const { kernel } = engine;
  const out = kernel.pipe();
  const terminal = kernel.terminal({
    columns: 80,
    rows: 24,
    echo: engine.options.echo,
    translate: true,
    output: (bytes) => kernel.feed(out.write, bytes),
  });
  const stdin = request.stdin ? kernel.sink((bytes) => terminal.input(bytes)) : undefined;
  return {
    files: new Map([
      [0, terminal.file],
      [1, terminal.file],
      [2, terminal.file],
    ]),
    streams: { stdin, stdout: out.read, stderr: undefined },
    record: { attached: { stdout: out.write, stderr: undefined }, stdin: undefined, terminal },
  };
}

/** @returns pipes for an exec without a terminal */
export function pipePlumbing(engine: Engine, request: ExecRequest): Plumbing {
  const { kernel } = engine;
  const out = kernel.pipe();
  const err = kernel.pipe();
  const input = request.stdin ? kernel.pipe() : undefined;
  const stdin =
    input === undefined
      ? undefined
      : kernel.sink(
          (bytes) => kernel.feed(input.write, bytes),
          () => kernel.release(input.write),
          () => [input.write],
        );
  const outputTo = (pipe: OpenFile): OpenFile =>
    kernel.sink(
      (bytes) => kernel.feed(pipe, bytes),
      () => {},
      () => [pipe],
    );
  const attached: Attached = { stdout: out.write, stderr: err.write };
  return {
    files: new Map([
      [0, input?.read ?? kernel.nothing()],
      [1, outputTo(out.write)],
      [2, outputTo(err.write)],
    ]),
    streams: { stdin, stdout: out.read, stderr: err.read },
    record: { attached, stdin: input?.write, terminal: undefined },
  };
}
