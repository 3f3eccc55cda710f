import { parse, type Program as Tree } from 'acorn';
import { toText } from '../../../kernel/bytes.ts';
import type { Task } from '../../../kernel/process.ts';
import { bindingOf } from './binding.ts';
import { runAsync } from './coroutine.ts';
import { fsModule } from './files.ts';
import { Interpreter } from './interpreter.ts';
import { parseJson } from './json.ts';
import { LIBRARY } from './library.ts';
import { asThrow, type Loop } from './loop.ts';
import { promised } from './promise.ts';
import type { Realm } from './realm.ts';
import { Scope } from './scope.ts';
import { hoist, runBody } from './statements.ts';
import { urlModule } from './urls.ts';
import { define, JsObject, NotModelled, Throw, type Value } from './values.ts';

/** A program that is no JavaScript. */
export class NodeSyntaxError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  constructor(message: string, file: string, line: number, column: number) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/** @returns the tree of a source. Throws NodeSyntaxError */
export function parseSource(source: string, file: string, module: boolean): Tree {
  try {
    return parse(source, {
      ecmaVersion: 2024,
      sourceType: module ? 'module' : 'script',
      locations: true,
      allowReturnOutsideFunction: !module,
      allowHashBang: true,
    });
  } catch (error) {
    const { loc, message, pos } = error as Error & { loc?: { line: number; column: number }; pos?: number };
    const token = /^[\w$]+|^./.exec(source.slice(pos ?? 0))?.[0];
    const text = message.replace(/ \(\d+:\d+\)$/, '');
    const said =
      text !== 'Unexpected token'
        ? text
        : token === undefined
          ? 'Unexpected end of input'
          : /^[A-Za-z_$]/.test(token)
            ? `Unexpected identifier '${token}'`
            : `Unexpected token '${token}'`;
    throw new NodeSyntaxError(said, file, loc?.line ?? 1, loc?.column ?? 0);
  }
}

const TREES = new Map<string, Tree>();

/** Finds, loads and keeps the modules of a program. */
export class Modules {
  readonly #realm: Realm;
  readonly #loop: Loop;
  readonly interpreter: Interpreter;
  readonly sources = new Map<string, string>();
  readonly #loaded = new Map<string, JsObject>();

  constructor(realm: Realm, loop: Loop) {
    this.#realm = realm;
    this.#loop = loop;
    this.interpreter = new Interpreter(realm);
    this.interpreter.load = (name, from) => promised(realm, () => this.#namespace(name, from));
  }

  *#namespace(name: string, from: string): Task<Value> {
    const value = yield* this.require(name, from);
    const space = this.#realm.object({ default: value });
    if (value instanceof JsObject)
      for (const [key, slot] of value.slots) if (typeof key === 'string') space.slots.set(key, slot);
    return space;
  }

  /** @returns what a module exports */
  *require(name: string, from: string): Task<Value> {
    const realm = this.#realm;
    const own = name.replace(/^node:/, '');
    const native = NATIVE[own];
    const known =
      native !== undefined || (LIBRARY[own] !== undefined && own !== 'express' && own !== 'redis');
    if (known) return yield* this.#builtIn(own);
    if (
      name.startsWith('node:') ||
      /^(net|https|child_process|crypto|stream|worker_threads|cluster|zlib|dns|tls|readline|vm|dgram|v8|querystring|string_decoder|http2|async_hooks|perf_hooks)$/.test(
        own,
      )
    )
      throw new NotModelled(`the module ${name}`);
    const path = this.#find(name, from);
    if (path === undefined) {
      const stack = from.startsWith('/') && from !== '/' && !from.endsWith('/[eval]') ? [from] : [];
      const error = realm.error(
        'Error',
        `Cannot find module '${name}'${stack.length > 0 ? `\nRequire stack:\n- ${from}` : ''}`,
        { code: 'MODULE_NOT_FOUND', requireStack: realm.array(stack) },
      );
      throw new Throw(error);
    }
    if (LIBRARY[own] !== undefined) return yield* this.#builtIn(own);
    // As Node does, a link is followed first: a command of node_modules/.bin is where its package is.
    return yield* this.file(this.#realm.process.fs.realpath(path));
  }

  *#builtIn(name: string): Task<Value> {
    const kept = this.#loaded.get(name);
    if (kept !== undefined) return yield* this.#realm.get(kept, 'exports');
    const native = NATIVE[name];
    if (native !== undefined) {
      const made = this.#realm.object({ exports: native(this.#realm) });
      this.#loaded.set(name, made);
      return made.slots.get('exports')!.value;
    }
    const source = LIBRARY[name]!;
    let tree = TREES.get(name);
    if (tree === undefined) {
      tree = parseSource(source, `node:${name}`, false);
      TREES.set(name, tree);
    }
    return yield* this.#run(tree, `node:${name}`, name, bindingOf(this.#realm, this.#loop));
  }

