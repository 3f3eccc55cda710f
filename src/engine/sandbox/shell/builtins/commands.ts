import type { Task } from '../../kernel/process.ts';
import { quoteAlways, singleQuote } from '../quote.ts';
import { findProgram } from '../run/external.ts';
import type { Shell } from '../shell-state.ts';
import { functionText } from './functions.ts';

const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'while',
  'until',
  'for',
  '{',
  '}',
  '!',
  'in',
]);
const BASH_KEYWORDS = new Set(['[[', ']]', 'function', 'select', 'time', 'coproc']);

/** What a name is, as the shell would run it. */
export type Found =
  | { readonly kind: 'alias'; readonly value: string }
  | { readonly kind: 'keyword' | 'function' | 'builtin' | 'special' }
  | { readonly kind: 'file'; readonly path: string };

/** Whether the shell has a builtin; set by the table, which knows them all. */
export interface Known {
  isBuiltin(shell: Shell, name: string): boolean;
  isSpecial(name: string): boolean;
}

/** Makes the builtins that look other commands up. */
export function lookups(known: Known) {
  function find(shell: Shell, name: string): Found | undefined {
    const alias = shell.aliases.get(name);
    if (
      alias !== undefined &&
      (shell.kind !== 'bash' || shell.interactive || shell.shopt.has('expand_aliases'))
    )
      return { kind: 'alias', value: alias };
    if (KEYWORDS.has(name) || (shell.kind === 'bash' && BASH_KEYWORDS.has(name))) return { kind: 'keyword' };
    if (shell.functions.has(name)) return { kind: 'function' };
    if (known.isBuiltin(shell, name))
      return { kind: known.isSpecial(name) && shell.kind !== 'bash' ? 'special' : 'builtin' };
    return findFile(shell, name);
  }

  function findFile(shell: Shell, name: string): Found | undefined {
    const { fs } = shell.process;
    if (name.includes('/')) {
      return fs.exists(name) && fs.access(name, 'x') && fs.stat(name).kind === 'file'
        ? { kind: 'file', path: name }
        : undefined;
    }
    const path = findProgram(shell, name);
    return path !== undefined && fs.access(path, 'x') ? { kind: 'file', path } : undefined;
  }

  function* describe(shell: Shell, name: string, found: Found): Task<void> {
    const { kind } = shell;
    let text: string;
    if (found.kind === 'alias')
      text =
        kind === 'bash'
          ? `${name} is aliased to \`${found.value}'`
          : `${name} is an alias for ${found.value}`;
    else if (found.kind === 'file')
      text = `${name} is ${shell.hashed.has(name) && kind === 'bash' && shell.hashed.get(name) !== found.path ? `hashed (${found.path})` : found.path}`;
    else if (found.kind === 'keyword') text = `${name} is a shell keyword`;
    else if (found.kind === 'function')
      text =
        kind === 'dash'
          ? `${name} is a shell function`
          : `${name} is a function${kind === 'bash' ? `\n${functionText(shell, name)}` : ''}`;
    else text = `${name} is a ${found.kind === 'special' ? 'special shell builtin' : 'shell builtin'}`;
    yield* shell.write(1, `${text}\n`);
  }

  /** `type`. */
  function* type(shell: Shell, args: readonly string[]): Task<number> {
    const { kind } = shell;
    let option = '';
    const names = args.filter((one) => {
      if (kind !== 'bash' || !/^-[tpPaf]+$/.test(one)) return true;
      option += one.slice(1);
      return false;
    });
    let status = 0;
    for (const name of names) {
      const found = option.includes('P') ? findFile(shell, name) : find(shell, name);
      if (!found) {
        if (option === '' || option === 'a') {
          if (kind === 'bash') yield* shell.complain(`${name}: not found`);
          else yield* shell.write(1, `${name}: not found\n`);
        }
        status = kind === 'bash' ? 1 : 127;
      } else if (option.includes('t')) yield* shell.write(1, `${found.kind}\n`);
      else if (/p/i.test(option)) {
        if (found.kind === 'file') yield* shell.write(1, `${found.path}\n`);
      } else yield* describe(shell, name, found);
    }
    return status;
  }

  /** `command [-v|-V|-p] name …`. */
  function* command(shell: Shell, args: readonly string[]): Task<number> {
    let at = 0;
    let option = '';
    for (; /^-[pvV]+$/.test(args[at] ?? ''); at++) option += (args[at] as string).slice(1);
    if (args[at] === '--') at++;
    const names = args.slice(at);
    if (names.length === 0) return 0;
    if (!/v/i.test(option)) {
      const outer = shell.builtin;
      shell.builtin = undefined;
      try {
        return yield* shell.interpreter.invoke(shell, names, { functions: false, tail: false });
      } finally {
        shell.builtin = outer;
      }
    }
    let status = shell.kind === 'bash' ? 1 : 0;
    for (const name of shell.kind === 'bash' ? names : names.slice(0, 1)) {
      const found = find(shell, name);
      if (!found) {
        if (option.includes('V')) {
          if (shell.kind === 'bash') yield* shell.complain(`${name}: not found`);
          else yield* shell.write(1, `${name}: not found\n`);
        }
        if (shell.kind !== 'bash') status = 127;
        continue;
      }
      if (shell.kind === 'bash') status = 0;
      if (option.includes('V')) yield* describe(shell, name, found);
      else if (found.kind === 'file') yield* shell.write(1, `${found.path}\n`);
      else if (found.kind === 'alias')
        yield* shell.write(
          1,
          `alias ${name}=${shell.kind === 'bash' ? quoteAlways(found.value) : singleQuote(found.value)}\n`,
        );
      else yield* shell.write(1, `${name}\n`);
    }
    return status;
  }

  /** `builtin name …` (bash). */
  function* builtin(shell: Shell, args: readonly string[]): Task<number> {
    const name = args[0];
    if (name === undefined) return 0;
    if (!known.isBuiltin(shell, name)) {
      yield* shell.complain(`${name}: not a shell builtin`);
      return 1;
    }
    return yield* shell.interpreter.invoke(shell, args, { functions: false, tail: false });
  }

  return { type, command, builtin };
}

