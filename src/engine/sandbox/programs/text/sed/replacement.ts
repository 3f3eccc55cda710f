import type { Replacement } from './ast.ts';

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };

/** Takes the right side of s apart: `&`, `\1`, `\n`, `\U`. */
export function parseReplacement(text: string): Replacement {
  const parts: (string | { group: number } | { turn: 'U' | 'L' | 'u' | 'l' | 'E' })[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '&') parts.push({ group: 0 });
    else if (sign !== '\\' || at + 1 === text.length) parts.push(sign);
    else {
      const next = text[++at]!;
      if (/\d/.test(next)) parts.push({ group: Number(next) });
      else if (/[ULulE]/.test(next)) parts.push({ turn: next as 'U' });
      else parts.push(CONTROLS[next] ?? next);
    }
  }
  return parts;
}
