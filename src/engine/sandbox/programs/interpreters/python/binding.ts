import {
  type Arguments,
  fail,
  PyBuiltin,
  PyDict,
  PyFunction,
  PyObject,
  PyTuple,
  type Scope,
  type Value,
} from './values.ts';

/** A method with its object. */
export function bound(found: Value, self: Value): Value {
  if (found instanceof PyObject && found.type.name === 'staticmethod') return found.state as Value;
  if (found instanceof PyObject && found.type.name === 'classmethod') {
    return bound(found.state as Value, self instanceof PyObject ? self.type : self);
  }
  if (found instanceof PyBuiltin)
    return new PyBuiltin(found.name, (args, named, line) => found.call([self, ...args], named, line));
  if (found instanceof PyFunction) {
    const method = new PyFunction(
      found.name,
      found.parameters.slice(1),
      found.defaults,
      found.body,
      found.scope,
      found.locals,
    );
    const first = found.parameters[0];
    if (first?.kind !== 'plain') return found;
    const scope: Scope = {
      ...found.scope,
      names: new Map([
        [first.name, self],
        ...(found.owner === undefined
          ? []
          : ([
              ['__owner__', found.owner],
              ['__self__', self],
            ] as const)),
      ]),
      outer: found.scope,
      globals: found.scope.globals ?? found.scope,
      elsewhere: new Map(),
      isClass: false,
    };
    return Object.assign(method, { scope });
  }
  return found;
}

/** @returns what each parameter of a function is, in a call. @throws TypeError if the arguments do not fit */
export function bind(own: PyFunction, args: readonly Value[], named: Arguments): Map<string, Value> {
  const names = new Map<string, Value>();
  const rest = [...args];
  const left = new Map(named);
  const missing: string[] = [];
  const plainOnes = own.parameters.filter(({ kind }) => kind === 'plain').length;
  for (const { name, kind } of own.parameters) {
    if (kind === 'rest') {
      names.set(name, new PyTuple(rest.splice(0)));
      continue;
    }
    if (kind === 'named-rest') {
      names.set(name, PyDict.of(left));
      left.clear();
      continue;
    }
    if (kind === 'plain' && rest.length > 0) {
      if (left.has(name)) fail.type(`${own.name}() got multiple values for argument '${name}'`);
      names.set(name, rest.shift()!);
    } else {
      const value = left.get(name) ?? own.defaults.get(name);
      left.delete(name);
      if (value === undefined) missing.push(name);
      else names.set(name, value);
    }
  }
  if (missing.length > 0) {
    const quoted = missing.map((name) => `'${name}'`);
    const list =
      quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
    fail.type(
      `${own.name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`,
    );
  }
  if (rest.length > 0)
    fail.type(
      `${own.name}() takes ${plainOnes} positional argument${plainOnes === 1 ? '' : 's'} but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
    );
  const [unknown] = left.keys();
  if (unknown !== undefined) fail.type(`${own.name}() got an unexpected keyword argument '${unknown}'`);
  return names;
}
