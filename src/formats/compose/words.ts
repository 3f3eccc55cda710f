import { ComposeError } from './tree.ts';

/**
 * Cuts a command line into words as Compose does with `command: a string` (mattn/go-shellwords): blanks separate, quotes
 * and backslashes as in a shell, nothing is expanded.
 *
 * @throws ComposeError `invalid command line string`, when a quote is left open
 */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let started = false;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '\\' && quote !== "'") {
      at += 1;
      if (at >= text.length) throw new ComposeError('invalid command line string');
      // A line that goes on.
      if (text[at] === '\n') continue;
      word += text[at];
      started = true;
    } else if (quote !== '') {
      if (sign === quote) quote = '';
      else word += sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      started = true;
    } else if (/\s/.test(sign)) {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += sign;
      started = true;
    }
  }
  if (quote !== '') throw new ComposeError('invalid command line string');
  if (started) words.push(word);
  return words;
}
