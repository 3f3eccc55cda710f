import { TemplateError } from './template-error.ts';

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'field'
  | 'variable'
  | 'name'
  | 'string'
  | 'char'
  | 'number'
  | 'punctuation'
  | 'space'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset in the template. */
  readonly at: number;
}

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['variable', /\$[\p{L}\p{N}_]*/uy],
  ['number', /[+-]?(0[xX][0-9a-fA-F_]+|\d[\d_]*(\.\d*)?([eE][+-]?\d+)?|\.\d+)/y],
  ['name', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['char', /'(?:[^'\\\n]|\\.)+'/y],
  ['punctuation', /:=|[.|(),=]/y],
];

/** @returns the line of an offset, counted from 1 */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/**
 * Cuts a template into tokens, with comments gone and the spaces that `{{-` and `-}}` eat.
 * Throws TemplateError with the words of Go's text/template.
 */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trim = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const start = open < 0 ? text.length : open;
    const trimsLeft = open >= 0 && /^-\s/.test(text.slice(open + 2, open + 4));
    let chunk = text.slice(at, start);
    if (trim) chunk = chunk.trimStart();
    if (trimsLeft) chunk = chunk.trimEnd();
    if (chunk !== '') tokens.push({ kind: 'text', text: chunk, at });
    if (open < 0) break;
    const inside = open + 2 + (trimsLeft ? 1 : 0);
    const comment = /^\s*\/\*/.exec(text.slice(inside));
    const closed = comment === null ? action(text, open, inside, tokens) : skipComment(text, inside);
    at = closed.at;
    trim = closed.trim;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

interface Closed {
  readonly at: number;
  readonly trim: boolean;
}

function skipComment(text: string, inside: number): Closed {
  const end = text.indexOf('*/', inside);
  if (end < 0) throw new TemplateError(lineOf(text, text.length), 'unclosed comment');
  const close = /^(\s+-)?\}\}/.exec(text.slice(end + 2));
  if (close === null) throw new TemplateError(lineOf(text, end), 'comment ends before closing delimiter');
  return { at: end + 2 + close[0].length, trim: close[1] !== undefined };
}

function action(text: string, open: number, inside: number, tokens: Token[]): Closed {
  tokens.push({ kind: 'open', text: '{{', at: open });
  let at = inside;
  let depth = 0;
  while (at < text.length) {
    const close = /^(\s+-)?\}\}/.exec(text.slice(at, at + 80));
    if (close !== null) {
      if (depth > 0) throw new TemplateError(lineOf(text, at), 'unclosed left paren');
      tokens.push({ kind: 'close', text: '}}', at });
      return { at: at + close[0].length, trim: close[1] !== undefined };
    }
    const token = next(text, at);
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth < 0) throw new TemplateError(lineOf(text, at), 'unexpected right paren');
    tokens.push(token);
    at += token.text.length;
  }
  throw new TemplateError(lineOf(text, text.length), 'unclosed action');
}

function next(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null && match[0] !== '') return { kind, text: match[0], at };
  }
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const line = lineOf(text, at);
  if (char === '"') throw new TemplateError(line, 'unterminated quoted string');
  if (char === '`') throw new TemplateError(line, 'unterminated raw quoted string');
  if (char === "'") throw new TemplateError(line, 'unterminated character constant');
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new TemplateError(line, `unrecognized character in action: U+${code} '${char}'`);
}
