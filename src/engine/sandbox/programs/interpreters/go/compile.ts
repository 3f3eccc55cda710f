import type { Process, Task } from '../../../kernel/process.ts';
import { type GoFile, signatureType } from './ast.ts';
import { checkedType, constant, just, shown } from './check.ts';
import { expression } from './expressions.ts';
import { HTTP, MEMBERS } from './http.ts';
import { GoError, GoRefused, type Place } from './lex.ts';
import { PACKAGES } from './packages.ts';
import { Scope } from './scope.ts';
import { compileFunction, compileVariables } from './statements.ts';
import type { Runtime, Unit } from './unit.ts';
import { type Code, defaultType, Env, type GoFunctionValue, type GoValue, Panic } from './values.ts';

const IMPORTS: Readonly<Record<string, (typeof PACKAGES)[string]>> = { ...PACKAGES, 'net/http': HTTP };
/** How many rounds and calls go between two looks at the others. */
const TURN = 2000;

/** A program that can be run. */
export interface Program {
  run(process: Process): Task<void>;
}

/**
 * Compiles a package main, or says what is wrong with it in the compiler's words.
 * @returns the program, or errors in the order of their places. Throws GoRefused
 */
export function compileGo(
  files: readonly GoFile[],
): Program | readonly { readonly file: string; readonly error: GoError }[] {
  if (files.length !== 1) throw new GoRefused({ line: 1, column: 1 }, 'programs of several files');
  const file = files[0]!;
  const errors: GoError[] = [];
  let runtime: Runtime | undefined;
  let ticks = 0;
  const imported = new Map<string, { readonly path: string; readonly at: Place; used: boolean }>();
  for (const { path, at } of file.imports) {
    if (IMPORTS[path] === undefined) throw new GoRefused(at, `the package ${path}`);
    imported.set(path.slice(path.lastIndexOf('/') + 1), { path, at, used: false });
  }
  const bodies = new Map<string, GoFunctionValue>();
  const globals = new Env();
  const top = new Scope(errors);
  const functions = new Map<string, { readonly type: string; readonly value: GoFunctionValue }>();
  const unit: Unit = {
    errors,
    functions,
    usePackage(name, at) {
      const found = imported.get(name);
      if (found === undefined) throw new GoError(at, `undefined: ${name}`);
      found.used = true;
    },
    isImported: (name) => imported.has(name),
    expression: (node, scope) => expression(unit, node, scope),
    functionOf: (signature, body, scope) => compileFunction(unit, signature, body, scope),
    selector(node, scope): Code {
      const { of, name } = node;
      if (of.kind === 'name' && scope.find(of.name) === undefined && imported.has(of.name)) {
        unit.usePackage(of.name, of.at);
        const found = IMPORTS[imported.get(of.name)!.path]![name];
        if (found === undefined) throw new GoRefused(node.at, `${of.name}.${name}`);
        if (found.constant !== undefined) return constant(found.type, found.constant);
        return { type: found.type, run: () => just(found.make(runtime!)) };
      }
      const value = expression(unit, of, scope);
      const member = MEMBERS[value.type]?.[name];
      if (member === undefined) {
        if (MEMBERS[value.type] !== undefined) throw new GoRefused(node.at, `${value.type}.${name}`);
        throw new GoError(
          node.at,
          `${shown(of, value).replace(/ \(.*/s, '')}.${name} undefined (type ${defaultType(value.type)} has no field or method ${name})`,
        );
      }
      return {
        type: member.type,
        run: function* (env) {
          return member.of(yield* value.run(env));
        },
      };
    },
    *tick() {
      ticks += 1;
      if (ticks % TURN === 0) yield* runtime!.process.work(0.5);
    },
  };
  for (const { name, at, signature } of file.functions) {
    if (name === 'init') throw new GoRefused(at, 'func init');
    if (functions.has(name)) errors.push(new GoError(at, `${name} redeclared in this block`));
    const type = checkedType(unit, signatureType(signature), at);
    functions.set(name, { type, value: (args) => bodies.get(name)!(args) });
  }
  const variables = compileVariables(unit, file.variables, top);
  const makers = file.functions.map(({ name, signature, body }) => ({
    name,
    make: compileFunction(unit, signature, body, top),
  }));
  if (!functions.has('main'))
    errors.push(new GoError({ line: 0, column: 0 }, 'function main is undeclared in the main package'));
  for (const { path, at, used } of imported.values())
    if (!used) errors.push(new GoError(at, `"${path}" imported and not used`));
  if (errors.length > 0)
    return errors
      .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
      .map((error) => ({ file: file.name, error }));
  return {
    *run(process) {
      runtime = { process, handlers: [] };
      for (const { name, make } of makers) bodies.set(name, counted(make(globals)));
      yield* variables(globals);
      yield* bodies.get('main')!([]);
    },
  };
}

/** A function that a program calls without end runs out of stack, as Go's does. */
function counted(code: GoFunctionValue): GoFunctionValue {
  return function* (args): Task<GoValue> {
    try {
      return yield* code(args);
    } catch (error) {
      if (error instanceof RangeError && /call stack/.test(error.message)) throw new Panic('stack overflow');
      throw error;
    }
  };
}
