import type { Task } from '../../../kernel/process.ts';
import type { Match, Pattern } from '../../support/regex/pattern.ts';
import { Exit, type Tool } from '../../support/tool.ts';
import type { Address, Command } from './ast.ts';
import { substituted } from './substitution.ts';

/** How many commands may run for one line before others get a turn. */
const TURN = 5000;

/** One run of a script over texts that are one stream. */
export class Run {
  readonly #tool: Tool;
  readonly #commands: readonly Command[];
  readonly #labels: ReadonlyMap<string, number>;
  readonly #quiet: boolean;
  readonly #end: string;
  readonly #write: (text: string) => void;
  /** Line at which a range began; 0 outside of it. Index is that of the command. */
  readonly #ranges = new Map<number, number>();
  #lines: string[] = [];
  #next = 0;
  #missing = false;
  #space = '';
  #hold = '';
  #after: string[] = [];
  #last: Pattern | undefined;
  #written = new Set<string>();

  constructor(
    tool: Tool,
    commands: readonly Command[],
    labels: ReadonlyMap<string, number>,
    quiet: boolean,
    end: string,
    write: (text: string) => void,
  ) {
    this.#tool = tool;
    this.#commands = commands;
    this.#labels = labels;
    this.#quiet = quiet;
    this.#end = end;
    this.#write = write;
  }

  /** @returns the status of q; undefined if the script went through to the end */
  *over(texts: readonly string[]): Task<number | undefined> {
    for (const [at, text] of texts.entries()) {
      const lines = text.split(this.#end);
      if (lines.at(-1) === '') lines.pop();
      else if (at === texts.length - 1) this.#missing = true;
      this.#lines.push(...lines);
    }
    let restart = false;
    while (this.#next < this.#lines.length || restart) {
      if (!restart) this.#space = this.#lines[this.#next++]!;
      const outcome = yield* this.#cycle();
      restart = outcome === 'restart';
      if (typeof outcome === 'number') return outcome;
      yield* this.#tool.drain();
    }
    return undefined;
  }

  #print(text: string): void {
    // The last line of a file without a newline is written without one.
    const bare = this.#missing && this.#next >= this.#lines.length;
    this.#write(text + (bare ? '' : this.#end));
  }

