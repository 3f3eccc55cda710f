import type { Task } from '../../../kernel/process.ts';
import type { Expression, Program, Statement } from './ast.ts';
import { Expressions } from './expressions.ts';
import type { Slot } from './memory.ts';
import { Input, isTrue, sprintf, toNumber, toText, type Value } from './values.ts';

/** Leaves loops, rules and functions. */
class Leave {
  readonly how: 'break' | 'continue' | 'next' | 'nextfile' | 'return' | 'exit';
  readonly value: Value;
  constructor(how: Leave['how'], value?: Value) {
    this.how = how;
    this.value = value;
  }
}

const MOST_DEPTH = 200;

/** Runs an awk program. */
export class Machine extends Expressions {
  readonly #ranges = new Set<number>();
  #steps = 0;
  #depth = 0;
  #status = 0;

  /** Sets a variable from the command line. */
  assign(name: string, text: string): void {
    this.memory.assign(name, text);
  }

  /** @returns awk's exit status */
  *run(): Task<number> {
    const { rules } = this.program;
    const of = (when: string) => rules.filter((rule) => rule.when === when);
    try {
      for (const rule of of('BEGIN')) yield* this.#execute(rule.body!);
      if (of('line').length + of('END').length > 0) yield* this.#lines();
    } catch (error) {
      this.#left(error, 'exit');
    }
    try {
      for (const rule of of('END')) yield* this.#execute(rule.body!);
    } catch (error) {
      this.#left(error, 'exit');
    }
    yield* this.streams.closeAll();
    return this.#status || this.tool.status;
  }

  /** Swallows the leaving that is expected; anything else goes on. */
  #left(error: unknown, how: Leave['how']): void {
    if (!(error instanceof Leave) || error.how !== how) throw error;
  }

  *#lines(): Task<void> {
    const rules = this.program.rules;
    for (;;) {
      const record = yield* this.records.next();
      if (record === undefined) return;
      this.memory.setRecord(record);
      try {
        for (const [at, rule] of rules.entries()) {
          if (rule.when !== 'line' || !(yield* this.#selects(rule, at))) continue;
          if (rule.body === undefined) this.tool.out(this.memory.text() + toText(this.memory.get('ORS')));
          else yield* this.#execute(rule.body);
        }
      } catch (error) {
        if (!(error instanceof Leave) || (error.how !== 'next' && error.how !== 'nextfile')) throw error;
        if (error.how === 'nextfile') this.records.skipFile();
      }
      yield* this.tool.drain();
    }
  }

  *#selects(rule: Program['rules'][number], at: number): Task<boolean> {
    if (rule.from === undefined) return true;
    if (rule.to === undefined) return isTrue(yield* this.eval(rule.from));
    if (!this.#ranges.has(at)) {
      if (!isTrue(yield* this.eval(rule.from))) return false;
      this.#ranges.add(at);
    }
    if (isTrue(yield* this.eval(rule.to))) this.#ranges.delete(at);
    return true;
  }

  protected *call(name: string, args: readonly Expression[]): Task<Value> {
    const { parameters, body } = this.program.functions.get(name)!;
    const locals = new Map<string, Slot>();
    const lent: [string, string][] = [];
    for (const [at, parameter] of parameters.entries()) {
      const node = args[at];
      let slot: Slot;
      if (node?.kind === 'name') {
        const scope = this.memory.scopeOf(node.name);
        slot = scope.get(node.name);
        // A name that is nothing yet may become an array in the function.
        if (slot === undefined && !scope.has(node.name)) lent.push([parameter, node.name]);
        else if (slot === undefined && scope === this.memory.locals) lent.push([parameter, node.name]);
        if (node.name === 'NF') slot = this.memory.get('NF');
      } else slot = node === undefined ? undefined : yield* this.eval(node);
      locals.set(parameter, slot);
    }
    if (++this.#depth > MOST_DEPTH) this.tool.fail('function call nesting too deep', 2);
    const outer = this.memory.locals;
    this.memory.locals = locals;
    try {
      yield* this.#execute(body);
      return undefined;
    } catch (error) {
      if (error instanceof Leave && error.how === 'return') return error.value;
      throw error;
    } finally {
      this.memory.locals = outer;
      this.#depth--;
      for (const [parameter, own] of lent) {
        const slot = locals.get(parameter);
        if (slot instanceof Map) (outer?.has(own) === true ? outer : this.memory.globals).set(own, slot);
      }
    }
  }

  *#print(node: Extract<Statement, { kind: 'print' }>): Task<void> {
    const values: Value[] = [];
    for (const arg of node.args) values.push(yield* this.eval(arg));
    const format = toText(this.memory.get('OFMT'));
    let text: string;
    if (node.format) text = sprintf(toText(values[0]), values.slice(1));
    else
      text =
        (values.length === 0
          ? this.memory.text()
          : values.map((value) => toText(value, format)).join(toText(this.memory.get('OFS')))) +
        toText(this.memory.get('ORS'));
    if (node.target === undefined) {
      this.tool.out(text);
      yield* this.tool.drain();
      return;
    }
    const name = toText(yield* this.eval(node.target), this.memory.format());
    if (name === '/dev/stdout' || name === '-') return this.tool.out(text);
    if (name === '/dev/stderr') return this.tool.out(text, 2);
    yield* this.tool.process.write(yield* this.streams.sink(name, node.to), text);
  }

  *#execute(node: Statement): Task<void> {
    if (++this.#steps % 2000 === 0) yield* this.tool.process.work(4);
    switch (node.kind) {
      case 'block':
        for (const one of node.body) yield* this.#execute(one);
        return;
      case 'expression':
        yield* this.eval(node.of);
        return;
      case 'print':
        return yield* this.#print(node);
      case 'if':
        if (isTrue(yield* this.eval(node.test))) yield* this.#execute(node.yes);
        else if (node.no !== undefined) yield* this.#execute(node.no);
        return;
      case 'while':
        if (node.first && (yield* this.#body(node.body))) return;
        while (isTrue(yield* this.eval(node.test))) if (yield* this.#body(node.body)) return;
        return;
      case 'for':
        if (node.begin !== undefined) yield* this.#execute(node.begin);
        while (node.test === undefined || isTrue(yield* this.eval(node.test))) {
          if (yield* this.#body(node.body)) return;
          if (node.step !== undefined) yield* this.#execute(node.step);
        }
        return;
      case 'each':
        for (const key of [...this.memory.table(node.of).keys()]) {
          this.memory.set(node.name, new Input(key));
          if (yield* this.#body(node.body)) return;
        }
        return;
      case 'delete': {
        const table = this.memory.table(node.name);
        if (node.keys === undefined) table.clear();
        else table.delete(yield* this.key(node.keys));
        return;
      }
      case 'leave':
        throw new Leave(node.how);
      case 'return':
        throw new Leave('return', node.value === undefined ? undefined : yield* this.eval(node.value));
      case 'exit':
        if (node.value !== undefined) this.#status = Math.trunc(toNumber(yield* this.eval(node.value))) & 255;
        throw new Leave('exit');
    }
  }

  /** Runs a loop's body. @returns true if it was left with break */
  *#body(node: Statement): Task<boolean> {
    if (++this.#steps % 2000 === 0) yield* this.tool.process.work(4);
    try {
      yield* this.#execute(node);
    } catch (error) {
      if (!(error instanceof Leave) || (error.how !== 'break' && error.how !== 'continue')) throw error;
      return error.how === 'break';
    }
    return false;
  }
}
