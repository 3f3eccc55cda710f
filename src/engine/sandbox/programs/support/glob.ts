const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\r\\f\\v',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

/** @returns the inside of a JavaScript class for the name in `[:name:]`; undefined if there is no such class */
export function characterClass(name: string): string | undefined {
  return CLASSES[name];
}

/** Finds the end of a bracket expression. @returns the index of its `]`; -1 if it has none */
export function bracketEnd(text: string, open: number): number {
  let at = open + 1;
  if (text[at] === '^' || text[at] === '!') at++;
  if (text[at] === ']') at++;
  for (; at < text.length; at++) {
    if (text[at] === '[' && /[:.=]/.test(text[at + 1] ?? '')) {
      const close = text.indexOf(`${text[at + 1]}]`, at + 2);
      if (close < 0) return -1;
      at = close + 1;
    } else if (text[at] === ']') return at;
  }
  return -1;
}

/** @returns a JavaScript class that is a POSIX bracket expression's inside (`a-z[:digit:]`); undefined for an unknown class */
export function bracketToClass(inside: string): string | undefined {
  const negated = /^[!^]/.test(inside);
  let body = '';
  const text = negated ? inside.slice(1) : inside;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    const named = /^\[:(\w+):\]/.exec(text.slice(at));
    if (named !== null) {
      const set = characterClass(named[1]!);
      if (set === undefined) return undefined;
      body += set;
      at += named[0].length - 1;
      continue;
    }
    const single = /^\[([.=])(.)\1\]/s.exec(text.slice(at));
    if (single !== null) {
      body += escapeInClass(single[2]!);
      at += single[0].length - 1;
      continue;
    }
    const range = text[at + 1] === '-' && at + 2 < text.length && text[at + 2] !== '[';
    if (range) {
      if (text[at + 2]! < sign) return undefined;
      body += `${escapeInClass(sign)}-${escapeInClass(text[at + 2]!)}`;
      at += 2;
    } else body += escapeInClass(sign);
  }
  return `[${negated ? '^' : ''}${body}]`;
}

const escapeInClass = (sign: string) => (/[\\\]^[-]/.test(sign) ? `\\${sign}` : sign);

/** @returns a regular expression for a shell pattern (`*`, `?`, `[…]`), matched against the whole; slashes are nothing special, as in fnmatch(3) without FNM_PATHNAME */
export function globToRegExp(pattern: string, options: { readonly ignoreCase?: boolean } = {}): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (sign === '*') {
      // Stars in a row match what one does; many would make the match slow.
      if (pattern[at + 1] !== '*') source += '[^]*';
    } else if (sign === '?') source += '[^]';
    else if (sign === '[') {
      const end = bracketEnd(pattern, at);
      const set = end < 0 ? undefined : bracketToClass(pattern.slice(at + 1, end));
      source += set ?? '\\[';
      if (set !== undefined) at = end;
    } else if (sign === '\\' && at + 1 < pattern.length) source += escapeRegExp(pattern[++at]!);
    else source += escapeRegExp(sign);
  }
  return new RegExp(`^${source}$`, options.ignoreCase === true ? 'i' : '');
}

/** @returns a regular expression that matches just this text */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
