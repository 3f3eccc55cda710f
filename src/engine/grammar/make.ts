import type { ArgumentSpec, CommandSpec, FlagSpec, FlagType, GroupSpec } from './types.ts';

/** Docker's words for kinds of values, as its help prints them, and what they are to us. */
const TYPES: Readonly<Record<string, FlagType>> = {
  string: 'string',
  int: 'int',
  uint16: 'int',
  decimal: 'float',
  float: 'float',
  bytes: 'bytes',
  duration: 'duration',
  list: 'list',
  strings: 'list',
  stringArray: 'list',
  filter: 'list',
  mount: 'list',
  network: 'list',
  map: 'map',
  ulimit: 'list',
  ip: 'string',
};

/**
 * One flag, from its line in docker's help.
 * @param line `-m, --memory bytes`, `--rm`, `--name string`
 * @param en what it does, in English
 * @param ko the same in Korean
 */
export function flag(line: string, en: string, ko: string, more: Partial<FlagSpec> = {}): FlagSpec {
  const [names = '', placeholder] = line.replace(', ', ',').split(' ');
  const short = names.startsWith('--') ? undefined : names[1];
  const name = names.slice(names.indexOf('--') + 2);
  const type: FlagType = placeholder === undefined ? 'bool' : (TYPES[placeholder] ?? 'string');
  return {
    name,
    ...(short === undefined ? {} : { short }),
    type,
    ...(placeholder === undefined || placeholder === type ? {} : { placeholder }),
    does: { en, ko },
    ...more,
  };
}

/** A flag that exists in docker and that the sandbox refuses by name. */
export function unmodelled(line: string, en: string, ko: string, more: Partial<FlagSpec> = {}): FlagSpec {
  return flag(line, en, ko, { notModelled: true, ...more });
}

/**
 * The arguments of a usage line.
 * @param words each as in the usage line: `IMAGE`, `[COMMAND]`, `CONTAINER...`, `[ARG...]`
 */
export function args(...words: readonly string[]): readonly ArgumentSpec[] {
  return words.map((word) => {
    const optional = word.startsWith('[');
    const bare = optional ? word.slice(1, -1) : word;
    const repeated = bare.endsWith('...');
    const name = repeated ? bare.slice(0, -3) : bare;
    return {
      name,
      ...(optional ? { optional } : {}),
      ...(repeated ? { repeated } : {}),
      ...COMPLETES[name.replace(/[:[|].*/, '')],
    };
  });
}

const COMPLETES: Readonly<Record<string, Pick<ArgumentSpec, 'completes'>>> = {
  CONTAINER: { completes: 'container' },
  IMAGE: { completes: 'image' },
  REPOSITORY: { completes: 'image' },
  SOURCE_IMAGE: { completes: 'image' },
  NETWORK: { completes: 'network' },
  VOLUME: { completes: 'volume' },
  SERVICE: { completes: 'service' },
  PATH: { completes: 'directory' },
  file: { completes: 'file' },
};

interface CommandParts extends Partial<Omit<CommandSpec, 'path' | 'aliases' | 'does'>> {
  /** Names besides the path, each a line of words: `ps`, `container list`. */
  readonly also?: readonly string[];
}

/**
 * One command.
 * @param path its full name, words parted by spaces
 * @param usage what stands after it in the usage line
 */
export function command(
  path: string,
  usage: string,
  en: string,
  ko: string,
  { also = [], ...parts }: CommandParts = {},
): CommandSpec {
  return {
    path: path.split(' '),
    aliases: also.map((name) => name.split(' ')),
    usage,
    does: { en, ko },
    flags: [],
    args: [],
    lesson: null,
    ...parts,
  };
}

/** A word that gathers commands. */
export function group(path: string, en: string, ko: string, more: Partial<GroupSpec> = {}): GroupSpec {
  return { path: path.split(' '), does: { en, ko }, ...more };
}
