import { SystemError } from '../../../kernel/errors.ts';
import type { Task } from '../../../kernel/process.ts';
import { LineReader } from '../../support/input.ts';
import { compilePattern, type Match, type Pattern } from '../../support/regex/pattern.ts';
import { formatTime } from '../../support/time.ts';
import { Exit, type Tool } from '../../support/tool.ts';
import type { Expression, Program, Statement } from './parse.ts';
import { compare, escapes, Input, isTrue, sprintf, toNumber, toText, type Value } from './values.ts';

type Table = Map<string, Value>;
type Slot = Value | Table;

/** Leaves loops, rules and functions. */
class Leave {
  readonly how: 'break' | 'continue' | 'next' | 'nextfile' | 'return' | 'exit';
  readonly value: Value;
  constructor(how: Leave['how'], value?: Value) {
    this.how = how;
    this.value = value;
  }
}

interface Stream {
  readonly fd: number;
  readonly pid?: number;
  readonly reader?: LineReader;
}

const MOST_DEPTH = 200;

/** Runs an awk program. */
export class Machine {
  readonly #tool: Tool;
  readonly #program: Program;
  readonly #globals = new Map<string, Slot>();
  #locals: Map<string, Slot> | undefined;
  readonly #patterns = new Map<string, Pattern>();
  readonly #streams = new Map<string, Stream>();
  readonly #ranges = new Set<number>();
  #record = '';
  #fields: Value[] | undefined;
  #stale = false;
  #input: LineReader | undefined;
  #argument = 1;
  #opened = false;
  #steps = 0;
  #depth = 0;
  #seed = 0;
  #status = 0;

