import { bracketEnd } from '../../support/glob.ts';
import { compilePattern, type Pattern, PatternError } from '../../support/regex/pattern.ts';
import type { Tool } from '../../support/tool.ts';
import type { Address, Command } from './ast.ts';
import { parseReplacement } from './replacement.ts';

/** Turns a script into commands; ends the tool with sed's message where it is wrong. */
export function parseScript(tool: Tool, script: string, extended: boolean): readonly Command[] {
  return new Parser(tool, script, extended).parse();
}

class Parser {
  readonly #tool: Tool;
  readonly #text: string;
  readonly #extended: boolean;
  #at = 0;

  constructor(tool: Tool, text: string, extended: boolean) {
    this.#tool = tool;
    this.#text = text;
    this.#extended = extended;
  }

  /** GNU tells where, busybox only what. */
  #bad(gnu: string, busybox: string): never {
    return this.#tool.fail(this.#tool.gnu ? `-e expression #1, char ${this.#at}: ${gnu}` : busybox);
  }

  #skip(pattern: RegExp): void {
    while (this.#at < this.#text.length && pattern.test(this.#text[this.#at]!)) this.#at++;
  }

  parse(): readonly Command[] {
    const commands: Command[] = [];
    const open: number[] = [];
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.#at >= this.#text.length) break;
      if (this.#text[this.#at] === '#') {
        this.#skip(/[^\n]/);
        continue;
      }
      const command = this.#command();
      if (command.name === '{') open.push(commands.length);
      if (command.name === '}') {
        const begin = open.pop();
        if (begin === undefined) this.#bad("unexpected `}'", "unmatched '}'");
        commands[begin!]!.end = commands.length;
      }
      commands.push(command);
    }
    if (open.length > 0) this.#bad("unmatched `{'", "unmatched '{'");
    return commands;
  }

  #command(): Command {
    const from = this.#address();
    let to: Address | undefined;
    if (from !== undefined) {
      this.#skip(/[ \t]/);
      if (this.#text[this.#at] === ',') {
        this.#at++;
        this.#skip(/[ \t]/);
        to = this.#address(true);
        if (to === undefined) this.#bad("unexpected `,'", 'no address after comma');
      }
    }
    this.#skip(/[ \t]/);
    let negated = false;
    while (this.#text[this.#at] === '!') {
      negated = true;
      this.#at++;
      this.#skip(/[ \t]/);
    }
    const name = this.#text[this.#at];
    if (name === undefined) this.#bad('missing command', 'missing command');
    this.#at++;
    const base = { name: name!, from, to, negated, text: '', end: -1 };
    switch (name) {
      case '{':
      case '}':
        return base;
      case 's':
        return { ...base, ...this.#substitute() };
      case 'y':
        return { ...base, map: this.#transliterate() };
      case 'a':
      case 'i':
      case 'c':
        return { ...base, text: this.#lines() };
      case ':':
        if (from !== undefined) this.#bad(": doesn't want any addresses", ": doesn't want any addresses");
        return { ...base, text: this.#word(/[^\n;}]/) };
      case 'b':
      case 't':
      case 'T':
        return { ...base, text: this.#word(/[^\n;}]/) };
      case 'r':
      case 'w':
        return { ...base, text: this.#word(/[^\n]/) };
      case 'q':
      case 'Q':
      case 'l':
      case 'L':
        return this.#ended({ ...base, text: this.#tool.gnu ? this.#word(/\d/) : '' });
      case 'd':
      case 'D':
      case 'p':
      case 'P':
      case 'n':
      case 'N':
      case 'g':
      case 'G':
      case 'h':
      case 'H':
      case 'x':
      case '=':
      case 'z':
        return this.#ended(base);
      default:
        return this.#bad(`unknown command: \`${name}'`, `unsupported command ${name}`);
    }
  }

  #ended(command: Command): Command {
    this.#skip(/[ \t]/);
    const next = this.#text[this.#at];
    if (next !== undefined && !/[\n;}#]/.test(next)) {
      this.#at++;
      this.#bad('extra characters after command', 'garbage after command');
    }
    return command;
  }

  #word(pattern: RegExp): string {
    this.#skip(/[ \t]/);
    const begin = this.#at;
    this.#skip(pattern);
    return this.#text.slice(begin, this.#at).trimEnd();
  }

  /** The text of a, i and c: one-line form too. */
  #lines(): string {
    this.#skip(/[ \t]/);
    if (this.#text[this.#at] === '\\') {
      this.#at++;
      this.#skip(/[ \t]/);
      if (this.#text[this.#at] === '\n') this.#at++;
    } else if (this.#at >= this.#text.length)
      this.#bad("expected \\ after `a', `c' or `i'", "expected \\ after 'a', 'c' or 'i'");
    let out = '';
    while (this.#at < this.#text.length) {
      const sign = this.#text[this.#at++]!;
      if (sign === '\n') break;
      if (sign === '\\' && this.#at < this.#text.length) {
        const next = this.#text[this.#at++]!;
        out += next === 't' ? '\t' : next;
      } else out += sign;
    }
    return `${out}\n`;
  }

  #address(second = false): Address | undefined {
    const rest = this.#text.slice(this.#at);
    const step = /^(\d+)[ \t]*~[ \t]*(\d+)/.exec(rest);
    if (step !== null) {
      this.#at += step[0].length;
      return { kind: 'step', first: Number(step[1]), step: Number(step[2]) };
    }
    const number = /^\d+/.exec(rest);
    if (number !== null) {
      this.#at += number[0].length;
      return { kind: 'line', line: Number(number[0]) };
    }
    const relative = second ? /^([+~])(\d+)/.exec(rest) : null;
    if (relative !== null) {
      this.#at += relative[0].length;
      const count = Number(relative[2]);
      return relative[1] === '+' ? { kind: 'plus', count } : { kind: 'multiple', of: count };
    }
    if (rest[0] === '$') {
      this.#at++;
      return { kind: 'last' };
    }
    if (rest[0] !== '/' && rest[0] !== '\\') return undefined;
    if (rest[0] === '\\') this.#at++;
    const delimiter = this.#text[this.#at++]!;
    const source = this.#until(delimiter, true, 'unterminated address regex');
    let flags = '';
    while (/[IM]/.test(this.#text[this.#at] ?? '')) flags += this.#text[this.#at++];
    return { kind: 'match', pattern: this.#compile(source, flags.includes('I'), flags.includes('M')) };
  }

  #compile(source: string, ignoreCase: boolean, lines: boolean): Pattern | undefined {
    if (source === '') return undefined;
    try {
      return compilePattern(source, { extended: this.#extended, ignoreCase, lines });
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return this.#bad(error.message, `bad regex '${source}': ${error.musl}`);
    }
  }

  /** @returns what comes before the delimiter; in a pattern brackets hide it */
  #until(delimiter: string, pattern: boolean, message: string): string {
    let out = '';
    for (;;) {
      const sign = this.#text[this.#at];
      if (sign === undefined || (sign === '\n' && pattern))
        this.#bad(message, message.includes('address') ? 'unterminated match' : `unmatched '${delimiter}'`);
      if (sign === delimiter) {
        this.#at++;
        return out;
      }
      if (sign === '[' && pattern) {
        const end = bracketEnd(this.#text, this.#at);
        if (end > 0 && !this.#text.slice(this.#at, end).includes('\n')) {
          out += this.#text
            .slice(this.#at, end + 1)
            .replaceAll('\\n', '\n')
            .replaceAll('\\t', '\t');
          this.#at = end + 1;
          continue;
        }
      }
      this.#at++;
      if (sign !== '\\') {
        out += sign;
        continue;
      }
      const next = this.#text[this.#at++];
      if (next === undefined) this.#bad(message, `unmatched '${delimiter}'`);
      out +=
        next === delimiter && (pattern || delimiter !== '&')
          ? pattern && /[.*[\]^$+?(){}|]/.test(next)
            ? `[${next}]`
            : next
          : `\\${next}`;
    }
  }

  #substitute(): Pick<Command, 'pattern' | 'replacement' | 'flags'> {
    const delimiter = this.#text[this.#at++];
    if (delimiter === undefined || delimiter === '\n' || delimiter === '\\')
      this.#bad("unterminated `s' command", 'bad format in substitution expression');
    const source = this.#until(delimiter!, true, "unterminated `s' command");
    const replacement = parseReplacement(this.#until(delimiter!, false, "unterminated `s' command"));
    let all = false;
    let print = false;
    let nth = 1;
    let ignoreCase = false;
    let lines = false;
    let write: string | undefined;
    for (;;) {
      const flag = this.#text[this.#at];
      if (flag === undefined || /[\n;}#\s]/.test(flag)) break;
      this.#at++;
      if (flag === 'g') all = true;
      else if (flag === 'p') print = true;
      else if (flag === 'i' || flag === 'I') ignoreCase = true;
      else if (flag === 'm' || flag === 'M') lines = true;
      else if (/[1-9]/.test(flag)) {
        this.#at--;
        nth = Number(this.#word(/\d/));
      } else if (flag === 'w') {
        write = this.#word(/[^\n]/);
        break;
      } else this.#bad("unknown option to `s'", 'bad option in substitution expression');
    }
    const pattern = this.#compile(source, ignoreCase, lines);
    const highest = Math.max(
      0,
      ...replacement.map((part) => (typeof part === 'object' && 'group' in part ? part.group : 0)),
    );
    if (pattern !== undefined && highest > pattern.groups)
      this.#bad(
        `invalid reference \\${highest} on \`s' command's RHS`,
        `invalid reference \\${highest} on 's' command's RHS`,
      );
    return { pattern, replacement, flags: { all, print, nth, write } };
  }

  #transliterate(): ReadonlyMap<string, string> {
    const delimiter = this.#text[this.#at++] ?? '/';
    const plain = (text: string) =>
      text.replace(/\\(.)/gs, (_, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? sign);
    const from = plain(this.#until(delimiter, false, "unterminated `y' command"));
    const to = plain(this.#until(delimiter, false, "unterminated `y' command"));
    if (from.length !== to.length)
      this.#bad(
        "strings for `y' command are different lengths",
        'strings for y command are different lengths',
      );
    return new Map([...from].map((sign, at) => [sign, to[at]!]));
  }
}
