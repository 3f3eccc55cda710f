import type { Lines } from '../../../formats/dockerfile/syntax.ts';

/** Why a build fails. The message comes after `failed to solve: `. */
export class SolveError extends Error {
  /** The lines of the Dockerfile it is about. */
  readonly lines: readonly Lines[];
  /** What the step itself shows, if that is less. */
  readonly short: string;
  constructor(message: string, lines: readonly Lines[] = [], short = message) {
    super(message);
    this.name = 'SolveError';
    this.lines = lines;
    this.short = short;
  }
}

/** What docker's client finds wrong before anything is built. The message comes after `failed to build: `. */
export class RequestError extends Error {}
