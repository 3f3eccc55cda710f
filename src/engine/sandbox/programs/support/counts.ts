import type { Task } from '../../kernel/process.ts';
import { complaint, openOrWarn } from './input.ts';
import { reason, type Tool } from './tool.ts';

/** What wc knows of a file after some of its bytes. */
export interface Counts {
  readonly lines: number;
  readonly words: number;
  readonly bytes: number;
  readonly characters: number;
  /** Cells of the longest line, a tab taken as eight. */
  readonly longest: number;
  /** Where the bytes ended: inside a word, and so far into a line. */
  readonly inWord: boolean;
  readonly column: number;
}

const NONE: Counts = {
  ...{ lines: 0, words: 0, bytes: 0, characters: 0, longest: 0 },
  ...{ inWord: false, column: 0 },
};
const BLOCK = 65_536;
const NEWLINE = 10;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** @returns the counts with more bytes behind; undefined when there are none. `onlyBytes`: nothing else is counted */
function counted(before: Counts, data: string, onlyBytes: boolean): Counts | undefined {
  if (data === '') return undefined;
  if (onlyBytes) return { ...before, bytes: before.bytes + data.length };
  let { lines, words, characters, longest, inWord, column } = before;
  for (let at = 0; at < data.length; at++) {
    const byte = data.charCodeAt(at);
    if ((byte & 0xc0) !== 0x80) characters += 1;
    if (byte === NEWLINE) {
      lines += 1;
      column = 0;
    } else {
      column += byte === TAB ? 8 : 1;
      if (column > longest) longest = column;
    }
    const isSpace = byte === SPACE || (byte >= TAB && byte <= CARRIAGE_RETURN);
    if (!isSpace && !inWord) words += 1;
    inWord = !isSpace;
  }
  return { lines, words, bytes: before.bytes + data.length, characters, longest, inWord, column };
}

/** @returns what a file comes to. Each block is counted as it is read, and only the counts are kept */
function* countFile(tool: Tool, fd: number, onlyBytes: boolean): Task<Counts> {
  const { process } = tool;
  let counts = NONE;
  for (;;) {
    const before = counts;
    const next = yield* process.callTask(function* () {
      return counted(before, yield* process.read(fd, BLOCK), onlyBytes);
    });
    if (next === undefined) return counts;
    counts = next;
  }
}

/**
 * Counts what is in a file.
 *
 * @param path `-` is stdin
 * @param onlyBytes the other counts are not wanted
 * @returns nothing after a message about the file
 */
export function* countOrWarn(tool: Tool, path: string, onlyBytes: boolean): Task<Counts | undefined> {
  const fd = openOrWarn(tool, path);
  if (fd === undefined) return undefined;
  try {
    return yield* countFile(tool, fd, onlyBytes);
  } catch (error) {
    tool.warn(complaint(tool, path, reason(error)));
    return undefined;
  } finally {
    if (fd !== 0) tool.process.close(fd);
  }
}
