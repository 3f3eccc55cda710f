import { PyClass, PyObject, plain, type Value } from '../values.ts';

/** A type that is made by a function of ours: int('3'), list(…). */
export function typeOf(
  name: string,
  make: (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value,
): PyClass {
  return new PyClass(
    name,
    [],
    new Map<string, Value>([['__new__', plain(name, (args, named) => make(args.slice(1), named))]]),
  );
}

/** @returns an object of the library with methods */
export function objectOf(
  type: PyClass,
  attributes: Readonly<Record<string, Value>> = {},
  state?: unknown,
): PyObject {
  const made = new PyObject(type);
  for (const [name, value] of Object.entries(attributes)) made.attributes.set(name, value);
  made.state = state;
  return made;
}
