import { Machine, needsMachine, refersBack } from './machine.ts';
import { type Node, PatternError, parsePattern } from './parse.ts';

export { PatternError } from './parse.ts';

/** A part of a text that a pattern matched. */
export interface Match {
  readonly index: number;
  readonly end: number;
  /** Texts of the groups; the first is the whole match. */
  readonly groups: readonly (string | undefined)[];
}

/** A compiled POSIX regular expression. */
export interface Pattern {
  /** @returns the leftmost match that begins at or after `from`; undefined if there is none */
  exec(text: string, from?: number): Match | undefined;
  test(text: string): boolean;
  readonly groups: number;
}

export interface PatternOptions {
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
  /** `^` and `$` match at every line of the text (sed's M). */
  readonly lines?: boolean;
}

/** Expressions with back references can only be matched by trying; this long a text is tried. */
const LONGEST_TRIED = 1024;
/** With choices or repetitions in one another too, each character can double the tries. */
const LONGEST_NESTED = 24;

/** Compiles a POSIX expression. Throws PatternError. */
export function compilePattern(source: string, options: PatternOptions): Pattern {
  const { node, groups } = parsePattern(source, options.extended);
  const back = refersBack(node);
  if (back || options.lines === true || !needsMachine(node)) return native(node, groups, options, back);
  const machine = new Machine(node, options.ignoreCase === true);
  const quick = literalsIn(node, options.ignoreCase === true);
  const exec = (text: string, from = 0): Match | undefined => {
    if (quick !== undefined && !quick.test(text)) return undefined;
    const saved = machine.run(text, from);
    if (saved === undefined) return undefined;
    const found: (string | undefined)[] = [];
    for (let group = 0; group <= groups; group++) {
      const begin = saved[group * 2];
      const end = saved[group * 2 + 1];
      found.push(begin === undefined || end === undefined ? undefined : text.slice(begin, end));
    }
    return { index: saved[0]!, end: saved[1]!, groups: found };
  };
  return { exec, test: (text) => exec(text) !== undefined, groups };
}

/** A pattern that JavaScript's own machine matches alike. */
function native(node: Node, groups: number, options: PatternOptions, back: boolean): Pattern {
  const flags = `g${options.ignoreCase === true ? 'i' : ''}${options.lines === true ? 'm' : ''}`;
  const expression = new RegExp(toSource(node), flags);
  const nests = back && needsMachine(node);
  const exec = (text: string, from = 0): Match | undefined => {
    if (back && text.length > (nests ? LONGEST_NESTED : LONGEST_TRIED)) throw new PatternError('big');
    expression.lastIndex = from;
    const match = expression.exec(text);
    return match === null
      ? undefined
      : { index: match.index, end: match.index + match[0].length, groups: [...match] };
  };
  return { exec, test: (text) => exec(text) !== undefined, groups };
}

/** @returns the JavaScript source of an expression */
function toSource(node: Node): string {
  switch (node.kind) {
    case 'set':
    case 'assert':
      return node.source;
    case 'group':
      return `(${toSource(node.inner)})`;
    case 'back':
      return `(?:\\${node.index})`;
    case 'sequence':
      return node.items.map(toSource).join('');
    case 'choice':
      // The longest first where that can be known, since JavaScript takes the first that fits.
      return `(?:${node.options
        .map(toSource)
        .toSorted((a, b) => (/^\w*$/.test(a + b) ? b.length - a.length : 0))
        .join('|')})`;
    case 'repeat': {
      const most = node.most === Infinity ? '' : String(node.most);
      return `(?:${toSource(node.inner)}){${node.least},${most}}`;
    }
  }
}

/** @returns what tells quickly that none of a choice's plain words is in a text; undefined if that cannot be known */
function literalsIn(node: Node, ignoreCase: boolean): RegExp | undefined {
  if (node.kind === 'group') return literalsIn(node.inner, ignoreCase);
  if (node.kind !== 'choice') return undefined;
  const words = node.options.map((option) => {
    const items = option.kind === 'sequence' ? option.items : [option];
    return items.length > 0 && items.every((item) => item.kind === 'set') ? toSource(option) : undefined;
  });
  if (words.includes(undefined)) return undefined;
  return new RegExp(words.join('|'), ignoreCase ? 'i' : '');
}
