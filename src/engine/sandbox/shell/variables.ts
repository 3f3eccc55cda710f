/** A shell variable with its attributes. Belongs to one shell process; `cloneVariable` makes the copy a subshell has. */
export interface Variable {
  /** Of a plain variable; undefined if it is only declared. */
  value: string | undefined;
  /** Of an indexed array (bash). */
  list?: Map<number, string> | undefined;
  /** Of an associative array (bash). */
  table?: Map<string, string> | undefined;
  exported?: boolean;
  readonly?: boolean;
  /** `declare -i`: what is assigned is computed. */
  integer?: boolean;
  /** `declare -l`, `declare -u`. */
  letters?: 'lower' | 'upper' | undefined;
  /** `declare -n`: the value is the name of the variable meant. */
  reference?: boolean;
}

/** @returns a copy that shares nothing with the original */
export function cloneVariable(variable: Variable): Variable {
  const copy = { ...variable };
  if (variable.list) copy.list = new Map(variable.list);
  if (variable.table) copy.table = new Map(variable.table);
  return copy;
}

/** @returns a deep copy of a scope */
export function cloneVariables(variables: ReadonlyMap<string, Variable>): Map<string, Variable> {
  const copy = new Map<string, Variable>();
  for (const [name, variable] of variables) copy.set(name, cloneVariable(variable));
  return copy;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** @returns whether a string can be a variable's name (POSIX 3.235) */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** @returns the elements of an array in the order of their indexes; of a plain variable, its value */
export function elements(variable: Variable | undefined): string[] {
  if (!variable) return [];
  if (variable.list) return sortedIndexes(variable.list).map((index) => variable.list?.get(index) ?? '');
  if (variable.table) return [...variable.table.values()];
  return variable.value === undefined ? [] : [variable.value];
}

/** @returns the indexes or keys of an array; of a plain variable, `0` */
export function keys(variable: Variable | undefined): string[] {
  if (!variable) return [];
  if (variable.list) return sortedIndexes(variable.list).map(String);
  if (variable.table) return [...variable.table.keys()];
  return variable.value === undefined ? [] : ['0'];
}

/** @returns the indexes of an indexed array, ascending */
export function sortedIndexes(list: ReadonlyMap<number, string>): number[] {
  const indexes = [...list.keys()];
  for (let at = 1; at < indexes.length; at++) {
    if ((indexes[at - 1] as number) > (indexes[at] as number)) return indexes.sort((a, b) => a - b);
  }
  return indexes;
}

/** @returns what `$name` without an index is: the value, or element 0 of an array */
export function scalar(variable: Variable | undefined): string | undefined {
  if (!variable) return undefined;
  if (variable.list) return variable.list.get(0);
  if (variable.table) return variable.table.get('0');
  return variable.value;
}
