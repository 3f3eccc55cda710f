import type { Task } from '../../kernel/process.ts';
import { formatNumber, formatString, parseFormat, unescapeText } from '../support/format.ts';
import { parseOptions } from '../support/options.ts';
import { compilePattern } from '../support/regex/pattern.ts';
import { type Applet, Exit, reason, type Tool } from '../support/tool.ts';

/** echo(1): -n -e -E. */
export const echo: Applet = function* (tool) {
  const words = [...tool.args];
  let newline = true;
  let escapes = false;
  while (/^-[neE]+$/.test(words[0] ?? ''))
    for (const letter of words.shift()!.slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  const plain = words.join(' ');
  const { text, stop } = escapes ? unescapeText(plain, true) : { text: plain, stop: false };
  tool.out(text + (newline && !stop ? '\n' : ''));
};

/** printf(1): the format is used again while arguments are left. */
export const printf: Applet = function* (tool) {
  const [format, ...given] = tool.args[0] === '--' ? tool.args.slice(1) : tool.args;
  if (format === undefined) {
    if (tool.gnu) tool.fail("missing operand\nTry 'printf --help' for more information.");
    tool.out('BusyBox v1.37.0 multi-call binary.\n\nUsage: printf FORMAT [ARG]...\n', 2);
    return 1;
  }
  const values = [...given];
  const parts = parseFormat(format);
  const uses = parts.some((part) => typeof part !== 'string');
  do {
    const before = values.length;
    if (!printOnce(tool, parts, values)) return tool.status;
    if (values.length === before) break;
    yield* tool.drain();
  } while (values.length > 0 && uses);
  return tool.status;
};

/** Prints the format once. @returns false if \c ended it */
function printOnce(tool: Tool, parts: ReturnType<typeof parseFormat>, values: string[]): boolean {
  const number = (text: string): number => {
    if (/^["']/.test(text)) return text.charCodeAt(1) || 0;
    const match = /^\s*([+-]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+))?(.*)$/s.exec(text);
    const digits = match?.[1] ?? '';
    if (text !== '' && (digits === '' || match?.[2] !== ''))
      tool.warn(
        tool.gnu
          ? digits === ''
            ? `'${text}': expected a numeric value`
            : `'${text}': value not completely converted`
          : `invalid number '${text}'`,
      );
    if (!tool.gnu && match?.[2] !== '') return 0;
    if (/^[+-]?0\d+$/.test(digits)) return Number.parseInt(digits, 8);
    const sign = digits.startsWith('-') ? -1 : 1;
    return sign * Number(digits.replace(/^[+-]/, '') || 0);
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      const { text, stop } = unescapeText(part);
      tool.out(text);
      if (stop) return false;
      continue;
    }
    const star = (text: string | undefined) =>
      text === '*' ? number(values.shift() ?? '0') : text === undefined ? undefined : Number(text || 0);
    let width = star(part.width) ?? 0;
    const precision = star(part.precision);
    let { flags } = part;
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    const conversion = { flags, width: Math.min(width, 100_000), precision, letter: part.letter };
    const value = values.shift();
    switch (part.letter) {
      case 's':
        tool.out(formatString(value ?? '', conversion));
        break;
      case 'c':
        tool.out(formatString((value ?? '').slice(0, 1), { ...conversion, precision: undefined }));
        break;
      case 'b': {
        const { text, stop } = unescapeText(value ?? '', true);
        tool.out(formatString(text, conversion));
        if (stop) return false;
        break;
      }
      case 'q':
        tool.out(
          /^[\w@%+=:,./-]+$/.test(value ?? '') ? value! : `'${(value ?? '').replaceAll("'", "'\\''")}'`,
        );
        break;
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        tool.out(formatNumber(Math.trunc(number(value ?? '0')), conversion));
        break;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        tool.out(formatNumber(number(value ?? '0'), conversion));
        break;
      default:
        tool.warn(
          tool.gnu ? `${part.source}: invalid conversion specification` : `${part.source}: invalid format`,
        );
        return false;
    }
  }
  return true;
}

/** seq(1): -s -w -f and FIRST INCREMENT LAST. */
export const seq: Applet = function* (tool) {
  // Negative numbers are operands.
  const args = tool.args.map((word) => (/^-[\d.]/.test(word) ? `\0${word}` : word));
  const options = parseOptions(
    tool,
    '+s:wf:',
    { 'separator=': 's', 'equal-width': 'w', 'format=': 'f' },
    args,
  );
  const numbers = options.rest.map((word) => word.replace('\0', ''));
  for (const word of numbers)
    if (word === '' || Number.isNaN(Number(word)))
      tool.fail(
        tool.gnu
          ? `invalid floating point argument: '${word}'\nTry 'seq --help' for more information.`
          : usageOfSeq(tool),
      );
  if (numbers.length === 0 || numbers.length > 3) {
    if (tool.gnu) tool.fail("missing operand\nTry 'seq --help' for more information.");
    usageOfSeq(tool);
  }
  const first = Number(numbers.length > 1 ? numbers[0] : 1);
  const step = Number(numbers.length > 2 ? numbers[1] : 1);
  const last = Number(numbers.at(-1));
  if (step === 0)
    tool.fail(
      tool.gnu
        ? `invalid Zero increment value: '${numbers[1]}'\nTry 'seq --help' for more information.`
        : "invalid number '0'",
    );
  const decimals = Math.max(
    ...numbers.slice(0, -1).map((word) => word.split('.')[1]?.length ?? 0),
    numbers.length === 1 ? 0 : 0,
  );
  const wide = options.has('w') ? Math.max(first.toFixed(decimals).length, last.toFixed(decimals).length) : 0;
  const separator = options.get('s') ?? '\n';
  let any = false;
  for (let at = 0; ; at++) {
    const value = first + at * step;
    if (step > 0 ? value > last + 1e-12 : value < last - 1e-12) break;
    const format = options.get('f');
    let text = value.toFixed(decimals);
    if (format !== undefined) {
      text = parseFormat(format)
        .map((part) =>
          typeof part === 'string'
            ? part
            : formatNumber(value, {
                flags: part.flags,
                width: Number(part.width ?? 0),
                precision: part.precision === undefined ? undefined : Number(part.precision || 0),
                letter: part.letter,
              }),
        )
        .join('');
    } else if (wide > 0)
      text = text.startsWith('-') ? `-${text.slice(1).padStart(wide - 1, '0')}` : text.padStart(wide, '0');
    tool.out((any ? separator : '') + text);
    any = true;
    if (at % 2000 === 1999) yield* tool.process.work(0.2);
    yield* tool.drain();
  }
  if (any) tool.out('\n');
  return undefined;
};

function usageOfSeq(tool: Tool): never {
  tool.out('BusyBox v1.37.0 multi-call binary.\n\nUsage: seq [-w] [-s SEP] [FIRST [INC]] LAST\n', 2);
  throw new Exit(1);
}

/** expr(1). */
export const expr: Applet = function* (tool) {
  const words = [...tool.args];
  if (words.length === 0) {
    if (tool.gnu) tool.fail("missing operand\nTry 'expr --help' for more information.", 2);
    tool.fail('syntax error', 2);
  }
  let at = 0;
  const syntax = (): never => {
    if (!tool.gnu) return tool.fail('syntax error', 2);
    return tool.fail(
      at < words.length
        ? `syntax error: unexpected argument '${words[at]}'`
        : `syntax error: missing argument after '${words[at - 1]}'`,
      2,
    );
  };
  const isNumber = (text: string) => /^-?\d+$/.test(text);
  const whole = (text: string): bigint =>
    isNumber(text) ? BigInt(text) : tool.fail(tool.gnu ? 'non-integer argument' : 'non-numeric argument', 2);
  const binary =
    (
      next: () => string,
      operators: readonly string[],
      apply: (a: string, operator: string, b: string) => string,
    ) =>
    (): string => {
      let left = next();
      while (operators.includes(words[at] ?? '')) {
        const operator = words[at++]!;
        left = apply(left, operator, next());
      }
      return left;
    };
  const primary = (): string => {
    const word = words[at++];
    if (word === undefined) return syntax();
    if (word === '(') {
      const value = or();
      if (words[at++] !== ')') return syntax();
      return value;
    }
    if (word === '+' && at < words.length) return words[at++]!;
    if (word === 'length') return String(primary().length);
    if (word === 'substr') {
      const text = primary();
      const [from, count] = [Number(primary()), Number(primary())];
      return from < 1 || count < 1 ? '' : text.slice(from - 1, from - 1 + count);
    }
    if (word === 'index') {
      const text = primary();
      const signs = primary();
      return String([...text].findIndex((sign) => signs.includes(sign)) + 1);
    }
    if (word === 'match') return matched(primary(), primary());
    return word;
  };
  const matched = (text: string, source: string): string => {
    const pattern = compilePattern(source, { extended: false });
    const found = pattern.exec(text);
    const hit = found !== undefined && found.index === 0 ? found : undefined;
    if (pattern.groups > 0) return hit?.groups[1] ?? '';
    return String(hit?.end ?? 0);
  };
  const colon = binary(primary, [':'], (a, _, b) => matched(a, b));
  const product = binary(colon, ['*', '/', '%'], (a, operator, b) => {
    const [left, right] = [whole(a), whole(b)];
    if (operator === '*') return String(left * right);
    if (right === 0n) tool.fail('division by zero', 2);
    return String(operator === '/' ? left / right : left % right);
  });
  const sum = binary(product, ['+', '-'], (a, operator, b) =>
    String(operator === '+' ? whole(a) + whole(b) : whole(a) - whole(b)),
  );
  const compare = binary(sum, ['<', '<=', '=', '==', '!=', '>=', '>'], (a, operator, b) => {
    const numeric = isNumber(a) && isNumber(b);
    const order = numeric ? Number(BigInt(a) - BigInt(b)) : a < b ? -1 : a > b ? 1 : 0;
    const holds = {
      '<': order < 0,
      '<=': order <= 0,
      '=': order === 0,
      '==': order === 0,
      '!=': order !== 0,
      '>=': order >= 0,
      '>': order > 0,
    }[operator];
    return holds === true ? '1' : '0';
  });
  const none = (text: string) => text === '' || /^-?0+$/.test(text);
  const and = binary(compare, ['&'], (a, _, b) => (none(a) || none(b) ? '0' : a));
  const or = binary(and, ['|'], (a, _, b) => (none(a) ? (none(b) ? '0' : b) : a));
  const value = or();
  if (at < words.length) syntax();
  tool.out(`${value}\n`);
  return none(value) ? 1 : 0;
};

/** test(1) and [. */
export const test: Applet = function* (tool) {
  const words = [...tool.args];
  if (tool.name === '[' && words.pop() !== ']') tool.fail(tool.gnu ? "missing ']'" : 'missing ]', 2);
  return new Condition(tool, words).value() ? 0 : 1;
};

const UNARY = new Set([...'bcdefghkLnprsStuwxzOGN'].map((letter) => `-${letter}`));
const BINARY = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
]);

