import type { Task } from '../../../kernel/process.ts';
import type { Pattern } from '../../support/regex/pattern.ts';
import type { Tool } from '../../support/tool.ts';
import type { Expression, Program } from './ast.ts';
import { arithmetic, FUNCTIONS, substituted } from './functions.ts';
import { Memory } from './memory.ts';
import { Records } from './records.ts';
import { Streams } from './streams.ts';
import { compare, Input, isTrue, toNumber, toText, type Value } from './values.ts';

/** Works out expressions, and stores values in what can hold them. */
export abstract class Expressions {
  protected readonly tool: Tool;
  protected readonly program: Program;
  protected readonly memory: Memory;
  protected readonly records: Records;
  protected readonly streams: Streams;
  #seed = 0;

  constructor(tool: Tool, program: Program, operands: readonly string[]) {
    this.tool = tool;
    this.program = program;
    this.memory = new Memory(tool, operands);
    this.records = new Records(tool, this.memory);
    this.streams = new Streams(tool, this.records);
  }

  /** Calls a function of the program's. */
  protected abstract call(name: string, args: readonly Expression[]): Task<Value>;

  /** @returns the value of an expression */
  protected *eval(node: Expression): Task<Value> {
    switch (node.kind) {
      case 'number':
      case 'string':
        return node.value;
      case 'regex':
        return this.memory.pattern(node.source).test(this.memory.text()) ? 1 : 0;
      case 'name':
        return this.memory.get(node.name);
      case 'field': {
        const index = yield* this.#field(node.of);
        return index === 0 ? new Input(this.memory.text()) : this.memory.list()[index - 1];
      }
      case 'index': {
        const key = yield* this.key(node.keys);
        const table = this.memory.table(node.name);
        if (!table.has(key)) table.set(key, undefined);
        return table.get(key);
      }
      case 'group': {
        if (node.items.length === 1) return yield* this.eval(node.items[0]!);
        return yield* this.key(node.items);
      }
      case 'assign': {
        const right = yield* this.eval(node.value);
        if (node.operator === '=') {
          yield* this.#store(node.target, right);
          return right;
        }
        const value = arithmetic(
          this.tool,
          node.operator[0]!,
          toNumber(yield* this.eval(node.target)),
          toNumber(right),
        );
        yield* this.#store(node.target, value);
        return value;
      }
      case 'step': {
        const old = toNumber(yield* this.eval(node.target));
        yield* this.#store(node.target, old + node.by);
        return node.before ? old + node.by : old;
      }
      case 'unary': {
        const value = yield* this.eval(node.of);
        if (node.operator === '!') return isTrue(value) ? 0 : 1;
        return node.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'condition':
        return yield* this.eval(isTrue(yield* this.eval(node.test)) ? node.yes : node.no);
      case 'in':
        return this.memory.table(node.name).has(yield* this.key(node.keys)) ? 1 : 0;
      case 'binary':
        return yield* this.#binary(node.operator, node.left, node.right);
      case 'call':
        return this.program.functions.has(node.name)
          ? yield* this.call(node.name, node.args)
          : yield* this.#builtin(node.name, node.args);
      case 'getline':
        return yield* this.#getline(node);
    }
  }

  /** @returns the key of an element: the values, joined */
  protected *key(keys: readonly Expression[]): Task<string> {
    const parts: string[] = [];
    for (const key of keys) parts.push(toText(yield* this.eval(key), this.memory.format()));
    return parts.join(toText(this.memory.get('SUBSEP')));
  }

  *#field(of: Expression): Task<number> {
    const index = Math.trunc(toNumber(yield* this.eval(of)));
    if (index < 0 || index > 1_000_000)
      return this.tool.fail(
        this.tool.gnu ? `negative field index $${index}` : `cmd. line:1: Access to negative field`,
        2,
      );
    return index;
  }