/** `alias`. */
export function* alias(shell: Shell, args: readonly string[]): Task<number> {
  const { kind } = shell;
  const show = (name: string, value: string): string =>
    kind === 'bash' ? `alias ${name}=${quoteAlways(value)}\n` : `${name}=${singleQuote(value)}\n`;
  const words = args.filter((one) => one !== '-p');
  if (words.length === 0)
    for (const name of [...shell.aliases.keys()].sort())
      yield* shell.write(1, show(name, shell.aliases.get(name) as string));
  let status = 0;
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) {
      shell.aliases.set(word.slice(0, equals), word.slice(equals + 1));
      continue;
    }
    const value = shell.aliases.get(word);
    if (value !== undefined) yield* shell.write(1, show(word, value));
    else {
      if (kind === 'bash') yield* shell.complain(`${word}: not found`);
      else yield* shell.error(`alias: ${word} not found\n`);
      status = 1;
    }
  }
  return status;
}

/** `unalias`. */
export function* unalias(shell: Shell, args: readonly string[]): Task<number> {
  if (args[0] === '-a') {
    shell.aliases.clear();
    return 0;
  }
  let status = 0;
  for (const name of args) {
    if (shell.aliases.delete(name)) continue;
    if (shell.kind === 'bash') yield* shell.complain(`${name}: not found`);
    else yield* shell.error(`unalias: ${name} not found\n`);
    status = 1;
  }
  return status;
}

/** `hash`. */
export function* hash(shell: Shell, args: readonly string[]): Task<number> {
  if (args[0] === '-r') {
    shell.hashed.clear();
    return 0;
  }
  if (args.length === 0) {
    if (shell.kind === 'bash' && shell.hashed.size === 0) yield* shell.write(1, 'hash: hash table empty\n');
    else if (shell.kind === 'bash')
      yield* shell.write(
        1,
        `hits\tcommand\n${[...shell.hashed.values()].map((path) => `   1\t${path}\n`).join('')}`,
      );
    else for (const path of shell.hashed.values()) yield* shell.write(1, `${path}\n`);
    return 0;
  }
  let status = 0;
  for (const name of args) {
    if (findProgram(shell, name) === undefined) {
      yield* shell.complain(`${name}: not found`);
      status = 1;
    }
  }
  return status;
}
