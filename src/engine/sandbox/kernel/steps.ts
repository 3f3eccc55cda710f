import type { Bytes } from './bytes.ts';

/** Steps are what a run of the sandbox is bounded by: calls, and what else costs the real machine time and memory. */

/** One for so many bytes that a program looks at, as a power of 2. */
const BYTES_A_STEP = 8;
/** One for so many random bytes, which are made one by one. */
const RANDOM_A_STEP = 7;
/** One for so many bytes that are only moved. */
const MOVED_A_STEP = 12;
/** Zeros are shared, not copied. */
const ZEROS_A_STEP = 16;
/** A millisecond of the sandbox's processor. */
export const STEPS_A_MILLISECOND = 20;
/** A new process: what comes and goes with it is more than a call. */
export const STEPS_A_PROCESS = 250;
/** A look at /proc or /sys, where what is seen is made each time. */
export const STEPS_A_MADE_NODE = 10;
/** A question to the daemon, which does in one call what takes a real one many. */
export const STEPS_A_QUESTION = 150;
/** What a device gives and a file keeps without being made anew. */
export const MOST_ZEROS = 16 * 1024 * 1024;

const SOME_ZEROS = '\0'.repeat(4096);
const MANY_ZEROS = '\0'.repeat(1024 * 1024);

/** @returns whether bytes are many and all zero, so that they take no place */
export function areZeros(bytes: Bytes): boolean {
  if (!startsWithZeros(bytes)) return false;
  for (let at = 0; at < bytes.length; at += MANY_ZEROS.length) {
    const piece = bytes.slice(at, at + MANY_ZEROS.length);
    if (piece !== MANY_ZEROS.slice(0, piece.length)) return false;
  }
  return true;
}

/** @returns what bytes count for that a program is given: it keeps them and works on them */
export function stepsOfBytes(bytes: Bytes): number {
  return bytes.length >> (startsWithZeros(bytes) ? ZEROS_A_STEP : BYTES_A_STEP);
}

/** @returns what bytes count for that are moved, or are forgotten once they have been looked at */
export function stepsOfMoving(bytes: Bytes): number {
  return bytes.length >> (startsWithZeros(bytes) ? ZEROS_A_STEP : MOVED_A_STEP);
}

/** @returns what so many bytes of /dev/random count for */
export function stepsOfRandom(count: number): number {
  return count >> RANDOM_A_STEP;
}

function startsWithZeros(bytes: Bytes): boolean {
  return bytes.length >= SOME_ZEROS.length && bytes.startsWith(SOME_ZEROS);
}

/** @returns zeros; shared with others where they are not very many, for who reads them keeps them */
export function zeros(count: number): Bytes {
  return count <= MANY_ZEROS.length ? MANY_ZEROS.slice(0, count) : '\0'.repeat(count);
}