/** The expression of test, by POSIX's rules on how many words there are. */
class Condition {
  readonly #tool: Tool;
  readonly #words: readonly string[];
  #at = 0;

  constructor(tool: Tool, words: readonly string[]) {
    this.#tool = tool;
    this.#words = words;
  }

  value(): boolean {
    const words = this.#words;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    if (words.length === 3 && BINARY.has(words[1]!)) return this.#binary(words[0]!, words[1]!, words[2]!);
    const result = this.#or();
    if (this.#at < words.length)
      this.#tool.fail(
        this.#tool.gnu ? `extra argument '${words[this.#at]}'` : `${words[this.#at]}: unknown operand`,
        2,
      );
    return result;
  }

  #or(): boolean {
    let left = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      left = left || right;
    }
    return left;
  }

  #and(): boolean {
    let left = this.#not();
    while (this.#words[this.#at] === '-a') {
      this.#at++;
      const right = this.#not();
      left = left && right;
    }
    return left;
  }

  #not(): boolean {
    if (this.#words[this.#at] === '!' && !BINARY.has(this.#words[this.#at + 1] ?? '')) {
      this.#at++;
      return !this.#not();
    }
    return this.#primary();
  }

  #primary(): boolean {
    const words = this.#words;
    const word = words[this.#at++];
    if (word === undefined) return this.#tool.fail('argument expected', 2);
    const operator = words[this.#at];
    if (operator !== undefined && BINARY.has(operator) && words[this.#at + 1] !== undefined) {
      this.#at += 2;
      return this.#binary(word, operator, words[this.#at - 1]!);
    }
    if (word === '(') {
      const value = this.#or();
      if (words[this.#at++] !== ')') this.#tool.fail('closing paren expected', 2);
      return value;
    }
    if (UNARY.has(word) && operator !== undefined) {
      this.#at++;
      return this.#unary(word, operator);
    }
    return word !== '';
  }

  #unary(operator: string, word: string): boolean {
    if (operator === '-n') return word !== '';
    if (operator === '-z') return word === '';
    const { process } = this.#tool;
    if (operator === '-t') return process.isOpen(Number(word)) && process.isTerminal(Number(word));
    try {
      const link = operator === '-h' || operator === '-L';
      const status = link ? process.fs.lstat(word) : process.fs.stat(word);
      switch (operator) {
        case '-f':
          return status.kind === 'file';
        case '-d':
          return status.kind === 'directory';
        case '-h':
        case '-L':
          return status.kind === 'symlink';
        case '-c':
          return status.kind === 'character-device';
        case '-p':
          return status.kind === 'fifo';
        case '-s':
          return status.size > 0;
        case '-r':
        case '-w':
        case '-x':
          return process.fs.access(word, operator[1] as 'r');
        case '-u':
          return (status.mode & 0o4000) !== 0;
        case '-g':
          return (status.mode & 0o2000) !== 0;
        case '-k':
          return (status.mode & 0o1000) !== 0;
        case '-O':
          return status.uid === process.user().uid;
        case '-G':
          return status.gid === process.user().gid;
        case '-e':
          return true;
        default:
          return false;
      }
    } catch (error) {
      reason(error);
      return false;
    }
  }

  #binary(left: string, operator: string, right: string): boolean {
    const { fs } = this.#tool.process;
    const number = (text: string): number =>
      /^\s*[+-]?\d+\s*$/.test(text)
        ? Number(text)
        : this.#tool.fail(this.#tool.gnu ? `invalid integer '${text}'` : `${text}: bad number`, 2);
    const time = (path: string) => (fs.exists(path) ? fs.stat(path).mtime : -Infinity);
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '-nt':
        return time(left) > time(right);
      case '-ot':
        return time(left) < time(right);
      case '-ef':
        return fs.exists(left) && fs.exists(right) && fs.realpath(left) === fs.realpath(right);
      case '-eq':
        return number(left) === number(right);
      case '-ne':
        return number(left) !== number(right);
      case '-lt':
        return number(left) < number(right);
      case '-le':
        return number(left) <= number(right);
      case '-gt':
        return number(left) > number(right);
      default:
        return number(left) >= number(right);
    }
  }
}

/** true(1), false(1). */
export const yesItIs: Applet = function* (): Task<number> {
  return 0;
};
export const noItIsNot: Applet = function* (): Task<number> {
  return 1;
};

/** pwd(1): -P -L are one, for the kernel keeps no name with links in it. */
export const pwd: Applet = function* (tool) {
  tool.out(`${tool.process.cwd()}\n`);
};
