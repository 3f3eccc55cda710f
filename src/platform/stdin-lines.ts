import { readSync } from 'node:fs';
import { errorCode } from './folder.ts';
import { sleep } from './sleep.ts';

/** The file descriptor of stdin (POSIX). */
const STDIN = 0;
const CHUNK = 64 * 1024;
/** How long to wait for a writer who is behind, in milliseconds. */
const PATIENCE = 2;

/**
 * The lines of stdin, each as soon as it is there: whoever runs commands from a pipe shows what one prints before the next
 * arrives. Bytes that are no UTF-8 become U+FFFD.
 *
 * @param read gives bytes into a buffer, 0 at the end; another one in tests
 */
export function* stdinLines(
  read: (into: Uint8Array) => number = (into) => readSync(STDIN, into),
): Generator<string, void, void> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(CHUNK);
  // Parts of a line, put together once: a line of a megabyte comes in many.
  let parts: string[] = [];
  for (;;) {
    const count = readSome(read, buffer);
    const lines = decoder.decode(buffer.subarray(0, count), { stream: count > 0 }).split('\n');
    for (const [index, line] of lines.entries()) {
      parts.push(line);
      if (index === lines.length - 1) break;
      yield parts.join('');
      parts = [];
    }
    if (count === 0) break;
  }
  const rest = parts.join('');
  if (rest !== '') yield rest;
}

function readSome(read: (into: Uint8Array) => number, buffer: Uint8Array): number {
  for (;;) {
    try {
      return read(buffer);
    } catch (error) {
      const code = errorCode(error);
      // The end of a pipe on Windows.
      if (code === 'EOF') return 0;
      // Somebody else made the pipe non-blocking.
      if (code !== 'EAGAIN') throw error;
      sleep(PATIENCE);
    }
  }
}
