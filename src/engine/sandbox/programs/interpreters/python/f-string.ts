import type { Expr, Stmt } from './ast.ts';
import { PythonSyntaxError } from './lex.ts';

/**
 * The parts of an f-string: texts as they are, and fields.
 *
 * @param text what stands between the quotes
 * @param line where it stands
 * @param parse reads the statements of a source, for the expression of a field
 * @throws PythonSyntaxError, NotModelled
 */
export function formatted(
  text: string,
  line: number,
  parse: (source: string) => readonly Stmt[],
): Extract<Expr, { is: 'joined' }>['parts'][number][] {
  const parts: Extract<Expr, { is: 'joined' }>['parts'][number][] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    if ((char === '{' || char === '}') && text[at + 1] === char) {
      plain += char;
      at += 2;
    } else if (char === '{') {
      if (plain !== '') parts.push(plain);
      plain = '';
      const end = closing(text, at + 1);
      if (end < 0) throw new PythonSyntaxError("f-string: expecting '}'", line, 1);
      const inside = text.slice(at + 1, end);
      const [expression, conversion, spec] = splitField(inside);
      const shows = /[^=!<>]=\s*$/.exec(expression) !== null;
      if (shows) parts.push(expression);
      const source = shows ? expression.replace(/=\s*$/, '') : expression;
      if (source.trim() === '')
        throw new PythonSyntaxError("f-string: valid expression required before '}'", line, 1);
      const [statement] = parse(`(${source})`);
      if (statement?.is !== 'expr') throw new PythonSyntaxError('f-string: invalid syntax', line, 1);
      const specs =
        spec === undefined
          ? []
          : formatted(spec, line, parse).map((part) => (typeof part === 'string' ? part : part.expr));
      parts.push({
        expr: atLine(statement.value, line),
        conversion: shows && conversion === '' && spec === undefined ? 'r' : conversion,
        spec: specs,
      });
      at = end + 1;
    } else {
      plain += char;
      at += 1;
    }
  }
  if (plain !== '') parts.push(plain);
  return parts;
}

function atLine(expr: Expr, line: number): Expr {
  return { ...expr, line };
}

function closing(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (char === '}' && depth === 0) return at;
    else if (')]}'.includes(char)) depth -= 1;
  }
  return -1;
}

function splitField(inside: string): [expression: string, conversion: string, spec: string | undefined] {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < inside.length; at++) {
    const char = inside[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0 && char === '!' && /^[rsa](:|$)/.test(inside.slice(at + 1))) {
      return [
        inside.slice(0, at),
        inside[at + 1]!,
        inside[at + 2] === ':' ? inside.slice(at + 3) : undefined,
      ];
    } else if (depth === 0 && char === ':') return [inside.slice(0, at), '', inside.slice(at + 1)];
  }
  return [inside, '', undefined];
}
