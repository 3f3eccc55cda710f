import { SystemError } from '../../../kernel/errors.ts';
import type { Task } from '../../../kernel/process.ts';
import { LineReader } from '../../support/input.ts';
import type { Tool } from '../../support/tool.ts';
import type { Memory, Table } from './memory.ts';
import { escapes, toNumber, toText } from './values.ts';

/** Where records come from: the files of the arguments, one after the other, or standard input. */
export class Records {
  readonly #tool: Tool;
  readonly #memory: Memory;
  #input: LineReader | undefined;
  #argument = 1;
  #opened = false;

  constructor(tool: Tool, memory: Memory) {
    this.#tool = tool;
    this.#memory = memory;
  }

  /** @returns the next record of the arguments’ files; undefined at the end of the last */
  *next(): Task<string | undefined> {
    for (;;) {
      if (this.#input === undefined && !(yield* this.#open())) return undefined;
      const line = yield* this.readFrom(this.#input!);
      if (line !== undefined) {
        this.#memory.globals.set('NR', toNumber(this.#memory.get('NR')) + 1);
        this.#memory.globals.set('FNR', toNumber(this.#memory.get('FNR')) + 1);
        return line;
      }
      this.#input = undefined;
      if (this.#argument >= toNumber(this.#memory.get('ARGC'))) return undefined;
    }
  }

  /** Leaves the rest of the file that is read now. */
  skipFile(): void {
    this.#input = undefined;
  }

  /** @returns a record of a stream, without its end; undefined at the end */
  *readFrom(reader: LineReader): Task<string | undefined> {
    const separator = toText(this.#memory.get('RS'));
    const strip = (text: string, end: string) => (text.endsWith(end) ? text.slice(0, -1) : text);
    if (separator !== '') {
      const line = yield* reader.next();
      return line === undefined ? undefined : strip(line, separator.length === 1 ? separator : '\n');
    }
    // RS = "": records are paragraphs.
    let line = yield* reader.next();
    while (line === '\n') line = yield* reader.next();
    if (line === undefined) return undefined;
    const lines: string[] = [];
    for (; line !== undefined && line !== '\n'; line = yield* reader.next()) lines.push(strip(line, '\n'));
    return lines.join('\n');
  }

  /** @returns a reader of records of a descriptor */
  reader(fd: number): LineReader {
    const separator = toText(this.#memory.get('RS'));
    return new LineReader(this.#tool.process, fd, separator.length === 1 ? separator : '\n');
  }

  /** Opens the next file of the arguments. @returns false when there is none */
  *#open(): Task<boolean> {
    const { process } = this.#tool;
    const argv = this.#memory.globals.get('ARGV') as Table;
    for (; this.#argument < toNumber(this.#memory.get('ARGC')); this.#argument++) {
      const path = toText(argv.get(String(this.#argument)));
      if (path === '') continue;
      const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(path);
      if (assignment !== null) {
        this.#memory.assign(assignment[1]!, escapes(assignment[2]!));
        continue;
      }
      this.#opened = true;
      this.#argument++;
      this.#memory.globals.set('FILENAME', path);
      this.#memory.globals.set('FNR', 0);
      try {
        this.#input = this.reader(path === '-' ? 0 : process.open(path, { read: true }));
        return true;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        const message = this.#tool.gnu
          ? `cannot open ${path} (${error.message})`
          : `${path}: ${error.message}`;
        yield* this.#tool.flush();
        this.#tool.warn(message, this.#tool.gnu ? 2 : 1);
        this.#argument--;
      }
    }
    if (this.#opened) return false;
    this.#opened = true;
    this.#input = this.reader(0);
    return true;
  }
}
