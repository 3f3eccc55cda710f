import { ARITY, CallError, FUNCTIONS, type GoFunction } from './functions.ts';
import { type Command, type Node, type Operand, type Pipeline, shown, shownPipeline } from './nodes.ts';
import type { Template } from './parse.ts';
import { show, typeName } from './show.ts';
import { TemplateError } from './template-error.ts';
import { GoMap, GoObject, type GoValue, truth } from './values.ts';

/** What a template prints where there is no value. */
const NO_VALUE = '<no value>';

/** Stands for Go's invalid value: a key that a map lacks. It prints as `<no value>` and is false. */
const MISSING = undefined;

/**
 * Runs a template.
 * @param data the dot
 * @param functions docker swaps some for a table's header
 * @returns what it prints. Throws TemplateError: `template: :1:2: executing "" at <.Foo>: …`
 */
export function executeTemplate(
  template: Template,
  data: GoValue,
  functions: Readonly<Record<string, GoFunction>> = FUNCTIONS,
): string {
  const run = new Run(template, functions);
  run.walk(template.nodes, data, [{ name: '$', value: data }]);
  return run.out;
}

interface Variable {
  readonly name: string;
  value: GoValue;
}

type Jump = 'break' | 'continue' | undefined;

class Run {
  constructor(template: Template, functions: Readonly<Record<string, GoFunction>>) {
    this.template = template;
    this.functions = functions;
  }
  private readonly template: Template;
  private readonly functions: Readonly<Record<string, GoFunction>>;
  out = '';

  walk(nodes: readonly Node[], dot: GoValue, variables: readonly Variable[]): Jump {
    const scope = [...variables];
    for (const node of nodes) {
      if (node.kind === 'text') this.out += node.text;
      else if (node.kind === 'output') {
        const value = this.pipeline(node.pipeline, dot, scope);
        if (node.pipeline.declares.length === 0) this.out += value === MISSING ? NO_VALUE : show(value);
      } else if (node.kind === 'break' || node.kind === 'continue') return node.kind;
      else {
        const jump = this.control(node, dot, scope);
        if (jump !== undefined) return jump;
      }
    }
    return undefined;
  }

  private control(
    node: Extract<Node, { pipeline: Pipeline; body: unknown }>,
    dot: GoValue,
    outer: readonly Variable[],
  ): Jump {
    const scope = [...outer];
    if (node.kind === 'range') return this.range(node, dot, scope);
    const value = this.pipeline(node.pipeline, dot, scope);
    if (truth(value)) return this.walk(node.body, node.kind === 'with' ? value : dot, scope);
    return this.walk(node.otherwise, dot, scope);
  }

  private range(node: Extract<Node, { body: unknown }>, dot: GoValue, scope: Variable[]): Jump {
    const { declares } = node.pipeline;
    const value = this.pipeline({ ...node.pipeline, declares: [] }, dot, scope);
    const items = this.items(value, node.pipeline);
    if (items.length === 0) return this.walk(node.otherwise, dot, scope);
    for (const [key, item] of items) {
      const inner = [...scope];
      if (declares.length === 1) inner.push({ name: declares[0] ?? '', value: item });
      if (declares.length === 2)
        inner.push({ name: declares[0] ?? '', value: key }, { name: declares[1] ?? '', value: item });
      if (this.walk(node.body, item, inner) === 'break') break;
    }
    return undefined;
  }

