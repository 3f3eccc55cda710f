/** The signs that make a name of a path a pattern. */
export const WILD = /[*?[\\]/;

/**
 * One name of a path as Go's filepath.Match has it: `*` and `?` are any characters of it, `[…]` is one of some.
 *
 * @param pattern without slashes
 * @returns whether a name fits
 */
export function nameMatcher(pattern: string): (name: string) => boolean {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    const [brackets] = /^\[(?:\\.|[^\]\\])+\]/s.exec(pattern.slice(at)) ?? [];
    if (character === '*') out += '.*';
    else if (character === '?') out += '.';
    else if (brackets !== undefined) {
      out += brackets;
      at += brackets.length - 1;
    } else {
      const literal = character === '\\' ? (pattern[++at] ?? '\\') : character;
      out += literal.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
    }
  }
  const expression = new RegExp(`^${out}$`, 'su');
  return (name) => expression.test(name);
}
