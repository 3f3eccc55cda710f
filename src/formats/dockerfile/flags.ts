import { withSuggestion } from './suggest.ts';
import { DockerfileError } from './syntax.ts';

type FlagKind = 'bool' | 'string' | 'list';

/** The flags of an instruction, read. */
export interface Flags {
  bool(name: string): boolean | undefined;
  text(name: string): string;
  list(name: string): readonly string[];
}

function boolOf(name: string, value: string | undefined): string {
  if (value === '') throw new DockerfileError(`missing a value on flag: ${name}`);
  const word = value?.toLowerCase() ?? 'true';
  if (word === 'true' || word === 'false') return word;
  throw new DockerfileError(`expecting boolean value for flag ${name}, not: ${value}`);
}

/**
 * Reads flags as BuildKit's instructions/bflag.go does.
 * @param known kinds by name
 * @throws DockerfileError for an unknown flag, one given twice, a value that is missing
 */
export function readFlags(written: readonly string[], known: Readonly<Record<string, FlagKind>>): Flags {
  const values = new Map<string, string[]>();
  for (const flag of written) {
    const equals = flag.indexOf('=');
    const name = equals < 0 ? flag : flag.slice(0, equals);
    const value = equals < 0 ? undefined : flag.slice(equals + 1);
    const key = name.slice(2);
    const kind = Object.hasOwn(known, key) ? known[key] : undefined;
    if (kind === undefined) {
      throw new DockerfileError(withSuggestion(`unknown flag: ${name}`, key, Object.keys(known), true));
    }
    const before = values.get(key);
    if (before !== undefined && kind !== 'list') {
      throw new DockerfileError(`duplicate flag specified: ${name}`);
    }
    if (kind !== 'bool' && value === undefined) {
      throw new DockerfileError(`missing a value on flag: ${name}`);
    }
    values.set(key, [...(before ?? []), kind === 'bool' ? boolOf(name, value) : (value ?? '')]);
  }
  return {
    bool: (name) => (values.has(name) ? values.get(name)?.[0] === 'true' : undefined),
    text: (name) => values.get(name)?.[0] ?? '',
    list: (name) => values.get(name) ?? [],
  };
}