  private items(value: GoValue, pipeline: Pipeline): readonly (readonly [GoValue, GoValue])[] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.map((item, at) => [at, item as GoValue] as const);
    if (typeof value === 'number') return Array.from({ length: value }, (_none, at) => [at, at] as const);
    if (typeof value === 'object' && !(value instanceof GoObject)) {
      const entries: Readonly<Record<string, unknown>> =
        value instanceof GoMap ? value.entries : (value as Record<string, unknown>);
      return Object.keys(entries)
        .sort()
        .map((key) => [key, entries[key] as GoValue] as const);
    }
    throw this.error(pipeline.at, shownPipeline(pipeline), `range can't iterate over ${show(value)}`);
  }

  private error(at: number, context: string, what: string): TemplateError {
    const before = this.template.source.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1);
    return new TemplateError(`${line}:${column}`, `executing "" at <${context}>: ${what}`);
  }

  private pipeline(pipeline: Pipeline, dot: GoValue, scope: Variable[]): GoValue {
    let value: GoValue = MISSING;
    pipeline.commands.forEach((command, at) => {
      value = this.command(command, dot, scope, at === 0 ? [] : [value]);
    });
    for (const name of pipeline.declares) {
      if (!pipeline.assigns) scope.push({ name, value });
      else {
        const variable = scope.findLast((one) => one.name === name);
        if (variable !== undefined) variable.value = value;
      }
    }
    return value;
  }

  private command(command: Command, dot: GoValue, scope: Variable[], piped: readonly GoValue[]): GoValue {
    const [first, ...rest] = command.words as [Operand, ...Operand[]];
    if (first.kind === 'function') return this.call(first, rest, dot, scope, piped);
    if (rest.length === 0 && piped.length === 0) return this.operand(first, dot, scope);
    return this.operand(first, dot, scope, { words: rest, piped });
  }

  private call(
    node: Extract<Operand, { kind: 'function' }>,
    words: readonly Operand[],
    dot: GoValue,
    scope: Variable[],
    piped: readonly GoValue[],
  ): GoValue {
    const { name } = node;
    if (name === 'and' || name === 'or') return this.shortCircuit(name, words, dot, scope, piped);
    const args = [...words.map((word) => this.operand(word, dot, scope)), ...piped];
    const [least, most] = ARITY[name] ?? [0, Number.POSITIVE_INFINITY];
    if (args.length < least || args.length > most)
      throw this.error(node.at, name, `wrong number of args for ${name}: want ${least} got ${args.length}`);
    try {
      return this.functions[name]?.(...args);
    } catch (problem) {
      if (!(problem instanceof CallError)) throw problem;
      const wrong = /^wrong type/.test(problem.message)
        ? args.findIndex((arg) => problem.message.endsWith(typeName(arg)))
        : -1;
      const blamed = words[wrong];
      if (blamed !== undefined) throw this.error(blamed.at, shown(blamed), problem.message);
      throw this.error(node.at, [node, ...words].map(shown).join(' '), problem.message);
    }
  }

  /** `and` and `or` look at no more of their arguments than they need. */
  private shortCircuit(
    name: 'and' | 'or',
    words: readonly Operand[],
    dot: GoValue,
    scope: Variable[],
    piped: readonly GoValue[],
  ): GoValue {
    let value: GoValue = MISSING;
    for (const word of words) {
      value = this.operand(word, dot, scope);
      if (truth(value) === (name === 'or')) return value;
    }
    return piped.length > 0 ? piped[0] : value;
  }

  private operand(
    node: Operand,
    dot: GoValue,
    scope: Variable[],
    args?: { readonly words: readonly Operand[]; readonly piped: readonly GoValue[] },
  ): GoValue {
    const evaluated =
      args === undefined ? [] : [...args.words.map((word) => this.operand(word, dot, scope)), ...args.piped];
    switch (node.kind) {
      case 'dot':
        if (evaluated.length > 0)
          throw this.error(node.at, shown(node), "can't give argument to non-function .");
        return dot;
      case 'literal':
        if (evaluated.length > 0)
          throw this.error(node.at, shown(node), `can't give argument to non-function ${node.source}`);
        return node.value;
      case 'function':
        return this.call(node, [], dot, scope, []);
      case 'field':
        return this.fields(dot, node.names, node, evaluated);
      case 'variable':
        return this.fields(
          scope.findLast((one) => one.name === node.name)?.value,
          node.names,
          node,
          evaluated,
        );
      default:
        return this.fields(this.pipeline(node.of, dot, [...scope]), node.names, node, evaluated);
    }
  }

  private fields(start: GoValue, names: readonly string[], node: Operand, args: readonly GoValue[]): GoValue {
    let value = start;
    names.forEach((name, at) => {
      const last = at === names.length - 1;
      value = this.field(value, name, node, last ? args : [], last);
    });
    return value;
  }

  private field(
    value: GoValue,
    name: string,
    node: Operand,
    args: readonly GoValue[],
    last: boolean,
  ): GoValue {
    const problem = (what: string) => this.error(node.at, shown(node), what);
    if (value instanceof GoObject) {
      const method = value.methods[name];
      if (method !== undefined) {
        if (args.length !== method.length)
          throw problem(`wrong number of args for ${name}: want ${method.length} got ${args.length}`);
        return method(...args);
      }
      const field = Object.hasOwn(value.fields, name) ? value.fields[name] : undefined;
      if (field === undefined) throw problem(`can't evaluate field ${name} in type ${value.type}`);
      if (args.length > 0) throw problem(`wrong number of args for ${name}: want 0 got ${args.length}`);
      return field();
    }
    if (args.length > 0) throw problem(`${name} has arguments but cannot be invoked as function`);
    if (value === null || value === undefined) throw problem(`nil data; no entry for key "${name}"`);
    if (value instanceof GoMap)
      return (Object.hasOwn(value.entries, name) ? value.entries[name] : MISSING) as GoValue;
    if (typeof value === 'object' && !Array.isArray(value)) {
      const entries = value as Readonly<Record<string, unknown>>;
      // A field that this object may have and does not: nothing, but nothing can be looked for in it either.
      const absent = !Object.hasOwn(entries, name) || (entries[name] === undefined && !last);
      if (absent) throw problem(`map has no entry for key "${name}"`);
      return (entries[name] ?? null) as GoValue;
    }
    throw problem(
      `can't evaluate field ${name} in type ${Array.isArray(value) ? '[]interface {}' : typeName(value)}`,
    );
  }
}
