/** What leaves a construct early. Thrown, never an error: each carries where it goes. */

/** `break` and `continue`: how many loops are still to be left. */
export class LoopExit {
  readonly kind: 'break' | 'continue';
  levels: number;
  constructor(kind: 'break' | 'continue', levels: number) {
    this.kind = kind;
    this.levels = levels;
  }
}

/** `return`: ends a function or a sourced file. */
export class Return {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** `exit`, or `set -e`: ends the shell process. */
export class Exit {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** A failure whose message is already printed: ends a shell that is not interactive, else the line. */
export class Fatal {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** A failure whose message is already printed, that ends only the line being run (bash, arithmetic). */
export class Discard {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** A failure of an expansion that is still to be printed, by whoever knows the command it belongs to. */
export class ExpansionError {
  readonly message: string;
  readonly status: number;
  /** Ends a shell that is not interactive (POSIX); else only the line. */
  readonly fatal: boolean;
  constructor(message: string, status: number, fatal: boolean) {
    this.message = message;
    this.status = status;
    this.fatal = fatal;
  }
}

/** Values are at most so long, in bytes. */
export const LONGEST = 16 * 1024 * 1024;

/** @returns the failure of a value that is longer than the shell can hold */
export function tooLong(): ExpansionError {
  return new ExpansionError('cannot allocate memory', 2, true);
}

/** ^C at an interactive shell: back to the prompt. */
export class Interrupt {
  readonly status = 130;
}
