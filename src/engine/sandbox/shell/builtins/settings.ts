import type { Task } from '../../kernel/process.ts';
import { Fatal } from '../control.ts';
import { illegalOption } from '../dialect.ts';
import type { Shell } from '../shell-state.ts';
import { showAll } from './variables.ts';

const BY_LETTER: Readonly<Record<string, string>> = {
  a: 'allexport',
  b: 'notify',
  e: 'errexit',
  f: 'noglob',
  h: 'hashall',
  m: 'monitor',
  n: 'noexec',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  H: 'histexpand',
  I: 'ignoreeof',
  T: 'functrace',
};
const NAMES = [
  'allexport',
  'braceexpand',
  'emacs',
  'errexit',
  'errtrace',
  'functrace',
  'hashall',
  'histexpand',
  'history',
  'ignoreeof',
  'interactive-comments',
  'keyword',
  'monitor',
  'noclobber',
  'noexec',
  'noglob',
  'nolog',
  'notify',
  'nounset',
  'onecmd',
  'physical',
  'pipefail',
  'posix',
  'privileged',
  'verbose',
  'vi',
  'xtrace',
];

/** @returns the option that a letter of `set` means, if this shell has it */
export function optionOfLetter(shell: Shell, letter: string): string | undefined {
  if (shell.kind !== 'bash' && 'BEHTh'.includes(letter)) return undefined;
  return BY_LETTER[letter];
}

/** @returns whether `set -o` knows a name */
export function isOption(shell: Shell, name: string): boolean {
  return NAMES.includes(name) && !(name === 'pipefail' && shell.kind === 'dash');
}

/** `set`. */
export function* set(shell: Shell, args: readonly string[]): Task<number> {
  if (args.length === 0) return yield* showAll(shell);
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] as string;
    if (word === '--' || word === '-') {
      at++;
      if (word === '-') for (const name of ['xtrace', 'verbose']) shell.options.delete(name);
      shell.positional = word === '--' || at < args.length ? args.slice(at) : shell.positional;
      return 0;
    }
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1)) {
      let name = optionOfLetter(shell, letter);
      if (letter === 'o') {
        const next = args[at + 1];
        if (next === undefined) return yield* showOptions(shell, word[0] === '+');
        at++;
        name = isOption(shell, next) ? next : undefined;
        if (name === undefined) {
          yield* shell.complain(
            shell.kind === 'bash' ? `${next}: invalid option name` : illegalOption(shell.kind, `-o ${next}`),
          );
          if (shell.kind !== 'bash') throw new Fatal(2);
          return 2;
        }
      } else if (name === undefined) {
        yield* shell.complain(illegalOption(shell.kind, `${word[0]}${letter}`));
        if (shell.kind !== 'bash') throw new Fatal(2);
        yield* shell.error('set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n');
        return 2;
      }
      if (word[0] === '-') shell.options.add(name);
      else shell.options.delete(name);
    }
  }
  if (at < args.length) shell.positional = args.slice(at);
  return 0;
}

function* showOptions(shell: Shell, commands: boolean): Task<number> {
  for (const name of NAMES) {
    const on = shell.options.has(name);
    yield* shell.write(
      1,
      commands ? `set ${on ? '-' : '+'}o ${name}\n` : `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`,
    );
  }
  return 0;
}

const SHOPT = [
  'autocd',
  'cdspell',
  'checkwinsize',
  'cmdhist',
  'dotglob',
  'expand_aliases',
  'extglob',
  'failglob',
  'globstar',
  'histappend',
  'inherit_errexit',
  'interactive_comments',
  'lastpipe',
  'login_shell',
  'nocaseglob',
  'nocasematch',
  'nullglob',
  'promptvars',
  'sourcepath',
  'xpg_echo',
];

/** `shopt` (bash). */
export function* shopt(shell: Shell, args: readonly string[]): Task<number> {
  let change: boolean | undefined;
  let quiet = false;
  let ofSet = false;
  let at = 0;
  for (; /^-./.test(args[at] ?? ''); at++) {
    for (const letter of (args[at] as string).slice(1)) {
      if (letter === 's') change = true;
      else if (letter === 'u') change = false;
      else if (letter === 'q') quiet = true;
      else if (letter === 'o') ofSet = true;
    }
  }
  const options = ofSet ? shell.options : shell.shopt;
  const known = ofSet ? NAMES : SHOPT;
  let status = 0;
  const names =
    at < args.length
      ? args.slice(at)
      : change === undefined
        ? known
        : known.filter((name) => options.has(name) === change);
  for (const name of names) {
    if (!known.includes(name)) {
      yield* shell.complain(`${name}: invalid shell option name`);
      status = 1;
    } else if (change !== undefined && at < args.length) {
      if (change) options.add(name);
      else options.delete(name);
    } else {
      const on = options.has(name);
      if (!on && at < args.length) status = 1;
      if (!quiet) yield* shell.write(1, `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`);
    }
  }
  return status;
}
