/** Exit codes of the program: a contract that scripts rely on. */
export const EXIT = { done: 0, notPassed: 1, wrongUse: 2, bug: 70, interrupted: 130 } as const;

/**
 * Something that the user can mend: wrong use, or content or data that cannot be read. It ends the program with
 * one line that says what is wrong and one that says what to do, never with a stack trace.
 */
export class UserError extends Error {
  /** What to do, in one sentence. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  /**
   * @param message what is wrong, in one sentence
   * @param hint what to do
   * @param exitCode the program's exit code; 2 unless the contract says otherwise
   */
  constructor(message: string, hint?: string, exitCode: number = EXIT.wrongUse) {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/**
 * An option that cannot be as it was given. Told in words by whoever has them: the texts of the program are not needed to settle, and
 * loading them would take as long as all the rest of it.
 */
export class OptionError extends Error {
  readonly option: 'lang' | 'profile';
  /** What the user wrote. */
  readonly given: string;
  /** The language to say so in, as a primary language subtag. */
  readonly lang: string;

  constructor(option: OptionError['option'], given: string, lang: string) {
    super(`--${option} cannot be ${given}`);
    this.option = option;
    this.given = given;
    this.lang = lang;
  }
}

/** The user pressed Ctrl-C, or a signal asked the program to end. */
export class Interrupted extends Error {
  /** 128 and the signal's number, as shells report it. */
  readonly exitCode: number;

  constructor(exitCode: number = EXIT.interrupted) {
    super('interrupted');
    this.name = 'Interrupted';
    this.exitCode = exitCode;
  }
}
