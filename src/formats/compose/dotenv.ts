import { type Lookup, substitute } from './template.ts';
import { ComposeError } from './tree.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

/** @returns the text up to the quote that closes, and where that is; escaped quotes do not close */
function quoted(text: string, quote: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/**
 * Reads a `.env` file: `NAME=value`, `export NAME=value`, `NAME: value`, comments, quotes (single ones keep everything,
 * double ones know \n and variables), a name alone takes its value from outside (compose-go dotenv package).
 *
 * @param lookup what is set outside; variables of the file itself win over it in `${NAME}`
 * @throws ComposeError with the line
 */
export function parseDotenv(
  text: string,
  lookup: Lookup = () => undefined,
  unset: (name: string) => void = () => {},
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const find: Lookup = (name) => found.get(name) ?? lookup(name);
  let rest = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  let line = 1;
  const take = (count: number): void => {
    line += rest.slice(0, count).split('\n').length - 1;
    rest = rest.slice(count);
  };
  for (;;) {
    const [blank = ''] = /^(?:\s+|#[^\n]*)*/.exec(rest) ?? [];
    take(blank.length);
    if (rest === '') return found;
    const [whole = '', name = '', sign = ''] =
      /^(?:export[ \t]+)?([A-Za-z0-9_.[\]-]+)[ \t]*([=:\n]|$)/.exec(rest) ?? [];
    if (name === '') {
      const [bad = ''] = /^[^\n]*/.exec(rest) ?? [];
      const wrong = /[^A-Za-z0-9_.[\]-]/.exec(bad.replace(/^export[ \t]+/, ''))?.[0] ?? '';
      throw new ComposeError(
        wrong === ' '
          ? `line ${line}: key cannot contain a space`
          : `line ${line}: unexpected character ${JSON.stringify(wrong)} in variable name ${JSON.stringify(bad)}`,
      );
    }
    if (sign === '\n' || sign === '') {
      const inherited = lookup(name);
      if (inherited !== undefined) found.set(name, inherited);
      take(whole.length);
      continue;
    }
    take(whole.length);
    take(/^[ \t]*/.exec(rest)?.[0].length ?? 0);
    const quote = rest[0];
    if (quote === '"' || quote === "'") {
      const end = quoted(rest, quote);
      if (end < 0)
        throw new ComposeError(`line ${line}: unterminated quoted value ${/^[^\n]*/.exec(rest)?.[0] ?? ''}`);
      const inside = rest.slice(1, end);
      found.set(
        name,
        quote === "'"
          ? inside
          : substitute(
              inside.replace(/\\(.)/gs, (all, escaped: string) => ESCAPES[escaped] ?? all),
              find,
              unset,
            ),
      );
      take(end + 1);
      take(/^[^\n]*/.exec(rest)?.[0].length ?? 0);
    } else {
      const [value = ''] = /^[^\n]*/.exec(rest) ?? [];
      const bare = value.replace(/(^|[ \t])#.*$/, '').trim();
      found.set(name, substitute(bare, find, unset));
      take(value.length);
    }
  }
}
