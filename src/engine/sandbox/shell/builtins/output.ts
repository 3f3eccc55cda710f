import type { Task } from '../../kernel/process.ts';
import { expandEscapes } from '../escapes.ts';
import { setValue } from '../parameters.ts';
import { formatPrintf } from '../printf.ts';
import type { Shell } from '../shell-state.ts';

/** `echo`. dash's replaces backslash sequences always and knows only `-n`. */
export function* echo(shell: Shell, args: readonly string[]): Task<number> {
  let newline = true;
  let escapes = shell.kind === 'dash' || shell.shopt.has('xpg_echo');
  let from = 0;
  const options = shell.kind === 'dash' ? /^-n$/ : /^-[neE]+$/;
  for (; from < args.length && options.test(args[from] as string); from++) {
    const option = args[from] as string;
    if (option.includes('n')) newline = false;
    if (option.includes('e')) escapes = true;
    if (option.includes('E')) escapes = false;
    if (shell.kind === 'dash') {
      from++;
      break;
    }
  }
  const text = args.slice(from).join(' ');
  if (!escapes) yield* shell.write(1, newline ? `${text}\n` : text);
  else {
    const made = expandEscapes(text, shell.kind === 'dash' ? 'dash-echo' : 'echo');
    yield* shell.write(1, newline && !made.stop ? `${made.text}\n` : made.text);
  }
  return 0;
}

/** `printf`, with bash's `-v name`. */
export function* printf(shell: Shell, args: readonly string[]): Task<number> {
  let rest = args;
  let variable: string | undefined;
  if (shell.kind === 'bash' && rest[0] === '-v') {
    variable = rest[1];
    rest = rest.slice(2);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const format = rest[0];
  if (format === undefined) {
    if (shell.kind === 'bash') yield* shell.error('printf: usage: printf [-v var] format [arguments]\n');
    else if (shell.kind === 'sh') yield* shell.complain('usage: printf FORMAT [ARGUMENT...]', '');
    else yield* shell.complain('usage: printf format [arg ...]');
    return 2;
  }
  if (/^-./.test(format) && format !== '--' && shell.kind !== 'sh' && rest === args) {
    if (shell.kind === 'bash') {
      yield* shell.complain(`${format.slice(0, 2)}: invalid option`);
      yield* shell.error('printf: usage: printf [-v var] format [arguments]\n');
    } else yield* shell.complain(`Illegal option ${format.slice(0, 2)}`);
    return 2;
  }
  const made = formatPrintf(format, rest.slice(1), shell.kind, shell.process.now());
  for (const problem of made.problems)
    yield* shell.complain(problem, shell.kind === 'sh' ? '' : shell.builtin);
  if (variable !== undefined) {
    const indexed = /^(\w+)\[(.*)\]$/.exec(variable);
    setValue(shell, indexed ? (indexed[1] as string) : variable, made.text, indexed?.[2]);
  } else yield* shell.write(1, made.text);
  return made.problems.length > 0 ? 1 : 0;
}
