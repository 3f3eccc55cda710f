import type { Task } from '../../../kernel/process.ts';
import { bufferOf, bytesOf, decoded } from './buffers.ts';
import { inspect } from './inspect.ts';
import { asThrow } from './loop.ts';
import { promised, rejections } from './promise.ts';
import type { Realm } from './realm.ts';
import { define, JsFunction, JsObject, type Value } from './values.ts';

/**
 * The module `fs`, or, with `promises`, `fs/promises`. What is read without an encoding is a Buffer.
 */
export function fsModule(realm: Realm, promises: boolean): JsObject {
  const { fs } = realm.process;
  const made = realm.object();
  const sync: Record<string, (args: readonly Value[]) => Value> = {
    readFile: ([path, options]) => {
      const data = fs.readFile(String(path));
      const encoding = options instanceof JsObject ? options.slots.get('encoding')?.value : options;
      return typeof encoding === 'string' ? decoded(realm, data, encoding) : bufferOf(realm, data);
    },
    writeFile: ([path, data]) => fs.writeFile(String(path), bytesOf(data)) as undefined,
    appendFile: ([path, data]) => fs.writeFile(String(path), bytesOf(data), { append: true }) as undefined,
    readdir: ([path]) => realm.array([...fs.readDirectory(String(path))]),
    unlink: ([path]) => fs.unlink(String(path)) as undefined,
    rm: ([path]) => fs.removeTree(String(path)) as undefined,
    access: ([path]) => void fs.stat(String(path)),
    rename: ([from, to]) => fs.rename(String(from), String(to)) as undefined,
    mkdir: ([path, options]) => {
      const deep = options instanceof JsObject && options.slots.get('recursive')?.value === true;
      if (!deep) return fs.mkdir(String(path)) as undefined;
      let whole = String(path).startsWith('/') ? '' : '.';
      for (const part of String(path)
        .split('/')
        .filter((one) => one !== '')) {
        whole += `/${part}`;
        if (!fs.exists(whole)) fs.mkdir(whole);
      }
      return undefined;
    },
    stat: ([path]) => {
      const { kind, size, mode, mtime, uid, gid } = fs.stat(String(path));
      const status = realm.object({ size, mode, mtimeMs: mtime, uid, gid });
      realm.methods(status, { isFile: () => kind === 'file', isDirectory: () => kind === 'directory' });
      return status;
    },
  };
  const words: Readonly<Record<string, string>> = {
    readFile: 'open',
    writeFile: 'open',
    appendFile: 'open',
    readdir: 'scandir',
  };
  for (const [name, code] of Object.entries(sync)) {
    const run = (args: readonly Value[]): Value => {
      if (typeof args[0] !== 'string')
        realm.fail(
          'TypeError',
          `The "path" argument must be of type string or an instance of Buffer or URL. Received ${inspect(realm, args[0])}`,
        );
      try {
        return code(args);
      } catch (error) {
        return asThrow(realm, error, words[name] ?? name, args[0]);
      }
    };
    if (!promises)
      define(
        made,
        `${name}Sync`,
        realm.plain(`${name}Sync`, (_, args) => run(args)),
      );
    const later = function* (_self: Value, args: readonly Value[]): Task<Value> {
      const call = args.at(-1);
      const result = yield* promised(realm, function* () {
        return run(args);
      });
      if (promises || !(call instanceof JsFunction)) return result;
      const state = (result as JsObject).inner as { state: string; value: Value; handled: boolean };
      state.handled = true;
      rejections(realm).delete(result as JsObject);
      realm.jobs.push(function* () {
        yield* realm.call(call, undefined, state.state === 'rejected' ? [state.value] : [null, state.value]);
      });
      return undefined;
    };
    define(made, name, realm.native(name, later));
  }
  if (!promises) {
    define(
      made,
      'existsSync',
      realm.plain('existsSync', (_, [path]) => fs.exists(String(path))),
    );
    define(made, 'promises', fsModule(realm, true));
  }
  return made;
}
