import type { Task } from '../../kernel/process.ts';
import { formatNumber, formatString, parseFormat, unescapeText } from '../support/format.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, Exit, type Tool } from '../support/tool.ts';

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
    if (at % 2000 === 1999) yield* tool.process.work(0.2, 150);
    yield* tool.drain();
  }
  if (any) tool.out('\n');
  return undefined;
};

function usageOfSeq(tool: Tool): never {
  tool.out('BusyBox v1.37.0 multi-call binary.\n\nUsage: seq [-w] [-s SEP] [FIRST [INC]] LAST\n', 2);
  throw new Exit(1);
}

/** true(1). */
export const yesItIs: Applet = function* (): Task<number> {
  return 0;
};
/** false(1). */
export const noItIsNot: Applet = function* (): Task<number> {
  return 1;
};

/** pwd(1): -P -L are one, for the kernel keeps no name with links in it. */
export const pwd: Applet = function* (tool) {
  tool.out(`${tool.process.cwd()}\n`);
};
