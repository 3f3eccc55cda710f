import { fstatSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import { errorCode } from './folder.ts';
import { sleep } from './sleep.ts';

/** The file descriptor of stdout (POSIX). */
const STDOUT = 1;

/** How long to wait for a reader who is behind, in milliseconds. */
const PATIENCE = 2;

/** A pipe was closed by a reader that has seen enough (`| head`), or a terminal by its window: no errors. */
const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO']);

/** Where the program's output goes. */
export interface Stdout {
  /** The stream, opened when first asked for; only a terminal's is needed, for its size and for pages. */
  readonly stream: WriteStream;
  /** Whether it is a terminal. */
  readonly isTerminal: boolean;
  /** Writes text or bytes; what nobody reads any more is passed over. */
  write(text: string | Uint8Array): void;
}

/**
 * The stdout of this process. Into a pipe or a file it writes without Node's stream, which it would take as long to load
 * as half of the program; it writes there as that stream does, at once. Windows, where the stream does more, has the
 * stream always.
 *
 * @param open gives the stream; another one in tests
 * @param descriptor where to write; another one in tests
 */
export function stdoutOf(open: () => WriteStream, descriptor: number = STDOUT): Stdout {
  let opened: WriteStream | undefined;
  let direct: boolean | undefined;
  const isDirect = (): boolean => {
    direct ??= process.platform !== 'win32' && isPipeOrFile(descriptor);
    return direct;
  };
  const stream = (): WriteStream => {
    opened ??= open().on('error', (error: NodeJS.ErrnoException) => {
      if (!CLOSED.has(error.code)) throw error;
    });
    return opened;
  };
  return {
    get stream() {
      return stream();
    },
    get isTerminal() {
      return !isDirect() && stream().isTTY === true;
    },
    write(text) {
      if (isDirect()) writeAll(descriptor, Buffer.from(text));
      else stream().write(text);
    },
  };
}

function isPipeOrFile(descriptor: number): boolean {
  const found = fstatSync(descriptor);
  return found.isFIFO() || found.isSocket() || found.isFile();
}

/**
 * Writes all of some bytes, however little of them is taken at a time; stops where nobody reads any more.
 *
 * @param descriptor where to
 * @param bytes what
 * @param write writes from a place on, and gives how many bytes it wrote; another one in tests
 * @throws the system's error, such as `ENOSPC`
 */
export function writeAll(
  descriptor: number,
  bytes: Uint8Array,
  write: (descriptor: number, bytes: Uint8Array, from: number) => number = writeSync,
): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += write(descriptor, bytes, at);
    } catch (error) {
      const code = errorCode(error);
      if (CLOSED.has(code)) return;
      // A pipe may have been told not to block by another program that has it too.
      if (code !== 'EAGAIN') throw error;
      sleep(PATIENCE);
    }
  }
}
