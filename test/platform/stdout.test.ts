import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WriteStream } from 'node:tty';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stdoutOf, writeAll } from '../../src/platform/stdout.ts';
import { newFolder } from '../helpers/temporary.ts';

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A reader who takes what it is told to: a number of bytes at a time, or an error first. */
function reader(turns: readonly (number | string)[]) {
  const received: number[] = [];
  let turn = 0;
  const write = (_: number, bytes: Uint8Array, from: number): number => {
    const next = turns[turn++] ?? bytes.length;
    if (typeof next === 'string') throw failure(next);
    const part = bytes.subarray(from, from + next);
    received.push(...part);
    return part.length;
  };
  return { write, received };
}

describe('writing to a pipe', () => {
  it('hands over all bytes in order, however few are taken at a time and however often the reader is behind', () => {
    const turns = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('EAGAIN')), { maxLength: 6 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), turns, (bytes, taken) => {
        const { write, received } = reader(taken);
        writeAll(1, bytes, write);
        expect(received).toEqual([...bytes]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['EPIPE', 'EIO'])('ends without an error where nobody reads any more (%s)', (code) => {
    const { write, received } = reader([2, code]);
    writeAll(1, Uint8Array.of(1, 2, 3), write);
    expect(received).toEqual([1, 2]);
  });

  it('tells of a full disk', () => {
    expect(() => writeAll(1, Uint8Array.of(1), reader(['ENOSPC']).write)).toThrow('ENOSPC');
  });
});

describe.skipIf(process.platform === 'win32')('stdout', () => {
  it('that is a file is no terminal, and is written to at once and without a stream', () => {
    const file = join(newFolder(), 'out');
    const descriptor = openSync(file, 'w');
    try {
      const stdout = stdoutOf(() => expect.unreachable('the stream was opened'), descriptor);
      expect(stdout.isTerminal).toBe(false);
      stdout.write('한 ');
      stdout.write('줄\n');
      expect(readFileSync(file, 'utf8')).toBe('한 줄\n');
    } finally {
      closeSync(descriptor);
    }
  });

  it('that is a device is written to by its stream, which is opened once', () => {
    const descriptor = openSync('/dev/null', 'w');
    let opened = 0;
    const written: string[] = [];
    const stream = { isTTY: true, on: () => stream, write: (text: string) => written.push(text) };
    try {
      const stdout = stdoutOf(() => {
        opened++;
        return stream as unknown as WriteStream;
      }, descriptor);
      expect(stdout.isTerminal).toBe(true);
      stdout.write('a line');
      expect(stdout.stream).toBe(stream);
      expect({ opened, written }).toEqual({ opened: 1, written: ['a line'] });
    } finally {
      closeSync(descriptor);
    }
  });
});
