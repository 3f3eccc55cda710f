import { compilePattern } from '../support/regex/pattern.ts';
import type { Applet } from '../support/tool.ts';

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
