import type { Task } from '../../../kernel/process.ts';
import { errors, makeError, PyModule, raise, type Value } from './values.ts';

/** Finds a module by its whole name; undefined: there is none. */
export type Load = (name: string) => PyModule | Task<PyModule> | undefined;

/**
 * Imports a module and, before it, the packages that it is in; each is loaded once.
 *
 * @param name as it is written: `os.path`
 * @param loaded what has been loaded, by whole names; grows
 * @throws ModuleNotFoundError
 */
export function* importModule(name: string, loaded: Map<string, PyModule>, load: Load): Task<PyModule> {
  let whole = '';
  let module: PyModule | undefined;
  for (const part of name.split('.')) {
    const parent = module;
    whole = whole === '' ? part : `${whole}.${part}`;
    module = loaded.get(whole);
    if (module === undefined) {
      const found = load(whole);
      module = found instanceof PyModule || found === undefined ? found : yield* found;
      if (module === undefined) throw makeError(errors['ModuleNotFoundError']!, `No module named '${whole}'`);
      loaded.set(whole, module);
    }
    parent?.attributes.set(part, module);
  }
  return module!;
}

/** @returns what `from MODULE import NAME` stands for. @throws ImportError */
export function memberOf(
  module: PyModule,
  from: string,
  name: string,
  loaded: ReadonlyMap<string, PyModule>,
): Value {
  return (
    module.attributes.get(name) ??
    loaded.get(`${from}.${name}`) ??
    raise(errors['ImportError']!, `cannot import name '${name}' from '${from}' (unknown location)`)
  );
}
