/**
 * Waits, with the whole process: for the few places that are synchronous because what they do must be done before
 * anything else happens.
 *
 * @param milliseconds how long
 */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