  *#store(target: Expression, value: Value): Task<void> {
    if (target.kind === 'name') this.memory.set(target.name, value);
    else if (target.kind === 'index') {
      const table = this.memory.table(target.name);
      table.set(yield* this.key(target.keys), value);
      if (table.size > 500_000) this.tool.fail('out of memory');
    } else if (target.kind === 'field') {
      const index = yield* this.#field(target.of);
      if (index === 0) return this.memory.setRecord(toText(value, this.memory.format()));
      this.memory.setField(index, value);
    } else if (target.kind === 'group' && target.items.length === 1)
      yield* this.#store(target.items[0]!, value);
  }

  *#binary(operator: string, left: Expression, right: Expression): Task<Value> {
    if (operator === '&&') return isTrue(yield* this.eval(left)) && isTrue(yield* this.eval(right)) ? 1 : 0;
    if (operator === '||') return isTrue(yield* this.eval(left)) || isTrue(yield* this.eval(right)) ? 1 : 0;
    const one = yield* this.eval(left);
    if (operator === '~' || operator === '!~') {
      const pattern = yield* this.#regex(right);
      return pattern.test(toText(one, this.memory.format())) === (operator === '~') ? 1 : 0;
    }
    const two = yield* this.eval(right);
    switch (operator) {
      case ' ': {
        const joined = toText(one, this.memory.format()) + toText(two, this.memory.format());
        if (joined.length > 16_000_000) this.tool.fail('out of memory');
        return joined;
      }
      case '<':
        return compare(one, two, this.memory.format()) < 0 ? 1 : 0;
      case '<=':
        return compare(one, two, this.memory.format()) <= 0 ? 1 : 0;
      case '==':
        return compare(one, two, this.memory.format()) === 0 ? 1 : 0;
      case '!=':
        return compare(one, two, this.memory.format()) !== 0 ? 1 : 0;
      case '>':
        return compare(one, two, this.memory.format()) > 0 ? 1 : 0;
      case '>=':
        return compare(one, two, this.memory.format()) >= 0 ? 1 : 0;
      default:
        return arithmetic(this.tool, operator, toNumber(one), toNumber(two));
    }
  }

  /** An expression that stands for a regular expression: its source, or its value as one. */
  *#regex(node: Expression): Task<Pattern> {
    if (node.kind === 'regex') return this.memory.pattern(node.source);
    return this.memory.pattern(toText(yield* this.eval(node), this.memory.format()));
  }

  *#substitute(name: string, args: readonly Expression[]): Task<number> {
    const pattern = yield* this.#regex(args[0]!);
    const replacement = toText(yield* this.eval(args[1]!), this.memory.format());
    const target: Expression = args[2] ?? { kind: 'field', of: { kind: 'number', value: 0 } };
    const text = toText(yield* this.eval(target), this.memory.format());
    const { text: changed, count } = substituted(pattern, text, replacement, name === 'sub');
    if (count > 0) yield* this.#store(target, changed);
    return count;
  }

  *#builtin(name: string, args: readonly Expression[]): Task<Value> {
    const [first, second] = args;
    if (name === 'sub' || name === 'gsub') return yield* this.#substitute(name, args);
    if (name === 'length') {
      if (first === undefined) return this.memory.text().length;
      if (first.kind === 'name') {
        const slot = this.memory.scopeOf(first.name).get(first.name);
        if (slot instanceof Map) return slot.size;
      }
      return toText(yield* this.eval(first), this.memory.format()).length;
    }
    if (name === 'split') {
      const text = toText(yield* this.eval(first!), this.memory.format());
      const third = args[2];
      const separator =
        third === undefined
          ? toText(this.memory.get('FS'))
          : third.kind === 'regex'
            ? third.source
            : toText(yield* this.eval(third), this.memory.format());
      const table = this.memory.table((second as { name: string }).name);
      table.clear();
      const parts =
        third?.kind === 'regex' && separator.length === 1
          ? this.memory.split(text, `(${separator})`)
          : this.memory.split(text, separator);
      for (const [at, part] of parts.entries()) table.set(String(at + 1), new Input(part));
      return parts.length;
    }
    if (name === 'match') {
      const text = toText(yield* this.eval(first!), this.memory.format());
      const match = (yield* this.#regex(second!)).exec(text);
      this.memory.set('RSTART', match === undefined ? 0 : match.index + 1);
      this.memory.set('RLENGTH', match === undefined ? -1 : match.end - match.index);
      return match === undefined ? 0 : match.index + 1;
    }
    const values: Value[] = [];
    for (const node of args) values.push(yield* this.eval(node));
    const text = (at: number) => toText(values[at], this.memory.format());
    const number = (at: number) => toNumber(values[at]);
    const { process } = this.tool;
    const own = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (own !== undefined) return own({ text, number, values, process });
    switch (name) {
      case 'srand': {
        const old = this.#seed;
        this.#seed = values.length > 0 ? number(0) : Math.floor(process.now() / 1000);
        return old;
      }
      case 'system':
        return yield* this.streams.system(text(0));
      case 'close':
        return yield* this.streams.close(text(0));
      case 'fflush':
        yield* this.tool.flush();
        return 0;
      default:
        return this.tool.refuse(`awk's function ${name}`, 2);
    }
  }

  *#getline(node: Extract<Expression, { kind: 'getline' }>): Task<number> {
    let line: string | undefined;
    if (node.from === 'input') line = yield* this.records.next();
    else {
      const name = toText(yield* this.eval(node.source!), this.memory.format());
      const reader = yield* this.streams.source(name, node.from === 'command');
      if (reader === undefined) return -1;
      line = yield* this.records.readFrom(reader);
    }
    if (line === undefined) return 0;
    if (node.from === 'command') this.memory.globals.set('NR', toNumber(this.memory.get('NR')) + 1);
    if (node.target === undefined) this.memory.setRecord(line);
    else yield* this.#store(node.target, new Input(line));
    return 1;
  }
}
