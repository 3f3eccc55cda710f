import type { Match } from '../../support/regex/pattern.ts';
import type { Replacement } from './ast.ts';

/** @returns the replacement with its groups put in */
function fill(replacement: Replacement, match: Match): string {
  let out = '';
  let mode: 'U' | 'L' | 'E' = 'E';
  let once: 'u' | 'l' | undefined;
  for (const part of replacement) {
    if (typeof part === 'object' && 'turn' in part) {
      if (part.turn === 'u' || part.turn === 'l') once = part.turn;
      else mode = part.turn;
      continue;
    }
    let text = typeof part === 'string' ? part : (match.groups[part.group] ?? '');
    if (mode === 'U') text = text.toUpperCase();
    if (mode === 'L') text = text.toLowerCase();
    if (once !== undefined && text !== '') {
      text = (once === 'u' ? text[0]!.toUpperCase() : text[0]!.toLowerCase()) + text.slice(1);
      once = undefined;
    }
    out += text;
  }
  return out;
}

/**
 * What the s command does to a line.
 *
 * @param find finds the pattern from a place on
 * @param flags which matches are replaced: from the `nth` on, one or all
 * @returns the line that comes out; undefined if nothing was replaced
 */
export function substituted(
  text: string,
  find: (text: string, from: number) => Match | undefined,
  replacement: Replacement,
  { all, nth }: { readonly all: boolean; readonly nth: number },
): string | undefined {
  let out = '';
  let at = 0;
  let count = 0;
  let done = false;
  // Where the last match that was not empty ended.
  let last = -1;
  for (let from = 0; from <= text.length; ) {
    const match = find(text, from);
    if (match === undefined) break;
    // An empty match right after another match is none.
    const empty = match.end === match.index;
    if (empty && match.index === last) {
      if (match.index >= text.length) break;
      out += text.slice(at, match.index + 1);
      at = match.index + 1;
      from = at;
      continue;
    }
    count++;
    out += text.slice(at, match.index);
    if (count >= nth) {
      out += fill(replacement, match);
      done = true;
    } else out += text.slice(match.index, match.end);
    at = match.end;
    if (!empty) last = match.end;
    if (done && !all) break;
    if (empty) {
      if (match.end >= text.length) break;
      out += text[match.end];
      at = match.end + 1;
    }
    from = at;
  }
  return done ? out + text.slice(at) : undefined;
}
