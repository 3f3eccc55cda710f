import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { within } from './manifest.ts';
import { refuse } from './report.ts';

/** What npm was told, from weakest to strongest: files, the environment, the command line. */
export interface Options {
  /** Words that are no options. */
  readonly words: readonly string[];
  /** What follows `--`. */
  readonly rest: readonly string[];
  get(name: string): string | undefined;
  is(name: string): boolean;
  /** Kinds of dependencies that are left out. */
  readonly omit: ReadonlySet<string>;
}

const SHORT: Readonly<Record<string, readonly [name: string, value?: string]>> = {
  '-D': ['save-dev'],
  '-S': ['save'],
  '-P': ['save-prod'],
  '-O': ['save-optional'],
  '-E': ['save-exact'],
  '-g': ['global'],
  '-f': ['force'],
  '-s': ['loglevel', 'silent'],
  '--silent': ['loglevel', 'silent'],
  '-q': ['loglevel', 'warn'],
  '--quiet': ['loglevel', 'warn'],
  '-d': ['loglevel', 'info'],
  '--verbose': ['loglevel', 'verbose'],
  '-a': ['all'],
  '-y': ['yes'],
  '-v': ['version'],
  '-h': ['help'],
  '-p': ['parseable'],
};

/** Options that take a value, and those that are on or off. */
const VALUED = new Set([
  'omit',
  'include',
  'only',
  'loglevel',
  'prefix',
  'cache',
  'depth',
  'location',
  'package',
]);
const FLAGS = new Set(
  (
    'save save-dev save-prod save-optional save-exact global force all yes version help production audit fund ' +
    'progress ignore-scripts legacy-peer-deps strict-peer-deps prefer-offline prefer-online offline optional ' +
    'update-notifier package-lock package-lock-only if-present color json foreground-scripts engine-strict dev ' +
    'unsafe-perm long parseable'
  ).split(' '),
);
/** What is taken, and would change what npm does: refused. */
const UNMODELLED = new Set(['json', 'long', 'parseable', 'package-lock-only', 'offline', 'dev']);

/** @returns settings of a .npmrc file; none if it is not there */
export function readSettings(process: Process, path: string): Map<string, string> {
  let text = '';
  try {
    text = process.fs.readFile(path);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (match !== null) found.set(match[1]!, match[2]!);
  }
  return found;
}

/** @returns where the learner's own settings are */
export function settingsFile(process: Process): string {
  return `${process.env.get('HOME') ?? '/root'}/.npmrc`;
}

/**
 * Parses npm's command line.
 *
 * @param args without `npm`
 * @param folder of the project, whose .npmrc counts
 * @param greedy false: what follows the second word is not npm's (`npx`)
 * @returns the options; what the sandbox does not know is refused. Throws NpmError
 */
export function parseOptions(
  process: Process,
  args: readonly string[],
  folder: string,
  greedy = true,
): Options {
  const values = new Map<string, string>([
    ...readSettings(process, settingsFile(process)),
    ...readSettings(process, within(folder, '.npmrc')),
  ]);
  for (const [name, value] of process.env) {
    const key = /^npm_config_(.+)$/i.exec(name)?.[1];
    if (key !== undefined) values.set(key.toLowerCase().replaceAll('_', '-'), value);
  }
  const omit = new Set<string>();
  const include = new Set<string>();
  const words: string[] = [];
  let rest: readonly string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (word === '--') {
      rest = args.slice(at + 1);
      break;
    }
    if (!greedy && words.length > 0) {
      rest = args.slice(at);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const short = SHORT[word];
    const [, no, name = '', given] =
      /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(short === undefined ? word : `--${short[0]}`) ?? [];
    if (!VALUED.has(name) && !FLAGS.has(name)) throw refuse(`npm's option ${word}`);
    if (UNMODELLED.has(name) && no === undefined && given !== 'false') throw refuse(`npm's option --${name}`);
    const value =
      no !== undefined ? 'false' : (short?.[1] ?? given ?? (VALUED.has(name) ? (args[++at] ?? '') : 'true'));
    if (name === 'omit') omit.add(value);
    else if (name === 'include') include.add(value);
    else values.set(name, value);
  }
  if (values.has('omit')) omit.add(values.get('omit')!);
  if (process.env.get('NODE_ENV') === 'production') omit.add('dev');
  if (/^prod/.test(values.get('only') ?? '') || values.get('production') === 'true') omit.add('dev');
  if (values.get('optional') === 'false') omit.add('optional');
  for (const kind of include) omit.delete(kind);
  return {
    words,
    rest,
    get: (name) => values.get(name),
    is: (name) => values.get(name) === 'true' || values.get(name) === '',
    omit,
  };
}