  /** Where a name leads to, as Node looks for it. */
  #find(name: string, from: string): string | undefined {
    const { process } = this.#realm;
    const { fs } = process;
    const isFile = (path: string): boolean => fs.exists(path) && fs.stat(path).kind === 'file';
    const tryAt = (path: string): string | undefined => {
      for (const end of ['', '.js', '.json', '.mjs', '.cjs']) if (isFile(path + end)) return path + end;
      const main = isFile(`${path}/package.json`) ? mainOf(fs.readFile(`${path}/package.json`)) : undefined;
      for (const inner of main === undefined ? ['index.js'] : [main, `${main}.js`, `${main}/index.js`])
        if (isFile(`${path}/${inner}`)) return `${path}/${inner}`;
      return undefined;
    };
    const folder = from.replace(/\/[^/]*$/, '');
    if (name.startsWith('/')) return tryAt(name);
    if (/^\.\.?(\/|$)/.test(name)) return tryAt(clean(`${folder}/${name}`));
    for (let at = folder; ; at = at.replace(/\/[^/]*$/, '')) {
      const found = tryAt(`${at}/node_modules/${name}`);
      if (found !== undefined) return found;
      if (at === '') return undefined;
    }
  }

  /** @returns what the module in a file exports; runs it the first time */
  *file(path: string): Task<Value> {
    const kept = this.#loaded.get(path);
    if (kept !== undefined) return yield* this.#realm.get(kept, 'exports');
    let source: string;
    try {
      source = toText(this.#realm.process.fs.readFile(path));
    } catch (error) {
      return asThrow(this.#realm, error, 'open', path);
    }
    if (path.endsWith('.json')) return parseJson(this.#realm, source);
    if (/\/node_modules\//.test(path) && /^\s*$/.test(source))
      throw new NotModelled(`the package ${/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]}`);
    return yield* this.source(source, path, this.#isModule(path, source));
  }

  #isModule(path: string, source: string): boolean {
    if (/\.mjs$/.test(path)) return true;
    if (/\.cjs$/.test(path)) return false;
    const { fs } = this.#realm.process;
    for (let at = path.replace(/\/[^/]*$/, ''); ; at = at.replace(/\/[^/]*$/, '')) {
      if (fs.exists(`${at}/package.json`)) {
        if (/"type"\s*:\s*"module"/.test(fs.readFile(`${at}/package.json`))) return true;
        break;
      }
      if (at === '') break;
    }
    // Node finds out by itself since version 22.7.
    return /^\s*(?:import\s+[\w{*'"]|export\s+(?:default|const|function|class|async|\{))/m.test(source);
  }

  /** Runs a source as a module. */
  *source(source: string, path: string, module: boolean): Task<Value> {
    this.sources.set(path, source);
    return yield* this.#run(parseSource(source, path, module), path, path, undefined, module);
  }

  *#run(tree: Tree, file: string, id: string, binding?: JsObject, isModule = false): Task<Value> {
    const realm = this.#realm;
    const exports = realm.object();
    const module = realm.object({ exports, id, filename: file });
    this.#loaded.set(id, module);
    const scope = new Scope(undefined, {
      self: isModule ? undefined : exports,
      hasSelf: true,
      home: undefined,
      callee: undefined,
      target: undefined,
      file,
    });
    const require = realm.native('require', (_self, [name]) => this.require(String(name), file));
    if (!isModule)
      for (const [name, value] of Object.entries({
        exports,
        module,
        require,
        __filename: file,
        __dirname: file.replace(/\/[^/]*$/, '') || '/',
      }))
        scope.declare(name, value);
    if (binding !== undefined) scope.declare('binding', binding);
    const before = realm.frame;
    realm.frame = {
      up: before.file === '' ? undefined : before,
      name: isModule ? '' : 'Object.<anonymous>',
      file,
      line: 1,
      column: 1,
      depth: before.depth + 1,
    };
    if (file.startsWith('node:')) realm.frame = { ...realm.frame, name: '' };
    const body = tree.body;
    yield* this.#imports(body, scope, file);
    hoist(this.interpreter, body, scope, true);
    const plain = body.map((one) =>
      (one.type === 'ExportNamedDeclaration' || one.type === 'ExportDefaultDeclaration') &&
      one.declaration != null
        ? one.declaration
        : one,
    );

    const statements = plain
      .filter((one) => !/^(Export|Import)/.test(one.type))
      .map((one) =>
        /(Statement|Declaration)$/.test(one.type)
          ? one
          : { type: 'ExpressionStatement', expression: one, start: one.start, end: one.end },
      ) as Tree['body'];
    if (isModule) {
      const done = yield* runAsync(realm, runBody(this.interpreter, statements, scope));
      yield* this.#loop.jobs();
      void done;
      yield* this.#exports(body, scope, exports);
    } else yield* runBody(this.interpreter, statements, scope);
    realm.frame = before;
    return yield* realm.get(module, 'exports');
  }

  *#imports(body: Tree['body'], scope: Scope, file: string): Task<void> {
    for (const node of body) {
      if (
        node.type === 'ExportAllDeclaration' ||
        (node.type === 'ExportNamedDeclaration' && node.source != null)
      )
        throw new NotModelled(`export … from (${file}:${node.loc?.start.line})`);
      if (node.type !== 'ImportDeclaration') continue;
      const space = yield* this.#namespace(String(node.source.value), file);
      const value = yield* this.#realm.get(space, 'default');
      for (const one of node.specifiers) {
        if (one.type === 'ImportNamespaceSpecifier') scope.declare(one.local.name, space, true);
        else if (one.type === 'ImportDefaultSpecifier') {
          const own = value instanceof JsObject && value.slots.get('default');
          scope.declare(one.local.name, own ? own.value : value, true);
        } else {
          const name = one.imported.type === 'Identifier' ? one.imported.name : String(one.imported.value);
          const found = yield* this.#realm.get(space, name);
          if (found === undefined)
            throw new NodeSyntaxError(
              `The requested module '${String(node.source.value)}' does not provide an export named '${name}'`,
              file,
              one.loc?.start.line ?? 1,
              one.loc?.start.column ?? 0,
            );
          scope.declare(one.local.name, found, true);
        }
      }
    }
  }

  *#exports(body: Tree['body'], scope: Scope, exports: JsObject): Task<void> {
    for (const node of body) {
      if (node.type === 'ExportDefaultDeclaration') {
        const { declaration } = node;
        const named = 'id' in declaration && declaration.id != null ? declaration.id.name : 'default';
        define(
          exports,
          'default',
          scope.find(named)?.value ?? (yield* this.interpreter.eval(declaration as never, scope)),
        );
      }
      if (node.type !== 'ExportNamedDeclaration') continue;
      for (const one of node.specifiers)
        define(
          exports,
          (one.exported as { name: string }).name,
          scope.find((one.local as { name: string }).name)?.value,
        );
      const { declaration } = node;
      if (declaration == null) continue;
      const names =
        declaration.type === 'VariableDeclaration'
          ? declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
          : [declaration.id.name];
      for (const name of names) define(exports, name, scope.find(name)?.value);
    }
  }
}

function mainOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { main?: string }).main?.replace(/^\.\//, '');
  } catch {
    return undefined;
  }
}

function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Modules that are the process's own calls. */
const NATIVE: Readonly<Record<string, (realm: Realm) => Value>> = {
  fs: (realm) => fsModule(realm, false),
  'fs/promises': (realm) => fsModule(realm, true),
  os: (realm) => {
    const os = realm.object({ EOL: '\n' });
    const { process } = realm;
    realm.methods(os, {
      hostname: () => process.machine().hostname,
      platform: () => 'linux',
      type: () => 'Linux',
      arch: () => 'x64',
      release: () => process.machine().kernel,
      totalmem: () => process.machine().memory,
      freemem: () => Math.floor(process.machine().memory / 2),
      uptime: () => Math.floor((process.now() - process.machine().booted) / 1000),
      cpus: () =>
        realm.array(
          Array.from({ length: process.machine().cpus }, () => realm.object({ model: 'virtual', speed: 0 })),
        ),
      tmpdir: () => '/tmp',
      homedir: () => process.env.get('HOME') ?? '/root',
    });
    return os;
  },
  buffer: (realm) => realm.object({ Buffer: realm.globals.slots.get('Buffer')!.value }),
  process: (realm) => realm.globals.slots.get('process')!.value,
  url: urlModule,
};
