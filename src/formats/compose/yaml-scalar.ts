import type { Value } from './tree.ts';

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

const WHOLE = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * What a scalar without quotes and tags means, by the rules of Go's YAML package, which Compose reads files with (resolve.go
 * of go.yaml.in/yaml/v3): `yes` and `on` are texts, `0644` is octal, as in YAML 1.1, and `_` may part digits. Dates stay
 * texts.
 */
export function plainScalar(text: string): Value {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  // Most values are texts, and seen to be by how they begin.
  if (!/^[-+.0-9]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  const whole = WHOLE.exec(digits);
  if (whole !== null) {
    const [, sign, hexadecimal, binary, octal, decimal = ''] = whole;
    const amount =
      hexadecimal !== undefined
        ? Number.parseInt(hexadecimal, 16)
        : binary !== undefined
          ? Number.parseInt(binary, 2)
          : octal !== undefined
            ? Number.parseInt(octal, 8)
            : Number(decimal);
    return sign === '-' ? -amount : amount;
  }
  return DECIMAL.test(digits) ? Number(digits) : text;
}
