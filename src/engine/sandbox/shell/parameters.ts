import { evaluate } from './arithmetic.ts';
import { ArithmeticError } from './arithmetic-error.ts';
import { ExpansionError, LONGEST, tooLong } from './control.ts';
import { isReadonly } from './dialect.ts';
import type { Shell } from './shell-state.ts';
import { scalar, type Variable } from './variables.ts';

/** @returns the value of a special parameter; undefined if the name is none, or it has none */
export function special(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(shell.status);
    case '$':
      return String(shell.pid);
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '#':
      return String(shell.positional.length);
    case '0':
      return shell.name;
    case '-':
      return flags(shell);
  }
  return undefined;
}

const LETTERS: readonly (readonly [string, string])[] = [
  ['allexport', 'a'],
  ['errexit', 'e'],
  ['noglob', 'f'],
  ['hashall', 'h'],
  ['interactive', 'i'],
  ['monitor', 'm'],
  ['noexec', 'n'],
  ['nounset', 'u'],
  ['verbose', 'v'],
  ['xtrace', 'x'],
  ['braceexpand', 'B'],
  ['noclobber', 'C'],
];

/** @returns `$-` */
export function flags(shell: Shell): string {
  let out = '';
  for (const [name, letter] of LETTERS) {
    if (name === 'interactive' ? shell.interactive : shell.options.has(name)) out += letter;
  }
  if (shell.command && shell.kind === 'bash') out += 'c';
  if (!shell.command && !shell.scriptFile) out += 's';
  return out;
}

/** Variables that are computed when they are read. */
function computed(shell: Shell, name: string): string | undefined {
  const { process } = shell;
  switch (name) {
    case 'RANDOM':
      return shell.kind === 'dash' ? undefined : String(Math.floor(process.random() * 32768));
    case 'LINENO':
      return shell.kind === 'dash' ? undefined : String(shell.line());
  }
  if (shell.kind !== 'bash') return undefined;
  switch (name) {
    case 'SECONDS':
      return String(Math.floor((process.now() - shell.started) / 1000));
    case 'BASHPID':
      return String(process.pid);
    case 'EPOCHSECONDS':
      return String(Math.floor(process.now() / 1000));
    case 'EPOCHREALTIME':
      return (process.now() / 1000).toFixed(6);
    case 'BASH_SUBSHELL':
      return String(shell.level);
    case 'FUNCNAME':
      return shell.frames.at(-1)?.name;
    case '_':
      return shell.lastArgument;
  }
  return undefined;
}

/** @returns the variable that a name stands for, `declare -n` followed */
export function resolveName(shell: Shell, name: string): string {
  let at = name;
  for (let hops = 0; hops < 8; hops++) {
    const variable = shell.variables.get(at);
    if (!variable?.reference || !variable.value) return at;
    at = variable.value;
  }
  return at;
}

/** @returns the variable behind a name */
export function lookup(shell: Shell, name: string): Variable | undefined {
  if (name === 'PIPESTATUS' && shell.kind === 'bash') {
    return { value: undefined, list: new Map(shell.pipeStatus.map((status, at) => [at, String(status)])) };
  }
  if (name === 'FUNCNAME' && shell.kind === 'bash' && shell.frames.length > 0) {
    const names = shell.frames.map((frame) => frame.name).reverse();
    return { value: undefined, list: new Map(names.map((one, at) => [at, one])) };
  }
  const value = computed(shell, name);
  if (value !== undefined && !(name === 'RANDOM' && shell.variables.has('RANDOM\0'))) return { value };
  return shell.variables.get(resolveName(shell, name));
}

/** @returns the value of a plain parameter: positional, special or variable; undefined if it is not set */
export function getValue(shell: Shell, name: string): string | undefined {
  if (/^[1-9][0-9]*$/.test(name)) return shell.positional[Number(name) - 1];
  if (name.length === 1 && !/[A-Za-z_]/.test(name)) return special(shell, name);
  return scalar(lookup(shell, name));
}

/** @returns the characters that separate words */
export function separators(shell: Shell): string {
  return shell.variables.get('IFS')?.value ?? ' \t\n';
}

/**
 * Gives a variable a value, minding its attributes. `+=` is the caller's: the value is the whole.
 * @throws ExpansionError if it cannot be changed
 */
