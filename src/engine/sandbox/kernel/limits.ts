/** Bounds of the sandbox itself, whatever the containers' own limits are. */
export interface Limits {
  /** System calls in one `run`. */
  readonly steps: number;
  /** Bytes written to sinks and terminals in one `run`. */
  readonly output: number;
  /** Processes alive at a time. */
  readonly processes: number;
  /** Bytes that programs may add to the file systems altogether, and that processes may occupy. */
  readonly memory: number;
}

/** Those of every sandbox, unless it is told otherwise. */
export const LIMITS: Limits = {
  steps: 500_000,
  output: 32 * 1024 * 1024,
  processes: 2_000,
  memory: 128 * 1024 * 1024,
};
