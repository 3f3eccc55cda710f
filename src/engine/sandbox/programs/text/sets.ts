import { unescapeText } from '../support/format.ts';

const SETS: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /\d/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[\t ]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\x00-\x1f\x7f]/,
  xdigit: /[0-9A-Fa-f]/,
};

/**
 * The characters of a set of tr(1): `a-z`, `[:digit:]`, `[=a=]`, `[x*3]`, `\n`, `\012`.
 * @param length how long `[x*]` makes the set
 */
export function setOf(text: string, length = 0): string[] {
  const signs: string[] = [];
  let at = 0;
  const one = (): string => {
    if (text[at] === '\\' && at + 1 < text.length) {
      const octal = /^\\[0-7]{1,3}/.exec(text.slice(at))?.[0];
      const source = octal ?? text.slice(at, at + 2);
      at += source.length;
      const { text: sign } = unescapeText(source);
      return sign.length === 1 ? sign : (source[1] ?? '');
    }
    return text[at++]!;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const named = /^\[:(\w+):\]/.exec(rest);
    const pattern = named === null ? undefined : SETS[named[1]!];
    if (pattern !== undefined) {
      for (let code = 0; code < 256; code++)
        if (pattern.test(String.fromCharCode(code))) signs.push(String.fromCharCode(code));
      at += named![0].length;
      continue;
    }
    const same = /^\[=(.)=\]/s.exec(rest);
    if (same !== null) {
      signs.push(same[1]!);
      at += same[0].length;
      continue;
    }
    const many = /^\[(.)\*(\d*)\]/s.exec(rest);
    if (many !== null) {
      const count = many[2] === '' ? Math.max(0, length - signs.length) : Number(many[2]);
      for (let left = Math.min(count, 65_536); left > 0; left--) signs.push(many[1]!);
      at += many[0].length;
      continue;
    }
    const from = one();
    if (text[at] === '-' && at + 1 < text.length) {
      at++;
      const to = one();
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++)
        signs.push(String.fromCharCode(code));
    } else signs.push(from);
  }
  return signs;
}
