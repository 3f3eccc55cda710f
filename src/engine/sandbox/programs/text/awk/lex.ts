/** Thrown for a program that is none. */
export class AwkSyntaxError extends Error {}

/** A word of a program. */
export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'function' | 'sign' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const SIGNS = [
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '**',
  '==',
  '<=',
  '>=',
  '!=',
  '>>',
  '!~',
  ...'{}()[];,+-*/%^!<>|?:~$=',
];
/** Words that are no names. */
export const KEYWORDS = new Set([
  'BEGIN',
  'END',
  'function',
  'func',
  'if',
  'else',
  'while',
  'for',
  'do',
  'break',
  'continue',
  'next',
  'nextfile',
  'exit',
  'return',
  'delete',
  'in',
  'getline',
  'print',
  'printf',
]);
/** Functions that awk has itself. */
export const BUILTINS = new Set([
  'length',
  'substr',
  'index',
  'split',
  'sub',
  'gsub',
  'gensub',
  'match',
  'sprintf',
  'toupper',
  'tolower',
  'sin',
  'cos',
  'atan2',
  'exp',
  'log',
  'sqrt',
  'int',
  'rand',
  'srand',
  'system',
  'close',
  'fflush',
  'systime',
  'strftime',
  'and',
  'or',
  'xor',
  'lshift',
  'rshift',
  'compl',
]);

/** Cuts a program into tokens. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let at = 0;
  const push = (kind: Token['kind'], value: string) => found.push({ kind, text: value, line });
  while (at < text.length) {
    const rest = text.slice(at, at + 400);
    const sign = text[at]!;
    if (sign === '\n') {
      push('newline', '\n');
      line++;
      at++;
    } else if (/[ \t\r]/.test(sign)) at++;
    else if (rest.startsWith('\\\n')) {
      line++;
      at += 2;
    } else if (sign === '#') while (at < text.length && text[at] !== '\n') at++;
    else if (sign === '"') {
      let value = '';
      for (at++; text[at] !== '"'; at++) {
        if (at >= text.length || text[at] === '\n') throw new AwkSyntaxError('unterminated string');
        if (text[at] !== '\\') value += text[at];
        else {
          const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
          const next = text[at + 1] ?? '';
          if (octal !== undefined) value += String.fromCharCode(Number.parseInt(octal, 8) & 255);
          else
            value +=
              {
                n: '\n',
                t: '\t',
                r: '\r',
                '\\': '\\',
                '"': '"',
                '/': '/',
                a: '\x07',
                b: '\b',
                f: '\f',
                v: '\v',
                '\n': '',
              }[next] ?? `\\${next}`;
          at += octal?.length ?? 1;
        }
      }
      at++;
      push('string', value);
    } else if (sign === '/' && !isOperand(found.at(-1))) {
      let source = '';
      let bracket = false;
      for (at++; bracket || text[at] !== '/'; at++) {
        if (at >= text.length || text[at] === '\n') throw new AwkSyntaxError('unterminated regex');
        if (text[at] === '\\') source += text[at + 1] === '/' ? text[++at] : text[at]! + text[++at];
        else {
          if (text[at] === '[' && !bracket) bracket = !/^\[\^?\](?![^/\n]*\])/.test(text.slice(at, at + 100));
          else if (text[at] === ']' && !/\[\^?$/.test(source)) bracket = false;
          source += text[at];
        }
      }
      at++;
      push('regex', source);
    } else {
      const number = /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/.exec(
        rest,
      )?.[0];
      const name = /^[A-Za-z_]\w*/.exec(text.slice(at))?.[0];
      if (number !== undefined) {
        push('number', number);
        at += number.length;
      } else if (name !== undefined) {
        at += name.length;
        push(text[at] === '(' && !KEYWORDS.has(name) && !BUILTINS.has(name) ? 'function' : 'name', name);
      } else {
        const one = SIGNS.find((candidate) => rest.startsWith(candidate));
        if (one === undefined) throw new AwkSyntaxError(`unexpected '${sign}'`);
        push('sign', one === '**' ? '^' : one);
        at += one.length;
      }
    }
  }
  push('end', '');
  return found;
}

/** After an operand a slash divides. */
function isOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'name') return !KEYWORDS.has(token.text);
  return (
    token.kind === 'number' ||
    token.kind === 'string' ||
    token.kind === 'regex' ||
    (token.kind === 'sign' && [')', ']', '$', '++', '--'].includes(token.text))
  );
}
