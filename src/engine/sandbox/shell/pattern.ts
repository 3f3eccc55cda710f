/** Shell patterns (POSIX 2.13) as regular expressions. In a pattern, `\` before a character makes it mean itself. */

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  word: 'A-Za-z0-9_',
};

export interface PatternOptions {
  /** `?(…) *(…) +(…) @(…) !(…)` (bash). */
  readonly extended?: boolean;
  /** Takes as little as possible (`${x#pattern}`). */
  readonly lazy?: boolean;
  /** `*` and `?` do not match `/` (names of files). */
  readonly path?: boolean;
  readonly ignoreCase?: boolean;
}

/** @returns the text as a pattern that matches only itself */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]!^@+()|-]/g, '\\$&');
}

/** @returns whether a pattern has anything but characters that mean themselves */
export function isPattern(pattern: string, extended = false): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '*' || char === '?') return true;
    else if (char === '[' && pattern.indexOf(']', at + 2) > 0) return true;
    else if (extended && pattern[at + 1] === '(' && '@+!'.includes(char as string)) return true;
  }
  return false;
}

/** @returns the text that a pattern without special characters matches */
export function unescapePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, '$1');
}

/** @returns the source of a regular expression for a pattern, not anchored */
export function patternSource(pattern: string, options: PatternOptions = {}): string {
  const any = options.path ? '[^/]' : '[^]';
  const many = options.lazy ? '*?' : '*';
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] as string;
    if (char === '\\') {
      at++;
      out += at < pattern.length ? literal(pattern[at] as string) : '\\\\';
    } else if (options.extended && pattern[at + 1] === '(' && '?*+@!'.includes(char)) {
      const end = closing(pattern, at + 1);
      if (end < 0) {
        out += literal(char);
        continue;
      }
      const inner = alternatives(pattern.slice(at + 2, end))
        .map((one) => patternSource(one, options))
        .join('|');
      if (char === '!')
        out += `(?:(?!(?:${inner})${patternSource(pattern.slice(end + 1), options)}$)${any}*)`;
      else out += `(?:${inner})${char === '@' ? '' : char}`;
      at = end;
    } else if (char === '*') out += any + many;
    else if (char === '?') out += any;
    else if (char === '[') {
      const bracket = bracketSource(pattern, at);
      if (bracket) {
        out += bracket.source;
        at = bracket.end;
      } else out += '\\[';
    } else out += literal(char);
  }
  return out;
}

/** Tries grow with the power of how many `*` there are; from so many on, each takes what it can first and keeps it. */
const MANY_STARS = 3;
/** Repetitions in one another are tried on texts up to this long; JavaScript's machine needs twice as long for each more. */
const LONGEST_TRIED = 24;

/**
 * @returns a regular expression that matches what a pattern matches, from end to end
 * @throws RangeError when it is used on a long text and has repetitions in one another
 */
export function patternRegExp(
  pattern: string,
  options: PatternOptions = {},
): { test(text: string): boolean } {
  const flags = options.ignoreCase ? 'i' : '';
  if (!(options.extended && /[?*+@!]\(/.test(pattern))) {
    return new RegExp(`^(?:${onceEach(pattern, options)})$`, flags);
  }
  const expression = new RegExp(`^(?:${patternSource(pattern, options)})$`, flags);
  if (!/[*+]\(.*([*+]\(|\*|\|)/.test(pattern)) return expression;
  return {
    test: (text) => {
      if (text.length > LONGEST_TRIED) throw new RangeError('a pattern of many repetitions and a long text');
      return expression.test(text);
    },
  };
}

/** A pattern whose `*`s are decided one after another, the first place that fits for each; the last takes the rest. */
function onceEach(pattern: string, options: PatternOptions): string {
  const parts = splitAtStars(pattern);
  if (parts.length <= MANY_STARS) return patternSource(pattern, options);
  const any = options.path ? '[^/]' : '[^]';
  const inner = parts
    .slice(1, -1)
    .filter((part) => part !== '')
    .map((part, at) => `(?=(${any}*?${patternSource(part, options)}))\\${at + 1}`);
  return `${patternSource(parts[0]!, options)}${inner.join('')}${any}*${patternSource(parts.at(-1)!, options)}`;
}

function splitAtStars(pattern: string): string[] {
  const parts = [''];
  for (let at = 0; at < pattern.length; at++) {
    const bracket = pattern[at] === '[' ? bracketSource(pattern, at) : undefined;
    if (pattern[at] === '*') {
      parts.push('');
      continue;
    }
    const end = bracket?.end ?? (pattern[at] === '\\' ? at + 1 : at);
    parts[parts.length - 1] += pattern.slice(at, end + 1);
    at = end;
  }
  return parts;
}

function literal(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '(') depth++;
    else if (pattern[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function alternatives(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === '|' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** A bracket expression that begins at `open`; undefined if it never ends, so that `[` means itself. */
function bracketSource(pattern: string, open: number): { source: string; end: number } | undefined {
  let at = open + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  let body = '';
  for (let first = true; ; first = false) {
    const char = pattern[at];
    if (char === undefined) return undefined;
    if (char === ']' && !first) break;
    const named = char === '[' ? /^\[:(\w+):\]/.exec(pattern.slice(at)) : null;
    if (named) {
      body += CLASSES[named[1] as string] ?? '';
      at += named[0].length;
    } else if (char === '\\' && at + 1 < pattern.length) {
      body += inClass(pattern[at + 1] as string);
      at += 2;
    } else {
      const range = char === '-' && !first && pattern[at + 1] !== ']' && /[^\\]$/.test(body);
      body += range ? '-' : inClass(char);
      at++;
    }
  }
  const source = ordered(body);
  if (source === '') return { source: negated ? '[^]' : '[]', end: at };
  return { source: `[${negated ? '^' : ''}${source}]`, end: at };
}

function inClass(char: string): string {
  return /[\\\]^[-]/.test(char) ? `\\${char}` : char;
}

/** Takes out ranges that run backwards, which match nothing here and are an error there. */
function ordered(body: string): string {
  return body.replace(/(\\[\s\S]|[\s\S])-(\\[\s\S]|[\s\S])/g, (range, low: string, high: string) =>
    (low.at(-1) as string) <= (high.at(-1) as string) || low === '\\s' ? range : '',
  );
}
