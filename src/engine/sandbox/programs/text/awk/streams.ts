import { SystemError } from '../../../kernel/errors.ts';
import type { Task } from '../../../kernel/process.ts';
import type { LineReader } from '../../support/input.ts';
import type { Tool } from '../../support/tool.ts';
import type { Records } from './records.ts';

interface Stream {
  readonly fd: number;
  readonly pid?: number;
  readonly reader?: LineReader;
}

/** Files and commands that a program reads and writes beside its input, by name. */
export class Streams {
  readonly #tool: Tool;
  readonly #records: Records;
  readonly #streams = new Map<string, Stream>();

  constructor(tool: Tool, records: Records) {
    this.#tool = tool;
    this.#records = records;
  }

  /** @returns what reads a file ('-' is standard input) or a command’s output; undefined if it cannot be opened */
  *source(name: string, command: boolean): Task<LineReader | undefined> {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      try {
        if (command) stream = yield* this.#pipe(name, 'r');
        else {
          const fd = name === '-' ? 0 : this.#tool.process.open(name, { read: true });
          stream = { fd, reader: this.#records.reader(fd) };
        }
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        return undefined;
      }
      this.#streams.set(name, stream);
    }
    return stream.reader!;
  }

  /** @returns the descriptor of a file ('>', '>>') or a command ('|') that is written. @throws Exit if it cannot be opened */
  *sink(name: string, to: string): Task<number> {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      try {
        const append = to === '>>';
        stream =
          to === '|'
            ? yield* this.#pipe(name, 'w')
            : { fd: this.#tool.process.open(name, { write: true, create: true, append, truncate: !append }) };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        return this.#tool.fail(
          this.#tool.gnu ? `cannot open "${name}" for output` : `can't open '${name}': ${error.message}`,
          this.#tool.gnu ? 2 : 1,
        );
      }
      this.#streams.set(name, stream);
    }
    return stream.fd;
  }

  /** Closes a stream. @returns the exit status of its command, 0 for a file, -1 if there is none */
  *close(name: string): Task<number> {
    const stream = this.#streams.get(name);
    if (stream === undefined) return -1;
    yield* this.#tool.flush();
    this.#streams.delete(name);
    this.#tool.process.close(stream.fd);
    return stream.pid === undefined ? 0 : ((yield* this.#tool.process.wait(stream.pid))?.status ?? 0);
  }

  /** Closes all of them. */
  *closeAll(): Task<void> {
    for (const name of [...this.#streams.keys()]) yield* this.close(name);
  }

  /** Runs a command. @returns its exit status */
  *system(command: string): Task<number> {
    yield* this.#tool.flush();
    const { process } = this.#tool;
    const pid = process.spawn({ argv: ['sh', '-c', command], env: process.env });
    return (yield* process.wait(pid))?.status ?? 0;
  }

  /** A command whose output is read ('r') or whose input is written ('w'). */
  *#pipe(command: string, direction: 'r' | 'w'): Task<Stream> {
    yield* this.#tool.flush();
    const { process } = this.#tool;
    const ends = process.pipe();
    const files =
      direction === 'r'
        ? ([
            [0, 0],
            [1, ends.write],
            [2, 2],
          ] as const)
        : ([
            [0, ends.read],
            [1, 1],
            [2, 2],
          ] as const);
    const pid = process.spawn({ argv: ['sh', '-c', command], env: process.env, files: new Map(files) });
    process.close(direction === 'r' ? ends.write : ends.read);
    return direction === 'r'
      ? { fd: ends.read, pid, reader: this.#records.reader(ends.read) }
      : { fd: ends.write, pid };
  }
}
