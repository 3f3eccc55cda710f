/** What a pattern cannot be. */
export class PatternError extends Error {}

const SPECIAL = new Set('[]{}.+()|^$');

/**
 * A shell's wildcards `*` and `?` as a regular expression; brackets have no meaning here (Dockerfile reference,
 * "Environment replacement").
 * @param greedy whether `*` takes as much as it can
 * @throws PatternError for a backslash before anything but `*`, `?` and itself
 */
export function shellPattern(pattern: string, greedy: boolean, anchored: boolean): RegExp {
  let out = anchored ? '^' : '';
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    let character = characters[at] ?? '';
    if (character === '*') out += greedy ? '.*' : '.*?';
    else if (character === '?') out += '.';
    else if (character === '\\') {
      // `}` and `/` end parts of ${…}, so they are escaped there; the backslash is no part of the pattern.
      if (characters[at + 1] === '}' || characters[at + 1] === '/') continue;
      character = characters[++at] ?? '';
      if (character !== '*' && character !== '?' && character !== '\\') {
        throw new PatternError(`invalid escape '\\${character}'`);
      }
      out += `\\${character}`;
    } else out += SPECIAL.has(character) ? `\\${character}` : character;
  }
  return new RegExp(out, 'u');
}

function cut(expression: RegExp, value: string): string {
  const found = expression.exec(value);
  return found === null ? value : value.slice(found[0].length);
}

const backwards = (text: string): string => [...text].reverse().join('');

/** A pattern read from its end; an escape stays before what it escapes. */
function patternBackwards(pattern: string): string {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/gu) ?? [];
  return parts.reverse().join('');
}

/** `${name#pattern}` and `##`. */
export function withoutPrefix(pattern: string, value: string, greedy: boolean): string {
  return cut(shellPattern(pattern, greedy, true), value);
}

/** `${name%pattern}` and `%%`. */
export function withoutSuffix(pattern: string, value: string, greedy: boolean): string {
  return backwards(cut(shellPattern(patternBackwards(pattern), greedy, true), backwards(value)));
}
