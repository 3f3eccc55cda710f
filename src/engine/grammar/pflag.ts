import { defaultValue, readValue } from './flag-values.ts';
import { quoted, quotedRune, ValueError } from './go-values.ts';
import type { FlagSpec, FlagValue, WordRole } from './types.ts';

/** What a command line's flags came to. */
export interface FlagScan {
  readonly flags: ReadonlyMap<string, FlagValue>;
  readonly given: ReadonlySet<string>;
  /** Words that are no flags, with their places. */
  readonly args: readonly { readonly index: number; readonly word: string }[];
  readonly words: readonly WordRole[];
  /** `--help` or `-h` was given. */
  readonly help: boolean;
  /** Of deprecated flags. */
  readonly notice: string;
  /** What pflag says is wrong; the scan ends there. */
  readonly error?: string;
}

interface State {
  readonly flags: Map<string, FlagValue>;
  readonly given: Set<string>;
  readonly words: WordRole[];
  readonly args: { index: number; word: string }[];
  help: boolean;
  notice: string;
}

class FlagError extends Error {}

const HELP: FlagSpec = { name: 'help', short: 'h', type: 'bool', does: { en: '', ko: '' }, hidden: true };

/**
 * Reads flags as spf13/pflag does.
 * @param specs the flags there are
 * @param argv all words
 * @param start where to begin
 * @param interspersed false: flags end at the first word that is none
 */
export function scanFlags(
  specs: readonly FlagSpec[],
  argv: readonly string[],
  start: number,
  interspersed: boolean,
): FlagScan {
  const { names, shorts } = indexOf(specs);
  const state: State = { flags: new Map(), given: new Set(), words: [], args: [], help: false, notice: '' };
  const scanner = new Scanner(names, shorts, argv, state);
  let error: string | undefined;
  try {
    scanner.scan(start, interspersed);
  } catch (problem) {
    if (!(problem instanceof FlagError)) throw problem;
    error = problem.message;
  }
  for (const spec of specs) if (!state.flags.has(spec.name)) state.flags.set(spec.name, defaultValue(spec));
  return error === undefined ? state : { ...state, error };
}

interface Index {
  readonly names: ReadonlyMap<string, FlagSpec>;
  readonly shorts: ReadonlyMap<string, FlagSpec>;
}

const INDEXES = new WeakMap<readonly FlagSpec[], Index>();

function indexOf(specs: readonly FlagSpec[]): Index {
  const known = INDEXES.get(specs);
  if (known !== undefined) return known;
  const names = new Map(specs.map((spec) => [spec.name, spec]));
  const shorts = new Map(
    specs.flatMap((spec) => (spec.short === undefined ? [] : [[spec.short, spec] as const])),
  );
  if (!names.has('help')) names.set('help', HELP);
  if (!shorts.has('h')) shorts.set('h', HELP);
  const index = { names, shorts };
  INDEXES.set(specs, index);
  return index;
}

class Scanner {
  constructor(names: Index['names'], shorts: Index['shorts'], argv: readonly string[], state: State) {
    this.names = names;
    this.shorts = shorts;
    this.argv = argv;
    this.state = state;
  }
  private readonly names: Index['names'];
  private readonly shorts: Index['shorts'];
  private readonly argv: readonly string[];
  private readonly state: State;

  scan(start: number, interspersed: boolean): void {
    const { argv, state } = this;
    let at = start;
    while (at < argv.length) {
      const word = argv[at] ?? '';
      if (word === '--') {
        state.words.push({ index: at, word, role: 'terminator' });
        this.rest(at + 1);
        return;
      }
      if (word.length < 2 || word[0] !== '-') {
        if (!interspersed) {
          this.rest(at);
          return;
        }
        state.args.push({ index: at, word });
        at += 1;
      } else at = word.startsWith('--') ? this.long(word, at) : this.short(word, at);
    }
  }

  private rest(from: number): void {
    for (let at = from; at < this.argv.length; at += 1)
      this.state.args.push({ index: at, word: this.argv[at] ?? '' });
  }

  /** @returns where to go on */
  private long(word: string, at: number): number {
    const body = word.slice(2);
    if (body[0] === '-' || body[0] === '=') throw new FlagError(`bad flag syntax: ${word}`);
    const [name = '', ...rest] = body.split('=');
    const spec = this.names.get(name);
    if (spec === undefined) throw new FlagError(`unknown flag: --${name}`);
    this.state.words.push({ index: at, word, role: 'flag', flag: spec });
    if (body.includes('=')) this.set(spec, rest.join('='));
    else if (needsNoValue(spec)) this.set(spec, spec.optionalValue ?? 'true');
    else if (at + 1 < this.argv.length) return this.value(spec, at + 1);
    else throw new FlagError(`flag needs an argument: --${name}`);
    return at + 1;
  }

  /** One or several short flags in a word. @returns where to go on */
  private short(word: string, at: number): number {
    let rest = word.slice(1);
    while (rest !== '') {
      const letter = rest[0] ?? '';
      const spec = this.shorts.get(letter);
      if (spec === undefined)
        throw new FlagError(`unknown shorthand flag: ${quotedRune(letter)} in -${rest}`);
      this.state.words.push({ index: at, word, role: 'flag', flag: spec });
      if (spec === HELP) this.state.notice += 'Flag shorthand -h has been deprecated, use --help\n';
      if (rest.length > 2 && rest[1] === '=') {
        this.set(spec, rest.slice(2));
        return at + 1;
      }
      if (needsNoValue(spec)) {
        this.set(spec, spec.optionalValue ?? 'true');
        rest = rest.slice(1);
      } else if (rest.length > 1) {
        this.set(spec, rest.slice(1));
        return at + 1;
      } else if (at + 1 < this.argv.length) return this.value(spec, at + 1);
      else throw new FlagError(`flag needs an argument: ${quotedRune(letter)} in -${rest}`);
    }
    return at + 1;
  }

  private value(spec: FlagSpec, at: number): number {
    const word = this.argv[at] ?? '';
    this.state.words.push({ index: at, word, role: 'flag-value', flag: spec });
    this.set(spec, word);
    return at + 1;
  }

  private set(spec: FlagSpec, text: string): void {
    const { flags, given } = this.state;
    try {
      // A list's first value takes the place of its default.
      const before = given.has(spec.name) ? (flags.get(spec.name) ?? '') : emptyOf(spec);
      const value = readValue(spec, text, before);
      flags.set(spec.name, value);
      if (spec.name === 'help') this.state.help = value === true;
    } catch (problem) {
      if (!(problem instanceof ValueError)) throw problem;
      const shown =
        spec.short === undefined || spec === HELP ? `--${spec.name}` : `-${spec.short}, --${spec.name}`;
      throw new FlagError(`invalid argument ${quoted(text)} for ${quoted(shown)} flag: ${problem.message}`);
    }
    given.add(spec.name);
    if (spec.deprecated !== undefined)
      this.state.notice += `Flag --${spec.name} has been deprecated, ${spec.deprecated}\n`;
  }
}

function needsNoValue(spec: FlagSpec): boolean {
  return spec.type === 'bool' || spec.type === 'count' || spec.optionalValue !== undefined;
}

function emptyOf(spec: FlagSpec): FlagValue {
  return spec.type === 'list' ? [] : spec.type === 'map' ? {} : spec.type === 'count' ? 0 : '';
}
