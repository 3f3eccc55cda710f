/** What decides colour, from the command line, the environment and the stream. */
export interface ColourInput {
  /** `--color` (true), `--no-color` (false), or neither. */
  readonly flag: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the stream is a terminal. */
  readonly terminal: boolean;
}

/**
 * How many colours to use, in the order of the product's contract: the flags, then a non-empty `NO_COLOR`
 * (no-color.org), `FORCE_COLOR`, `CLICOLOR_FORCE` and `CLICOLOR=0` (bixense.com/clicolors), `TERM=dumb`, then whether
 * the stream is a terminal.
 *
 * @returns 0 for none, 1 for the basic sixteen, which are all that the theme uses
 */
export function colourLevel({ flag, env, terminal }: ColourInput): 0 | 1 {
  if (flag !== undefined) return flag ? 1 : 0;
  if (isSet(env['NO_COLOR'])) return 0;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force === '0' || force === 'false' ? 0 : 1;
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return 1;
  if (env['CLICOLOR'] === '0') return 0;
  if (env['TERM'] === 'dumb') return 0;
  return terminal ? 1 : 0;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
