import type { Kind } from './dialect.ts';

/** How a shell was called. */
export interface Invocation {
  /** The text of `-c`. */
  readonly command: string | undefined;
  readonly file: string | undefined;
  /** `$0`, if it is not the shell's own name. */
  readonly name: string | undefined;
  readonly positional: readonly string[];
  /** Names of `set -o`. */
  readonly options: readonly string[];
  readonly shopt: readonly string[];
  readonly off: readonly string[];
  readonly interactive: boolean;
  readonly login: boolean;
  readonly readsRc: boolean;
  /** What is wrong with the call, as it is printed after the shell's name; the status is 2. */
  readonly problem: string | undefined;
  /** `--version`, `--help`. */
  readonly prints: 'version' | 'help' | undefined;
}

const LETTERS: Readonly<Record<string, string>> = {
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
  t: 'onecmd',
};

/** @returns what the words of a call of a shell ask for (sh(1), bash(1), busybox ash) */
export function readArguments(
  kind: Kind,
  argv: readonly string[],
  known: (option: string) => boolean,
): Invocation {
  const options: string[] = [];
  const off: string[] = [];
  const shopt: string[] = [];
  let wantsCommand = false;
  let stdin = false;
  let interactive = false;
  let login = (argv[0] ?? '').startsWith('-');
  let readsRc = true;
  let prints: Invocation['prints'];
  let problem: string | undefined;
  let at = 1;
  for (; at < argv.length && problem === undefined; at++) {
    const word = argv[at] as string;
    if (word === '--' || word === '-') {
      at++;
      break;
    }
    if (kind === 'bash' && word.startsWith('--')) {
      if (word === '--login') login = true;
      else if (word === '--norc') readsRc = false;
      else if (word === '--version') prints = 'version';
      else if (word === '--help') prints = 'help';
      else if (word === '--posix') options.push('posix');
      else if (word === '--rcfile' || word === '--init-file') at++;
      else if (!['--noprofile', '--noediting', '--verbose'].includes(word))
        problem = `${word}: invalid option`;
      continue;
    }
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1)) {
      const list = word[0] === '-' ? options : off;
      if (letter === 'c') wantsCommand = true;
      else if (letter === 's') stdin = true;
      else if (letter === 'i') interactive = true;
      else if (letter === 'l') login = true;
      else if (letter === 'o') {
        const name = argv[++at];
        if (name === undefined) continue;
        if (known(name)) list.push(name);
        else problem = unknownName(kind, name);
      } else if (letter === 'O' && kind === 'bash') shopt.push(argv[++at] ?? '');
      else if (LETTERS[letter]) list.push(LETTERS[letter] as string);
      else
        problem =
          kind === 'bash'
            ? `-${letter}: invalid option`
            : `${kind === 'dash' ? 'Illegal' : 'illegal'} option -${letter}`;
    }
  }
  let rest = argv.slice(at);
  let command: string | undefined;
  let file: string | undefined;
  let name: string | undefined;
  if (wantsCommand) {
    command = rest[0];
    if (command === undefined && prints === undefined && problem === undefined) {
      problem = kind === 'bash' ? '-c: option requires an argument' : '-c requires an argument';
    }
    name = rest[1];
    rest = rest.slice(2);
  } else if (!stdin && rest.length > 0) {
    file = rest[0];
    name = file;
    rest = rest.slice(1);
  }
  return {
    command,
    file,
    name,
    positional: rest,
    options,
    shopt,
    off,
    interactive,
    login,
    readsRc,
    problem,
    prints,
  };
}

function unknownName(kind: Kind, name: string): string {
  if (kind === 'bash') return `line 0: bash: ${name}: invalid option name`;
  return `${kind === 'dash' ? 'Illegal' : 'illegal'} option -o ${name}`;
}
