import { LONGEST, tooLong } from '../control.ts';
import { patternSource } from '../pattern.ts';
import type { Shell } from '../shell-state.ts';

/** Texts up to this long are tried against a pattern for which each length must be tried. */
const LONGEST_HARD = 10_000;

/** `${x#p} ${x##p} ${x%p} ${x%%p}`. @returns the text without the prefix or suffix that the pattern matches */
export function removePattern(
  shell: Shell,
  text: string,
  pattern: string,
  operator: '#' | '##' | '%' | '%%',
): string {
  const extended = shell.kind === 'bash';
  if (operator === '#' || operator === '##') {
    if (isHard(pattern)) return removePrefix(shell.pattern(pattern, { extended }), text, operator);
    const source = patternSource(pattern, { extended, lazy: operator === '#' });
    const match = new RegExp(`^(?:${source})`).exec(text);
    return match ? text.slice(match[0].length) : text;
  }
  const whole = shell.pattern(pattern, { extended });
  if (operator === '%%') {
    for (let at = 0; at <= text.length; at++) if (whole.test(text.slice(at))) return text.slice(0, at);
  } else {
    for (let at = text.length; at >= 0; at--) if (whole.test(text.slice(at))) return text.slice(0, at);
  }
  return text;
}

/** Whether JavaScript's machine could try for ever. */
function isHard(pattern: string): boolean {
  return pattern.split('*').length > 3 || /[*+]\(/.test(pattern);
}

function removePrefix(whole: { test(text: string): boolean }, text: string, operator: '#' | '##'): string {
  if (text.length > LONGEST_HARD) throw tooLong();
  const ends = Array.from({ length: text.length + 1 }, (_, at) => at);
  for (const end of operator === '#' ? ends : ends.reverse()) {
    if (whole.test(text.slice(0, end))) return text.slice(end);
  }
  return text;
}

/** `${x/p/r}` and its kin. @returns the text with the first or every longest match replaced */
export function replacePattern(
  shell: Shell,
  text: string,
  pattern: string,
  operator: '/' | '//' | '/#' | '/%',
  replacement: string,
): string {
  if (pattern === '' && (operator === '/' || operator === '//')) return text;
  if (isHard(pattern) && text.length > LONGEST_HARD / 20) throw tooLong();
  const source = patternSource(pattern, { extended: shell.kind === 'bash' });
  if (operator === '/#') return text.replace(new RegExp(`^(?:${source})`), () => replacement);
  if (operator === '/%') {
    const whole = new RegExp(`^(?:${source})$`);
    for (let at = 0; at <= text.length; at++) {
      if (whole.test(text.slice(at))) return text.slice(0, at) + replacement;
    }
    return text;
  }
  if (operator === '/') return text.replace(new RegExp(source), () => replacement);
  const matcher = new RegExp(source, 'y');
  let out = '';
  for (let at = 0; at < text.length; ) {
    matcher.lastIndex = at;
    const match = matcher.exec(text);
    if (match && match[0] !== '') {
      out += replacement;
      if (out.length > LONGEST) throw tooLong();
      at += match[0].length;
    } else out += text[at++];
  }
  return out;
}

/** `${x^} ${x^^} ${x,} ${x,,}`. @returns the text with the letters that the pattern matches in the other case */
export function convertCase(
  shell: Shell,
  text: string,
  operator: '^' | '^^' | ',' | ',,',
  pattern: string,
): string {
  const matcher = shell.pattern(pattern === '' ? '?' : pattern);
  const convert = (char: string): string => {
    if (!matcher.test(char) || char > '\x7f') return char;
    return operator.startsWith('^') ? char.toUpperCase() : char.toLowerCase();
  };
  if (operator.length === 2) return [...text].map(convert).join('');
  return text === '' ? text : convert(text[0] as string) + text.slice(1);
}
