import type { Task } from '../../../kernel/process.ts';
import { complaint, readWhole } from '../../support/input.ts';
import { parseOptions } from '../../support/options.ts';
import type { Match, Pattern } from '../../support/regex/pattern.ts';
import { type Applet, Exit, reason, type Tool } from '../../support/tool.ts';
import { type Address, type Command, parseScript, type Replacement } from './parse.ts';

/** sed(1): -n -i[SUFFIX] -E -r -e -f -s -z. */
export const sed: Applet = function* (tool) {
  const options = parseOptions(tool, 'ni::Ere:f:sz', {
    quiet: 'n',
    silent: 'n',
    'in-place=?': 'i',
    'regexp-extended': 'E',
    'expression=': 'e',
    'file=': 'f',
    separate: 's',
    'null-data': 'z',
  });
  const operands = [...options.rest];
  const scripts: string[] = [];
  for (const { flag, value } of options.order) {
    if (flag === 'e') scripts.push(value);
    if (flag === 'f') {
      try {
        scripts.push((yield* readWhole(tool.process, value)).replace(/^#n\n/, '').replace(/\n$/, ''));
      } catch (error) {
        tool.fail(
          tool.gnu
            ? `couldn't open file ${value}: ${reason(error)}`
            : `can't open '${value}': ${reason(error)}`,
        );
      }
    }
  }
  if (scripts.length === 0) {
    const first = operands.shift();
    if (first === undefined) {
      tool.out(
        tool.gnu
          ? 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n'
          : 'BusyBox v1.37.0 multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\n',
        2,
      );
      return 1;
    }
    scripts.push(first);
  }
  const commands = parseScript(tool, scripts.join('\n'), options.has('E') || options.has('r'));
  const labels = new Map(
    commands.flatMap((command, at) => (command.name === ':' ? [[command.text, at] as const] : [])),
  );
  for (const command of commands)
    if ('btT'.includes(command.name) && command.text !== '' && !labels.has(command.text))
      tool.fail(
        tool.gnu
          ? `-e expression #1, char ${scripts.join('\n').length}: can't find label for jump to \`${command.text}'`
          : `can't find label for jump to '${command.text}'`,
      );
  const quiet = options.has('n');
  const inPlace = options.get('i');
  const texts: { path: string; text: string }[] = [];
  for (const path of operands.length === 0 ? ['-'] : operands) {
    try {
      if (
        inPlace !== undefined &&
        tool.gnu &&
        tool.process.fs.exists(path) &&
        tool.process.fs.stat(path).kind !== 'file'
      )
        tool.fail(`couldn't edit ${path}: not a regular file`, 4);
      texts.push({ path, text: yield* readWhole(tool.process, path) });
    } catch (error) {
      tool.warn(
        tool.gnu ? complaint(tool, path, reason(error)) : `${path}: ${reason(error)}`,
        tool.gnu ? 2 : 1,
      );
    }
  }
  const end = options.has('z') ? '\0' : '\n';
  if (inPlace === undefined && !options.has('s')) {
    const run = new Run(tool, commands, labels, quiet, end, (text) => tool.out(text));
    return yield* run.over(texts.map((one) => one.text));
  }
  for (const { path, text } of texts) {
    let out = '';
    const write =
      inPlace === undefined
        ? (line: string) => tool.out(line)
        : (line: string) => {
            out += line;
          };
    const status = yield* new Run(tool, commands, labels, quiet, end, write).over([text]);
    if (inPlace !== undefined) {
      if (inPlace !== '')
        tool.process.fs.writeFile(
          inPlace.includes('*') ? inPlace.replaceAll('*', path) : path + inPlace,
          text,
        );
      tool.process.fs.writeFile(path, out);
    }
    if (status !== undefined) return status;
  }
  return undefined;
};

/** How many commands may run for one line before others get a turn. */
const TURN = 5000;

/** One run of a script over texts that are one stream. */
class Run {
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
    const { all, nth, print, write } = command.flags!;
    const text = this.#space;
    let out = '';
    let at = 0;
    let count = 0;
    let done = false;
    // Where the last match that was not empty ended.
    let last = -1;
    for (let from = 0; from <= text.length; ) {
      const match = this.#exec(command.pattern, text, from);
      if (match === undefined) break;
      // An empty match right after another match is none.
      const empty = match.end === match.index;
      if (empty && match.index === last) {
        if (match.index >= text.length) break;
        out += text.slice(at, match.index + 1);
        at = match.index + 1;
        from = at;
        continue;
      }
      count++;
      out += text.slice(at, match.index);
      if (count >= nth) {
        out += fill(command.replacement!, match);
        done = true;
      } else out += text.slice(match.index, match.end);
      at = match.end;
      if (!empty) last = match.end;
      if (done && !all) break;
      if (empty) {
        if (match.end >= text.length) break;
        out += text[match.end];
        at = match.end + 1;
      }
      from = at;
    }
    if (!done) return false;
    this.#space = out + text.slice(at);
    if (this.#space.length > 4_000_000) throw new Exit(this.#tool.fail('out of memory'));
    if (print) this.#print(this.#space);
    if (write !== undefined) this.#save(write);
    return true;
  }
}

/** @returns the replacement with its groups put in */
function fill(replacement: Replacement, match: Match): string {
  let out = '';
  let mode: 'U' | 'L' | 'E' = 'E';
  let once: 'u' | 'l' | undefined;
  for (const part of replacement) {
    if (typeof part === 'object' && 'turn' in part) {
      if (part.turn === 'u' || part.turn === 'l') once = part.turn;
      else mode = part.turn;
      continue;
    }
    let text = typeof part === 'string' ? part : (match.groups[part.group] ?? '');
    if (mode === 'U') text = text.toUpperCase();
    if (mode === 'L') text = text.toLowerCase();
    if (once !== undefined && text !== '') {
      text = (once === 'u' ? text[0]!.toUpperCase() : text[0]!.toLowerCase()) + text.slice(1);
      once = undefined;
    }
    out += text;
  }
  return out;
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
