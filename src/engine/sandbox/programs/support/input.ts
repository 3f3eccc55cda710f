import type { Bytes } from '../../kernel/bytes.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Process, Task } from '../../kernel/process.ts';
import { reason, type Tool } from './tool.ts';

const BLOCK = 65_536;
/** What a program keeps is counted as its memory by so much at a time. */
const PIECE = 1024 * 1024;
/** More than this no program keeps, whatever the container may: the sandbox has to hold it. */
const MOST = 48 * PIECE;

/** Counts what a program keeps. @throws SystemError ENOMEM where that is too much */
export function* keep(process: Process, before: number, now: number): Task<void> {
  const more = Math.floor(now / PIECE) - Math.floor(before / PIECE);
  if (more <= 0) return;
  yield* process.allocate(more * PIECE);
  if (now > MOST) throw new SystemError('ENOMEM');
}

/** @returns all that can still be read from a descriptor */
export function* readRest(process: Process, fd: number): Task<Bytes> {
  let all = '';
  for (;;) {
    const chunk = yield* process.read(fd, BLOCK);
    if (chunk === '') return all;
    all += chunk;
    yield* keep(process, all.length - chunk.length, all.length);
  }
}

/** @returns all bytes of a file; `-` is stdin. Throws SystemError. */
export function* readWhole(process: Process, path: string): Task<Bytes> {
  if (path === '-') return yield* readRest(process, 0);
  try {
    return process.fs.readFile(path);
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== 'EAGAIN') throw error;
  }
  const fd = process.open(path, { read: true });
  const all = yield* readRest(process, fd);
  process.close(fd);
  return all;
}

/** How a tool tells that it could not read a file. */
export type Complaint = (path: string, why: string) => string;

/** Messages about unreadable files, by tool, where they are not `FILE: why`. */
const BUSYBOX_COMPLAINTS: Readonly<Record<string, Complaint>> = Object.fromEntries(
  [
    'cat',
    'tail',
    'tac',
    'rev',
    'cmp',
    'xargs',
    'hexdump',
    'base64',
    'awk',
    'md5sum',
    'sha1sum',
    'sha256sum',
    'cksum',
    'uniq',
    'dd',
    'comm',
    'xxd',
  ].map((name) => [name, (path: string, why: string) => `can't open '${path}': ${why}`]),
);
const GNU_COMPLAINTS: Readonly<Record<string, Complaint>> = {
  head: (path, why) => `cannot open '${path}' for reading: ${why}`,
  tail: (path, why) => `cannot open '${path}' for reading: ${why}`,
  tac: (path, why) => `failed to open '${path}' for reading: ${why}`,
  sort: (path, why) => `cannot read: ${path}: ${why}`,
  sed: (path, why) => `can't read ${path}: ${why}`,
  awk: (path, why) => `cannot open "${path}" (${why})`,
  rev: (path, why) => `cannot open ${path}: ${why}`,
  hexdump: (path, why) => `${path}: ${why}`,
};

/** @returns the message about a file that cannot be read */
export function complaint(tool: Tool, path: string, why: string): string {
  const how = (tool.gnu ? GNU_COMPLAINTS : BUSYBOX_COMPLAINTS)[tool.name];
  if (why === 'Is a directory') {
    if (!tool.gnu)
      return tool.name === 'cat' || tool.name === 'sort' ? `read error: ${why}` : `${path}: ${why}`;
    if (tool.name === 'head' || tool.name === 'tail') return `error reading '${path}': ${why}`;
    if (tool.name === 'sort') return `read failed: ${path}: ${why}`;
    if (tool.name === 'sed') return `couldn't read ${path}: ${why}`;
    return `${path}: ${why}`;
  }
  return how === undefined ? `${path}: ${why}` : how(path, why);
}

/** @returns a file's bytes, or undefined after a message about it */
export function* readOrWarn(tool: Tool, path: string, status = 1): Task<Bytes | undefined> {
  try {
    return yield* readWhole(tool.process, path);
  } catch (error) {
    tool.warn(complaint(tool, path, reason(error)), status);
    return undefined;
  }
}

/** @returns the bytes of all files one after another; without files of stdin */
export function* readFiles(tool: Tool, paths: readonly string[], status = 1): Task<Bytes> {
  let all = '';
  for (const path of paths.length === 0 ? ['-'] : paths) all += (yield* readOrWarn(tool, path, status)) ?? '';
  return all;
}

/** @returns a descriptor to read a file from (0 for `-`), or undefined after a message */
export function openOrWarn(tool: Tool, path: string, status = 1): number | undefined {
  if (path === '-') return 0;
  try {
    return tool.process.open(path, { read: true });
  } catch (error) {
    tool.warn(complaint(tool, path, reason(error)), status);
    return undefined;
  }
}

/** Reads line by line, in blocks. */
export class LineReader {
  readonly #process: Process;
  readonly #fd: number;
  readonly #end: string;
  #buffer = '';
  #at = 0;
  #over = false;
  #lines = 0;

  constructor(process: Process, fd: number, end = '\n') {
    this.#process = process;
    this.#fd = fd;
    this.#end = end;
  }

  /** @returns a line with its end (the last may lack it); undefined when there is no more */
  *next(): Task<string | undefined> {
    if (++this.#lines % 2000 === 0) yield* this.#process.work(0.1);
    let from = this.#at;
    for (;;) {
      const end = this.#buffer.indexOf(this.#end, from);
      if (end >= 0) {
        const line = this.#buffer.slice(this.#at, end + 1);
        this.#at = end + 1;
        return line;
      }
      if (this.#over) {
        const line = this.#buffer.slice(this.#at);
        this.#buffer = '';
        this.#at = 0;
        return line === '' ? undefined : line;
      }
      this.#buffer = this.#buffer.slice(this.#at);
      from = this.#buffer.length;
      this.#at = 0;
      const chunk = yield* this.#process.read(this.#fd, BLOCK);
      if (chunk === '') this.#over = true;
      else {
        this.#buffer += chunk;
        yield* keep(this.#process, from, this.#buffer.length);
      }
    }
  }
}

/** @returns the lines of a text, without their ends; a last newline begins no line */
export function linesOf(text: string, end = '\n'): string[] {
  if (text === '') return [];
  const lines = text.split(end);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
