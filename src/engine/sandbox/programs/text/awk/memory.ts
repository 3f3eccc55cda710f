import { compilePattern, type Pattern } from '../../support/regex/pattern.ts';
import type { Tool } from '../../support/tool.ts';
import { Input, toNumber, toText, type Value } from './values.ts';

/** An array. */
export type Table = Map<string, Value>;
/** What a name stands for. */
export type Slot = Value | Table;

/** What a program of awk remembers: variables, arrays, and the record with its fields. */
export class Memory {
  readonly #tool: Tool;
  readonly globals = new Map<string, Slot>();
  /** Variables of the function that runs; a name that is not here is global. */
  locals: Map<string, Slot> | undefined;
  readonly #patterns = new Map<string, Pattern>();
  #record = '';
  #fields: Value[] | undefined;
  /** Whether a field was changed since $0 was made. */
  #stale = false;

  constructor(tool: Tool, operands: readonly string[]) {
    this.#tool = tool;
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
    for (const [name, value] of Object.entries(start)) this.globals.set(name, value);
    this.globals.set('ARGC', operands.length + 1);
    this.globals.set(
      'ARGV',
      new Map<string, Value>([
        ['0', 'awk'],
        ...operands.map((text, at) => [String(at + 1), new Input(text)] as const),
      ]),
    );
    this.globals.set(
      'ENVIRON',
      new Map([...tool.process.env].map(([name, value]) => [name, new Input(value)])),
    );
  }

  /** Sets a variable from the command line. */
  assign(name: string, text: string): void {
    this.globals.set(name, new Input(text));
  }

  /** @returns where a variable of the name is, or would come to be */
  scopeOf(name: string): Map<string, Slot> {
    return this.locals?.has(name) === true ? this.locals : this.globals;
  }

  /** @returns the value of a variable. @throws Exit if it is an array */
  get(name: string): Value {
    if (name === 'NF' && this.locals?.has(name) !== true) return this.list().length;
    const slot = this.scopeOf(name).get(name);
    if (slot instanceof Map)
      return this.#tool.fail(
        this.#tool.gnu ? `type error: array ${name} used as a scalar` : 'cmd. line:1: Not a scalar',
        2,
      );
    return slot;
  }

  /** Sets a variable; NF makes fields more or fewer. */
  set(name: string, value: Value): void {
    if (this.locals?.has(name) === true) {
      this.locals.set(name, value);
      return;
    }
    if (name === 'NF') {
      const fields = this.list();
      const count = Math.max(0, Math.min(1_000_000, Math.trunc(toNumber(value))));
      while (fields.length < count) fields.push(undefined);
      fields.length = count;
      this.#stale = true;
      return;
    }
    this.globals.set(name, value);
  }

  /** @returns an array, which comes to be when it is first named. @throws Exit if it is none */
  table(name: string): Table {
    const scope = this.scopeOf(name);
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

  /** Sets $0, and with it the fields. */
  setRecord(text: string): void {
    this.#record = text;
    this.#fields = undefined;
    this.#stale = false;
  }

  /** @returns $0, made anew if a field was changed */
  text(): string {
    if (this.#stale) {
      this.#record = this.#fields!.map((field) => toText(field, this.format())).join(toText(this.get('OFS')));
      this.#stale = false;
    }
    return this.#record;
  }

  /** @returns the fields, cut from the record when they are asked for */
  list(): Value[] {
    this.#fields ??= this.split(
      this.#record,
      toText(this.globals.get('FS') as Value),
      toText(this.globals.get('RS') as Value) === '',
    ).map((text) => new Input(text));
    return this.#fields;
  }

  /** Sets a field, from 1; those before it come to be. */
  setField(index: number, value: Value): void {
    const fields = this.list();
    while (fields.length < index) fields.push(undefined);
    fields[index - 1] = value;
    this.#stale = true;
  }

  /** @returns how numbers become text */
  format(): string {
    return toText(this.globals.get('CONVFMT') as Value);
  }

  /** @returns a regular expression, compiled once */
  pattern(source: string): Pattern {
    let pattern = this.#patterns.get(source);
    if (pattern === undefined) {
      pattern = compilePattern(source, { extended: true });
      this.#patterns.set(source, pattern);
    }
    return pattern;
  }

  /** Cuts a text at a separator: a space stands for white space, one sign for itself, more for a regular expression. */
  split(text: string, separator: string, lines = false): string[] {
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
      const match = this.pattern(separator).exec(text, from);
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
}
