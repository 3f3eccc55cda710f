import type { Context } from '../shell-records.ts';
import type { Shell } from '../shell-state.ts';
import type { Part } from './fields.ts';
import { type Tilde, tildePrefix } from './tilde.ts';

/** Text outside of quotes: `\x` is a quoted x, and a tilde may begin it. */
export function literalText(
  shell: Shell,
  whole: string,
  context: Context,
  out: Part[],
  tilde: Tilde | undefined,
): void {
  let text = whole;
  if (tilde) {
    out.push({ text: tilde.value, quoted: true, split: false });
    text = text.slice(tilde.length);
    if (text === '') return;
  }
  if (context.assignment && text.includes(':~')) {
    const parts = text.split(/(?<=:)(?=~)/);
    for (const part of parts) {
      const found = part.startsWith('~') ? tildePrefix(shell, part, /[/:]/) : undefined;
      if (found) out.push({ text: found.value, quoted: true, split: false });
      unquote(found ? part.slice(found.length) : part, out);
    }
    return;
  }
  unquote(text, out);
}

/** Adds text from outside of quotes to `out`: what a backslash quotes is quoted. */
export function unquote(text: string, out: Part[]): void {
  if (!text.includes('\\')) {
    if (text !== '') out.push({ text, quoted: false, split: false });
    return;
  }
  let start = 0;
  const flush = (end: number): void => {
    if (end > start) out.push({ text: text.slice(start, end), quoted: false, split: false });
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') continue;
    flush(at);
    if (at + 1 >= text.length) out.push({ text: '\\', quoted: true, split: false });
    else if (text[at + 1] !== '\n') out.push({ text: text[at + 1] as string, quoted: true, split: false });
    start = at + 2;
    at++;
  }
  flush(text.length);
}
