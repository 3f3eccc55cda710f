import type { Bytes } from './bytes.ts';

/** Steps are what a run of the sandbox is bounded by: calls, and what else costs the real machine time and memory. */

/** One for so many bytes that are moved, as a power of 2. */
const BYTES_A_STEP = 8;
/** A millisecond of the sandbox's processor. */
export const STEPS_A_MILLISECOND = 20;
/** A new process: what comes and goes with it is more than a call. */
export const STEPS_A_PROCESS = 250;
/** A question to the daemon, which does in one call what takes a real one many. */
export const STEPS_A_QUESTION = 150;
/** What a device gives and a file keeps without being made anew. */
export const MOST_ZEROS = 16 * 1024 * 1024;

const SOME_ZEROS = '\0'.repeat(4096);
const MANY_ZEROS = '\0'.repeat(1024 * 1024);

/** @returns whether bytes are many and all zero, so that they take no place */
export function areZeros(bytes: Bytes): boolean {
  if (bytes.length < SOME_ZEROS.length || !bytes.startsWith(SOME_ZEROS)) return false;
  for (let at = 0; at < bytes.length; at += MANY_ZEROS.length) {
    const piece = bytes.slice(at, at + MANY_ZEROS.length);
    if (piece !== MANY_ZEROS.slice(0, piece.length)) return false;
  }
  return true;
}

/** @returns what bytes count for that are read or written */
export function stepsOfBytes(bytes: Bytes): number {
  return bytes.length < SOME_ZEROS.length || !bytes.startsWith(SOME_ZEROS)
    ? bytes.length >> BYTES_A_STEP
    : bytes.length >> 16;
}

/** @returns zeros; shared with others where they are not very many, for who reads them keeps them */
export function zeros(count: number): Bytes {
  return count <= MANY_ZEROS.length ? MANY_ZEROS.slice(0, count) : '\0'.repeat(count);
}