  constructor(tool: Tool, program: Program, operands: readonly string[]) {
    this.#tool = tool;
    this.#program = program;
    const start: Record<string, Value> = {
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      NR: 0,
      NF: 0,
      FNR: 0,
      SUBSEP: '\x1c',
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: '',
    };
    for (const [name, value] of Object.entries(start)) this.#globals.set(name, value);
    this.#globals.set('ARGC', operands.length + 1);
    this.#globals.set(
      'ARGV',
      new Map<string, Value>([
        ['0', 'awk'],
        ...operands.map((text, at) => [String(at + 1), new Input(text)] as const),
      ]),
    );
    this.#globals.set(
      'ENVIRON',
      new Map([...tool.process.env].map(([name, value]) => [name, new Input(value)])),
    );
  }

  /** Sets a variable from the command line. */
  assign(name: string, text: string): void {
    this.#globals.set(name, new Input(text));
  }

  /** @returns awk's exit status */
  *run(): Task<number> {
    const { rules } = this.#program;
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
    for (const name of [...this.#streams.keys()]) yield* this.#close(name);
    return this.#status || this.#tool.status;
  }

  /** Swallows the leaving that is expected; anything else goes on. */
  #left(error: unknown, how: Leave['how']): void {
    if (!(error instanceof Leave) || error.how !== how) throw error;
  }

  *#lines(): Task<void> {
    const rules = this.#program.rules;
    while (yield* this.#nextRecord()) {
      try {
        for (const [at, rule] of rules.entries()) {
          if (rule.when !== 'line' || !(yield* this.#selects(rule, at))) continue;
          if (rule.body === undefined) this.#tool.out(this.#text() + toText(this.#get('ORS')));
          else yield* this.#execute(rule.body);
        }
      } catch (error) {
        if (!(error instanceof Leave) || (error.how !== 'next' && error.how !== 'nextfile')) throw error;
        if (error.how === 'nextfile') this.#input = undefined;
      }
      yield* this.#tool.drain();
    }
  }

  *#selects(rule: Program['rules'][number], at: number): Task<boolean> {
    if (rule.from === undefined) return true;
    if (rule.to === undefined) return isTrue(yield* this.#eval(rule.from));
    if (!this.#ranges.has(at)) {
      if (!isTrue(yield* this.#eval(rule.from))) return false;
      this.#ranges.add(at);
    }
    if (isTrue(yield* this.#eval(rule.to))) this.#ranges.delete(at);
    return true;
  }

  /** Opens the next file of the arguments. @returns false when there is none */
  *#open(): Task<boolean> {
    const { process } = this.#tool;
    const argv = this.#globals.get('ARGV') as Table;
    for (; this.#argument < toNumber(this.#get('ARGC')); this.#argument++) {
      const path = toText(argv.get(String(this.#argument)));
      if (path === '') continue;
      const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(path);
      if (assignment !== null) {
        this.assign(assignment[1]!, escapes(assignment[2]!));
        continue;
      }
      this.#opened = true;
      this.#argument++;
      this.#globals.set('FILENAME', path);
      this.#globals.set('FNR', 0);
      try {
        this.#input = this.#reader(path === '-' ? 0 : process.open(path, { read: true }));
        return true;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        const message = this.#tool.gnu
          ? `cannot open ${path} (${error.message})`
          : `${path}: ${error.message}`;
        yield* this.#tool.flush();
        this.#tool.warn(message, this.#tool.gnu ? 2 : 1);
        this.#argument--;
      }
    }
    if (this.#opened) return false;
    this.#opened = true;
    this.#input = this.#reader(0);
    return true;
  }

  #reader(fd: number): LineReader {
    const separator = toText(this.#get('RS'));
    return new LineReader(this.#tool.process, fd, separator.length === 1 ? separator : '\n');
  }

  /** @returns a record of a stream, without its end; undefined at the end */
  *#readFrom(reader: LineReader): Task<string | undefined> {
    const separator = toText(this.#get('RS'));
    const strip = (text: string, end: string) => (text.endsWith(end) ? text.slice(0, -1) : text);
    if (separator !== '') {
      const line = yield* reader.next();
      return line === undefined ? undefined : strip(line, separator.length === 1 ? separator : '\n');
    }
    // RS = "": records are paragraphs.
    let line = yield* reader.next();
    while (line === '\n') line = yield* reader.next();
    if (line === undefined) return undefined;
    const lines: string[] = [];
    for (; line !== undefined && line !== '\n'; line = yield* reader.next()) lines.push(strip(line, '\n'));
    return lines.join('\n');
  }

  *#nextLine(): Task<string | undefined> {
    for (;;) {
      if (this.#input === undefined && !(yield* this.#open())) return undefined;
      const line = yield* this.#readFrom(this.#input!);
      if (line !== undefined) {
        this.#globals.set('NR', toNumber(this.#get('NR')) + 1);
        this.#globals.set('FNR', toNumber(this.#get('FNR')) + 1);
        return line;
      }
      this.#input = undefined;
      if (this.#argument >= toNumber(this.#get('ARGC'))) return undefined;
    }
  }

  *#nextRecord(): Task<boolean> {
    const line = yield* this.#nextLine();
    if (line === undefined) return false;
    this.#setRecord(line);
    return true;
  }

  #setRecord(text: string): void {
    this.#record = text;
    this.#fields = undefined;
    this.#stale = false;
  }

  /** @returns $0, made anew if a field was changed */
  #text(): string {
    if (this.#stale) {
      this.#record = this.#fields!.map((field) => toText(field, this.#format())).join(
        toText(this.#get('OFS')),
      );
      this.#stale = false;
    }
    return this.#record;
  }

  #list(): Value[] {
    this.#fields ??= this.#split(
      this.#record,
      toText(this.#globals.get('FS') as Value),
      toText(this.#globals.get('RS') as Value) === '',
    ).map((text) => new Input(text));
    return this.#fields;
  }

  #format(): string {
    return toText(this.#globals.get('CONVFMT') as Value);
  }

  #pattern(source: string): Pattern {
    let pattern = this.#patterns.get(source);
    if (pattern === undefined) {
      pattern = compilePattern(source, { extended: true });
      this.#patterns.set(source, pattern);
    }
    return pattern;
  }

  #split(text: string, separator: string, lines = false): string[] {
    if (text === '') return [];
    if (separator === ' ')
      return text.trim() === '' ? [] : text.replace(/^[ \t\n]+|[ \t\n]+$/g, '').split(/[ \t\n]+/);
    if (separator === '') return [...text];
    if (separator.length === 1 && separator !== '\\') {
      if (!lines) return text.split(separator);
      return text.split('\n').flatMap((line) => line.split(separator));
    }
    const parts: string[] = [];
    let at = 0;
    for (let from = 0; ; ) {
      const match = this.#pattern(separator).exec(text, from);
      if (match === undefined) break;
      if (match.end === match.index) {
        from = match.end + 1;
        if (from > text.length) break;
        continue;
      }
      parts.push(text.slice(at, match.index));
      at = match.end;
      from = at;
    }
    parts.push(text.slice(at));
    return parts;
  }

  #get(name: string): Value {
    if (name === 'NF' && this.#locals?.has(name) !== true) return this.#list().length;
    const slot = this.#locals?.has(name) === true ? this.#locals.get(name) : this.#globals.get(name);
    if (slot instanceof Map)
      return this.#tool.fail(
        this.#tool.gnu ? `type error: array ${name} used as a scalar` : 'cmd. line:1: Not a scalar',
        2,
      );
    return slot;
  }

  #set(name: string, value: Value): void {
    if (this.#locals?.has(name) === true) {
      this.#locals.set(name, value);
      return;
    }
    if (name === 'NF') {
      const fields = this.#list();
      const count = Math.max(0, Math.min(1_000_000, Math.trunc(toNumber(value))));
      while (fields.length < count) fields.push(undefined);
      fields.length = count;
      this.#stale = true;
      return;
    }
    this.#globals.set(name, value);
  }

  #table(name: string): Table {
    const scope = this.#locals?.has(name) === true ? this.#locals : this.#globals;
    let slot = scope.get(name);
    if (slot === undefined) {
      slot = new Map();
      scope.set(name, slot);
    }
    return slot instanceof Map
      ? slot
      : this.#tool.fail(
          this.#tool.gnu ? `type error: scalar ${name} used as an array` : 'cmd. line:1: Not an array',
          2,
        );
  }

  *#key(keys: readonly Expression[]): Task<string> {
    const parts: string[] = [];
    for (const key of keys) parts.push(toText(yield* this.#eval(key), this.#format()));
    return parts.join(toText(this.#get('SUBSEP')));
  }

  *#field(of: Expression): Task<number> {
    const index = Math.trunc(toNumber(yield* this.#eval(of)));
    if (index < 0 || index > 1_000_000)
      return this.#tool.fail(
        this.#tool.gnu ? `negative field index $${index}` : `cmd. line:1: Access to negative field`,
        2,
      );
    return index;
  }

  *#store(target: Expression, value: Value): Task<void> {
    if (target.kind === 'name') this.#set(target.name, value);
    else if (target.kind === 'index') {
      const table = this.#table(target.name);
      table.set(yield* this.#key(target.keys), value);
      if (table.size > 1_000_000) this.#tool.fail('out of memory');
    } else if (target.kind === 'field') {
      const index = yield* this.#field(target.of);
      if (index === 0) return this.#setRecord(toText(value, this.#format()));
      const fields = this.#list();
      while (fields.length < index) fields.push(undefined);
      fields[index - 1] = value;
      this.#stale = true;
    } else if (target.kind === 'group' && target.items.length === 1)
      yield* this.#store(target.items[0]!, value);
  }

  *#eval(node: Expression): Task<Value> {
    switch (node.kind) {
      case 'number':
      case 'string':
        return node.value;
      case 'regex':
        return this.#pattern(node.source).test(this.#text()) ? 1 : 0;
      case 'name':
        return this.#get(node.name);
      case 'field': {
        const index = yield* this.#field(node.of);
        return index === 0 ? new Input(this.#text()) : this.#list()[index - 1];
      }
      case 'index': {
        const key = yield* this.#key(node.keys);
        const table = this.#table(node.name);
        if (!table.has(key)) table.set(key, undefined);
        return table.get(key);
      }
      case 'group': {
        if (node.items.length === 1) return yield* this.#eval(node.items[0]!);
        return yield* this.#key(node.items);
      }
      case 'assign': {
        const right = yield* this.#eval(node.value);
        if (node.operator === '=') {
          yield* this.#store(node.target, right);
          return right;
        }
        const value = arithmetic(
          this.#tool,
          node.operator[0]!,
          toNumber(yield* this.#eval(node.target)),
          toNumber(right),
        );
        yield* this.#store(node.target, value);
        return value;
      }
      case 'step': {
        const old = toNumber(yield* this.#eval(node.target));
        yield* this.#store(node.target, old + node.by);
        return node.before ? old + node.by : old;
      }
      case 'unary': {
        const value = yield* this.#eval(node.of);
        if (node.operator === '!') return isTrue(value) ? 0 : 1;
        return node.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'condition':
        return yield* this.#eval(isTrue(yield* this.#eval(node.test)) ? node.yes : node.no);
      case 'in':
        return this.#table(node.name).has(yield* this.#key(node.keys)) ? 1 : 0;
      case 'binary':
        return yield* this.#binary(node.operator, node.left, node.right);
      case 'call':
        return this.#program.functions.has(node.name)
          ? yield* this.#call(node.name, node.args)
          : yield* this.#builtin(node.name, node.args);
      case 'getline':
        return yield* this.#getline(node);
    }
  }

  *#binary(operator: string, left: Expression, right: Expression): Task<Value> {
    if (operator === '&&') return isTrue(yield* this.#eval(left)) && isTrue(yield* this.#eval(right)) ? 1 : 0;
    if (operator === '||') return isTrue(yield* this.#eval(left)) || isTrue(yield* this.#eval(right)) ? 1 : 0;
    const one = yield* this.#eval(left);
    if (operator === '~' || operator === '!~') {
      const pattern = yield* this.#regex(right);
      return pattern.test(toText(one, this.#format())) === (operator === '~') ? 1 : 0;
    }
    const two = yield* this.#eval(right);
    switch (operator) {
      case ' ': {
        const joined = toText(one, this.#format()) + toText(two, this.#format());
        if (joined.length > 16_000_000) this.#tool.fail('out of memory');
        return joined;
      }
      case '<':
        return compare(one, two, this.#format()) < 0 ? 1 : 0;
      case '<=':
        return compare(one, two, this.#format()) <= 0 ? 1 : 0;
      case '==':
        return compare(one, two, this.#format()) === 0 ? 1 : 0;
      case '!=':
        return compare(one, two, this.#format()) !== 0 ? 1 : 0;
      case '>':
        return compare(one, two, this.#format()) > 0 ? 1 : 0;
      case '>=':
        return compare(one, two, this.#format()) >= 0 ? 1 : 0;
      default:
        return arithmetic(this.#tool, operator, toNumber(one), toNumber(two));
    }
  }

  /** An expression that stands for a regular expression: its source, or its value as one. */
  *#regex(node: Expression): Task<Pattern> {
    if (node.kind === 'regex') return this.#pattern(node.source);
    return this.#pattern(toText(yield* this.#eval(node), this.#format()));
  }

  *#call(name: string, args: readonly Expression[]): Task<Value> {
    const { parameters, body } = this.#program.functions.get(name)!;
    const locals = new Map<string, Slot>();
    const lent: [string, string][] = [];
    for (const [at, parameter] of parameters.entries()) {
      const node = args[at];
      let slot: Slot;
      if (node?.kind === 'name') {
        const scope = this.#locals?.has(node.name) === true ? this.#locals : this.#globals;
        slot = scope.get(node.name);
        // A name that is nothing yet may become an array in the function.
        if (slot === undefined && !scope.has(node.name)) lent.push([parameter, node.name]);
        else if (slot === undefined && scope === this.#locals) lent.push([parameter, node.name]);
        if (node.name === 'NF') slot = this.#get('NF');
      } else slot = node === undefined ? undefined : yield* this.#eval(node);
      locals.set(parameter, slot);
    }
    if (++this.#depth > MOST_DEPTH) this.#tool.fail('function call nesting too deep', 2);
    const outer = this.#locals;
    this.#locals = locals;
    try {
      yield* this.#execute(body);
      return undefined;
    } catch (error) {
      if (error instanceof Leave && error.how === 'return') return error.value;
      throw error;
    } finally {
      this.#locals = outer;
      this.#depth--;
      for (const [parameter, own] of lent) {
        const slot = locals.get(parameter);
        if (slot instanceof Map) (outer?.has(own) === true ? outer : this.#globals).set(own, slot);
      }
    }
  }

  *#substitute(name: string, args: readonly Expression[]): Task<number> {
    const pattern = yield* this.#regex(args[0]!);
    const replacement = toText(yield* this.#eval(args[1]!), this.#format());
    const target: Expression = args[2] ?? { kind: 'field', of: { kind: 'number', value: 0 } };
    const text = toText(yield* this.#eval(target), this.#format());
    const fill = (match: Match) =>
      replacement.replace(/\\\\&|\\&|\\\\|&/g, (sign) =>
        sign === '&'
          ? match.groups[0]!
          : sign === '\\&'
            ? '&'
            : sign === '\\\\&'
              ? `\\${match.groups[0]}`
              : '\\',
      );
    let out = '';
    let at = 0;
    let count = 0;
    let last = -1;
    for (let from = 0; from <= text.length; ) {
      const match = pattern.exec(text, from);
      if (match === undefined) break;
      if (match.end === match.index && match.index === last) {
        from++;
        continue;
      }
      out += text.slice(at, match.index) + fill(match);
      count++;
      at = match.end;
      last = match.end;
      if (name === 'sub') break;
      from = match.end > match.index ? match.end : match.end + 1;
    }
    if (count > 0) yield* this.#store(target, out + text.slice(at));
    return count;
  }

  *#builtin(name: string, args: readonly Expression[]): Task<Value> {
    const [first, second] = args;
    if (name === 'sub' || name === 'gsub') return yield* this.#substitute(name, args);
    if (name === 'length') {
      if (first === undefined) return this.#text().length;
      if (first.kind === 'name') {
        const slot =
          this.#locals?.has(first.name) === true
            ? this.#locals.get(first.name)
            : this.#globals.get(first.name);
        if (slot instanceof Map) return slot.size;
      }
      return toText(yield* this.#eval(first), this.#format()).length;
    }
    if (name === 'split') {
      const text = toText(yield* this.#eval(first!), this.#format());
      const third = args[2];
      const separator =
        third === undefined
          ? toText(this.#get('FS'))
          : third.kind === 'regex'
            ? third.source
            : toText(yield* this.#eval(third), this.#format());
      const table = this.#table((second as { name: string }).name);
      table.clear();
      const parts =
        third?.kind === 'regex' && separator.length === 1
          ? this.#split(text, `(${separator})`)
          : this.#split(text, separator);
      for (const [at, part] of parts.entries()) table.set(String(at + 1), new Input(part));
      return parts.length;
    }
    if (name === 'match') {
      const text = toText(yield* this.#eval(first!), this.#format());
      const match = (yield* this.#regex(second!)).exec(text);
      this.#set('RSTART', match === undefined ? 0 : match.index + 1);
      this.#set('RLENGTH', match === undefined ? -1 : match.end - match.index);
      return match === undefined ? 0 : match.index + 1;
    }
    const values: Value[] = [];
    for (const node of args) values.push(yield* this.#eval(node));
    const text = (at: number) => toText(values[at], this.#format());
    const number = (at: number) => toNumber(values[at]);
    switch (name) {
      case 'substr': {
        const whole = text(0);
        const from = Math.round(number(1));
        const to = values.length > 2 ? from + Math.round(number(2)) : Infinity;
        return whole.slice(Math.max(0, from - 1), Math.max(0, to - 1));
      }
      case 'index':
        return text(0).indexOf(text(1)) + 1;
      case 'sprintf':
        return sprintf(text(0), values.slice(1));
      case 'toupper':
        return text(0).replace(/[a-z]/g, (sign) => sign.toUpperCase());
      case 'tolower':
        return text(0).replace(/[A-Z]/g, (sign) => sign.toLowerCase());
      case 'int':
        return Math.trunc(number(0));
      case 'sqrt':
      case 'sin':
      case 'cos':
      case 'exp':
      case 'log':
        return Math[name](number(0));
      case 'atan2':
        return Math.atan2(number(0), number(1));
      case 'rand':
        return this.#tool.process.random();
      case 'srand': {
        const old = this.#seed;
        this.#seed = values.length > 0 ? number(0) : Math.floor(this.#tool.process.now() / 1000);
        return old;
      }
      case 'systime':
        return Math.floor(this.#tool.process.now() / 1000);
      case 'strftime':
        return formatTime(
          values.length > 1 ? number(1) * 1000 : this.#tool.process.now(),
          values.length > 0 ? text(0) : '%c',
        );
      case 'and':
        return Number(BigInt(number(0)) & BigInt(number(1)));
      case 'or':
        return Number(BigInt(number(0)) | BigInt(number(1)));
      case 'xor':
        return Number(BigInt(number(0)) ^ BigInt(number(1)));
      case 'lshift':
        return number(0) * 2 ** number(1);
      case 'rshift':
        return Math.floor(number(0) / 2 ** number(1));
      case 'system':
        return yield* this.#system(text(0));
      case 'close':
        return yield* this.#close(text(0));
      case 'fflush':
        yield* this.#tool.flush();
        return 0;
      default:
        return this.#tool.refuse(`awk's function ${name}`, 2);
    }
  }

  *#system(command: string): Task<number> {
    yield* this.#tool.flush();
    const { process } = this.#tool;
    const pid = process.spawn({ argv: ['sh', '-c', command], env: process.env });
    return (yield* process.wait(pid))?.status ?? 0;
  }

  /** A command whose output is read ('r') or whose input is written ('w'). */
  *#pipe(command: string, direction: 'r' | 'w'): Task<Stream> {
    yield* this.#tool.flush();
    const { process } = this.#tool;
    const ends = process.pipe();
    const files =
      direction === 'r'
        ? ([
            [0, 0],
            [1, ends.write],
            [2, 2],
          ] as const)
        : ([
            [0, ends.read],
            [1, 1],
            [2, 2],
          ] as const);
    const pid = process.spawn({ argv: ['sh', '-c', command], env: process.env, files: new Map(files) });
    process.close(direction === 'r' ? ends.write : ends.read);
    return direction === 'r'
      ? { fd: ends.read, pid, reader: this.#reader(ends.read) }
      : { fd: ends.write, pid };
  }

  *#close(name: string): Task<number> {
    const stream = this.#streams.get(name);
    if (stream === undefined) return -1;
    yield* this.#tool.flush();
    this.#streams.delete(name);
    this.#tool.process.close(stream.fd);
    return stream.pid === undefined ? 0 : ((yield* this.#tool.process.wait(stream.pid))?.status ?? 0);
  }

  *#getline(node: Extract<Expression, { kind: 'getline' }>): Task<number> {
    let line: string | undefined;
    if (node.from === 'input') line = yield* this.#nextLine();
    else {
      const name = toText(yield* this.#eval(node.source!), this.#format());
      let stream = this.#streams.get(name);
      if (stream === undefined) {
        try {
          if (node.from === 'command') stream = yield* this.#pipe(name, 'r');
          else {
            const fd = name === '-' ? 0 : this.#tool.process.open(name, { read: true });
            stream = { fd, reader: this.#reader(fd) };
          }
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          return -1;
        }
        this.#streams.set(name, stream);
      }
      line = yield* this.#readFrom(stream.reader!);
    }
    if (line === undefined) return 0;
    if (node.from === 'command') this.#globals.set('NR', toNumber(this.#get('NR')) + 1);
    if (node.target === undefined) this.#setRecord(line);
    else yield* this.#store(node.target, new Input(line));
    return 1;
  }

  *#print(node: Extract<Statement, { kind: 'print' }>): Task<void> {
    const values: Value[] = [];
    for (const arg of node.args) values.push(yield* this.#eval(arg));
    const format = toText(this.#get('OFMT'));
    let text: string;
    if (node.format) text = sprintf(toText(values[0]), values.slice(1));
    else
      text =
        (values.length === 0
          ? this.#text()
          : values.map((value) => toText(value, format)).join(toText(this.#get('OFS')))) +
        toText(this.#get('ORS'));
    if (node.target === undefined) {
      this.#tool.out(text);
      yield* this.#tool.drain();
      return;
    }
    const name = toText(yield* this.#eval(node.target), this.#format());
    if (name === '/dev/stdout' || name === '-') return this.#tool.out(text);
    if (name === '/dev/stderr') return this.#tool.out(text, 2);
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      try {
        const append = node.to === '>>';
        stream =
          node.to === '|'
            ? yield* this.#pipe(name, 'w')
            : { fd: this.#tool.process.open(name, { write: true, create: true, append, truncate: !append }) };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        throw new Exit(
          this.#tool.fail(
            this.#tool.gnu ? `cannot open "${name}" for output` : `can't open '${name}': ${error.message}`,
            this.#tool.gnu ? 2 : 1,
          ),
        );
      }
      this.#streams.set(name, stream);
    }
    yield* this.#tool.process.write(stream.fd, text);
  }

  *#execute(node: Statement): Task<void> {
    if (++this.#steps % 2000 === 0) yield* this.#tool.process.work(4);
    switch (node.kind) {
      case 'block':
        for (const one of node.body) yield* this.#execute(one);
        return;
      case 'expression':
        yield* this.#eval(node.of);
        return;
      case 'print':
        return yield* this.#print(node);
      case 'if':
        if (isTrue(yield* this.#eval(node.test))) yield* this.#execute(node.yes);
        else if (node.no !== undefined) yield* this.#execute(node.no);
        return;
      case 'while':
        if (node.first && (yield* this.#body(node.body))) return;
        while (isTrue(yield* this.#eval(node.test))) if (yield* this.#body(node.body)) return;
        return;
      case 'for':
        if (node.begin !== undefined) yield* this.#execute(node.begin);
        while (node.test === undefined || isTrue(yield* this.#eval(node.test))) {
          if (yield* this.#body(node.body)) return;
          if (node.step !== undefined) yield* this.#execute(node.step);
        }
        return;
      case 'each':
        for (const key of [...this.#table(node.of).keys()]) {
          this.#set(node.name, new Input(key));
          if (yield* this.#body(node.body)) return;
        }
        return;
      case 'delete': {
        const table = this.#table(node.name);
        if (node.keys === undefined) table.clear();
        else table.delete(yield* this.#key(node.keys));
        return;
      }
      case 'leave':
        throw new Leave(node.how);
      case 'return':
        throw new Leave('return', node.value === undefined ? undefined : yield* this.#eval(node.value));
      case 'exit':
        if (node.value !== undefined)
          this.#status = Math.trunc(toNumber(yield* this.#eval(node.value))) & 255;
        throw new Leave('exit');
    }
  }

  /** Runs a loop's body. @returns true if it was left with break */
  *#body(node: Statement): Task<boolean> {
    if (++this.#steps % 2000 === 0) yield* this.#tool.process.work(4);
    try {
      yield* this.#execute(node);
    } catch (error) {
      if (!(error instanceof Leave) || (error.how !== 'break' && error.how !== 'continue')) throw error;
      return error.how === 'break';
    }
    return false;
  }
}

function arithmetic(tool: Tool, operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0)
        tool.fail(tool.gnu ? 'division by zero' : 'cmd. line:1: Division by zero', tool.gnu ? 2 : 1);
      return left / right;
    case '%':
      if (right === 0)
        tool.fail(tool.gnu ? 'division by zero in %' : 'cmd. line:1: Division by zero', tool.gnu ? 2 : 1);
      return left % right;
    default:
      return left ** right;
  }
}