export function setValue(shell: Shell, written: string, value: string, index?: string): void {
  const name = resolveName(shell, written);
  let variable = shell.variables.get(name);
  if (variable?.readonly) throw readonlyError(shell, name);
  if (!variable) {
    variable = { value: undefined };
    if (shell.options.has('allexport')) variable.exported = true;
    shell.variables.set(name, variable);
  }
  if (value.length > LONGEST) throw tooLong();
  const stored = shaped(shell, variable, value);
  if (variable.table) variable.table.set(index ?? '0', stored);
  else if (index !== undefined || variable.list) {
    if (!variable.list) {
      variable.list = new Map(variable.value === undefined ? [] : [[0, variable.value]]);
      variable.value = undefined;
    }
    variable.list.set(arrayIndex(shell, variable, index ?? '0', name), stored);
  } else variable.value = stored;
  if (name === 'OPTIND') shell.getoptsPlace = { index: Number(value) || 1, offset: 1 };
  if (name === 'PATH') shell.hashed.clear();
  if (name === 'SECONDS') shell.started = shell.process.now() - Number(value) * 1000;
}

/** @returns the error that a change of a readonly variable is */
export function readonlyError(shell: Shell, name: string): ExpansionError {
  return new ExpansionError(isReadonly(shell.kind, name), shell.kind === 'bash' ? 1 : 2, true);
}

function shaped(shell: Shell, variable: Variable, value: string): string {
  if (variable.integer) return String(compute(shell, value));
  if (variable.letters === 'lower') return value.toLowerCase();
  return variable.letters === 'upper' ? value.toUpperCase() : value;
}

/** @returns the number of an array's index; negative ones count from the end */
export function arrayIndex(shell: Shell, variable: Variable | undefined, text: string, name: string): number {
  const index = Number(compute(shell, text));
  if (index >= 0) return index;
  const last = variable?.list ? Math.max(-1, ...variable.list.keys()) : 0;
  if (last + 1 + index < 0) {
    throw new ExpansionError(`${name}[${text}]: bad array subscript`, 1, false);
  }
  return last + 1 + index;
}

/** @returns an element of an array, or a plain variable's value for index 0 */
export function getElement(shell: Shell, name: string, index: string): string | undefined {
  const variable = lookup(shell, name);
  if (!variable) return undefined;
  if (variable.table) return variable.table.get(index);
  const at = arrayIndex(shell, variable, index, name);
  if (variable.list) return variable.list.get(at);
  return at === 0 ? variable.value : undefined;
}

/**
 * @returns the value of an arithmetic expression whose parameters are expanded
 * @throws ExpansionError
 */
export function compute(shell: Shell, text: string): bigint {
  if (/^[0-9]{1,15}$/.test(text) && (text[0] !== '0' || text === '0')) return BigInt(text);
  try {
    return evaluate(text, shell.kind, {
      read: (name, index) => {
        const value = index === undefined ? getValue(shell, name) : getElement(shell, name, index);
        if (value === undefined && shell.options.has('nounset')) throw unset(shell, name);
        return value;
      },
      write: (name, index, value) => setValue(shell, name, value, index),
    });
  } catch (error) {
    if (error instanceof ArithmeticError) {
      throw new ExpansionError(error.message, shell.kind === 'bash' ? 1 : 2, shell.kind !== 'bash');
    }
    throw error;
  }
}

/** @returns the error that reading an unset parameter is under `set -u` */
export function unset(shell: Shell, name: string): ExpansionError {
  if (shell.kind === 'bash') {
    return new ExpansionError(
      `${/^[1-9@*]/.test(name) ? `$${name}` : name}: unbound variable`,
      shell.command ? 127 : 1,
      true,
    );
  }
  return new ExpansionError(`${name}: parameter not set`, 2, true);
}

/** @returns what children are given as their environment */
export function environment(shell: Shell): Map<string, string> {
  const env = new Map<string, string>();
  for (const [name, variable] of shell.variables) {
    if (variable.exported && variable.value !== undefined && !variable.list) env.set(name, variable.value);
  }
  return env;
}

/** Takes away a variable. @returns false, with nothing done, if it is readonly */
export function unsetVariable(shell: Shell, written: string): boolean {
  const name = resolveName(shell, written);
  const variable = shell.variables.get(name);
  if (variable?.readonly) return false;
  shell.variables.delete(name);
  return true;
}