  #finish(print: boolean): void {
    if (print && !this.#quiet) this.#print(this.#space);
    for (const text of this.#after) this.#write(text);
    this.#after = [];
  }

  /** Runs the script for a line. @returns 'restart' if D wants it run again without a new line; a status if q ended it */
  *#cycle(): Task<'restart' | 'next' | number> {
    let substituted = false;
    let steps = 0;
    for (let at = 0; at < this.#commands.length; at++) {
      // Work on a long line is more.
      const before = steps;
      steps += 1 + (this.#space.length >> 5);
      if (Math.floor(steps / TURN) > Math.floor(before / TURN)) yield* this.#tool.process.work(4);
      const command = this.#commands[at]!;
      if (this.#selects(command, at) === command.negated) {
        if (command.name === '{') at = command.end;
        continue;
      }
      switch (command.name) {
        case '=':
          this.#write(`${this.#next}\n`);
          break;
        case 'a':
          this.#after.push(command.text);
          break;
        case 'i':
          this.#write(command.text);
          break;
        case 'c':
          if (command.to === undefined || command.negated || this.#ranges.get(at) === undefined)
            this.#write(command.text);
          this.#finish(false);
          return 'next';
        case 'd':
          this.#finish(false);
          return 'next';
        case 'D': {
          const newline = this.#space.indexOf('\n');
          this.#finish(false);
          if (newline < 0) return 'next';
          this.#space = this.#space.slice(newline + 1);
          return 'restart';
        }
        case 'p':
          this.#print(this.#space);
          break;
        case 'P':
          this.#write(`${this.#space.split('\n')[0]}\n`);
          break;
        case 'l':
          this.#write(`${visible(this.#space)}$\n`);
          break;
        case 'n':
          if (this.#next >= this.#lines.length) {
            this.#finish(true);
            return this.#tool.status;
          }
          this.#finish(true);
          this.#space = this.#lines[this.#next++]!;
          break;
        case 'N':
          if (this.#next >= this.#lines.length) {
            this.#finish(true);
            return this.#tool.status;
          }
          for (const text of this.#after) this.#write(text);
          this.#after = [];
          this.#space += `\n${this.#lines[this.#next++]!}`;
          break;
        case 'g':
          this.#space = this.#hold;
          break;
        case 'G':
          this.#space += `\n${this.#hold}`;
          break;
        case 'h':
          this.#hold = this.#space;
          break;
        case 'H':
          this.#hold += `\n${this.#space}`;
          break;
        case 'x':
          [this.#space, this.#hold] = [this.#hold, this.#space];
          break;
        case 'z':
          this.#space = '';
          break;
        case 'y':
          this.#space = [...this.#space].map((sign) => command.map!.get(sign) ?? sign).join('');
          break;
        case 's':
          substituted = this.#substitute(command) || substituted;
          break;
        case 'r':
          if (this.#tool.process.fs.exists(command.text))
            this.#after.push(this.#tool.process.fs.readFile(command.text));
          break;
        case 'w':
          this.#save(command.text);
          break;
        case 'q':
          this.#finish(true);
          return Number(command.text || this.#tool.status);
        case 'Q':
          return Number(command.text || 0);
        case 'b':
        case 't':
        case 'T':
          if (command.name === 't' && !substituted) break;
          if (command.name === 'T' && substituted) {
            substituted = false;
            break;
          }
          if (command.name === 't') substituted = false;
          at = command.text === '' ? this.#commands.length : this.#labels.get(command.text)!;
          break;
        default:
          break;
      }
    }
    this.#finish(true);
    return 'next';
  }

  #save(path: string): void {
    if (path === '/dev/stdout') {
      this.#write(`${this.#space}\n`);
      return;
    }
    if (path === '/dev/stderr') {
      this.#tool.out(`${this.#space}\n`, 2);
      return;
    }
    this.#tool.process.fs.writeFile(path, `${this.#space}\n`, { append: this.#written.has(path) });
    this.#written.add(path);
  }

  #matches(address: Address): boolean {
    switch (address.kind) {
      case 'line':
        return this.#next === address.line;
      case 'last':
        return this.#next >= this.#lines.length;
      case 'step':
        return address.step === 0
          ? this.#next === address.first
          : this.#next >= address.first && (this.#next - address.first) % address.step === 0;
      case 'match':
        return this.#exec(address.pattern, this.#space, 0) !== undefined;
      default:
        return false;
    }
  }

  #exec(pattern: Pattern | undefined, text: string, from: number): Match | undefined {
    const used = pattern ?? this.#last;
    if (used === undefined)
      return this.#tool.fail(
        this.#tool.gnu ? '-e expression #1, char 0: no previous regular expression' : 'no previous regexp',
      );
    this.#last = used;
    return used.exec(text, from);
  }

  #selects(command: Command, at: number): boolean {
    const { from, to } = command;
    if (from === undefined) return true;
    if (to === undefined) return this.#matches(from);
    const begun = this.#ranges.get(at);
    if (begun === undefined) {
      const starts =
        this.#matches(from) ||
        (from.kind === 'line' && from.line === 0 && this.#next === 1 && to.kind === 'match');
      if (!starts) return false;
      // A second address that lies at or before the first makes the range one line.
      const over =
        (to.kind === 'line' && to.line <= this.#next) ||
        (to.kind === 'plus' && to.count === 0) ||
        (to.kind === 'multiple' && (to.of === 0 || this.#next % to.of === 0)) ||
        (to.kind === 'last' && this.#next >= this.#lines.length) ||
        (from.kind === 'line' && from.line === 0 && this.#matches(to));
      if (!over) this.#ranges.set(at, this.#next);
      return true;
    }
    if (to.kind === 'line' && this.#next > to.line) {
      this.#ranges.delete(at);
      return this.#matches(from);
    }
    const ends =
      to.kind === 'plus'
        ? this.#next >= begun + to.count
        : to.kind === 'multiple'
          ? this.#next % to.of === 0
          : this.#matches(to);
    if (ends) this.#ranges.delete(at);
    return true;
  }

  #substitute(command: Command): boolean {
    const { print, write } = command.flags!;
    const find = (text: string, from: number) => this.#exec(command.pattern, text, from);
    const changed = substituted(this.#space, find, command.replacement!, command.flags!);
    if (changed === undefined) return false;
    this.#space = changed;
    if (this.#space.length > 4_000_000) throw new Exit(this.#tool.fail('out of memory'));
    if (print) this.#print(this.#space);
    if (write !== undefined) this.#save(write);
    return true;
  }
}

/** The l command's form of a line. */
function visible(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '\n': '\\n',
    '\t': '\\t',
    '\\': '\\\\',
    '\r': '\\r',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
  };
  return text.replace(
    /[^ -[\]-~]/g,
    (sign) => names[sign] ?? `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}
