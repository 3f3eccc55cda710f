/** Backslash sequences of `echo -e`, `printf` and `$'…'`. */

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Which sequences count: of `echo` and `%b`, of a `printf` format, of `$'…'`. dash knows no `\x`, `\e`, `\u`. */
export type EscapeStyle = 'echo' | 'format' | 'ansi' | 'dash-echo' | 'dash-format';

/**
 * @returns the text with its backslash sequences replaced; `stop` if `\c` said that nothing more is to be printed
 */
export function expandEscapes(text: string, style: EscapeStyle): { text: string; stop: boolean } {
  if (!text.includes('\\')) return { text, stop: false };
  const echo = style === 'echo' || style === 'dash-echo';
  const dash = style.startsWith('dash');
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char !== '\\' || at + 1 >= text.length) {
      out += char;
      continue;
    }
    const next = text[at + 1] as string;
    const rest = text.slice(at + 1, at + 12);
    at++;
    if (next in SIMPLE) out += SIMPLE[next];
    else if (next === 'c' && echo) return { text: out, stop: true };
    else if (next === 'c' && style === 'ansi' && at + 1 < text.length) {
      out += String.fromCharCode((text[++at] as string).toUpperCase().charCodeAt(0) & 31);
    } else if (next === 'e' || (next === 'E' && !dash)) out += '\x1b';
    else if (style === 'ansi' && (next === "'" || next === '"' || next === '?')) out += next;
    else if (style === 'format' && next === '"') out += next;
    else if (/[0-7]/.test(next)) {
      const digits = (echo && next === '0' ? /^0[0-7]{0,3}/ : /^[0-7]{1,3}/).exec(rest)?.[0] as string;
      if (echo && next !== '0' && style !== 'echo') {
        out += String.fromCharCode(Number.parseInt(digits, 8) & 255);
      } else if (echo && next !== '0') {
        out += `\\${digits}`;
      } else out += String.fromCharCode(Number.parseInt(digits, 8) & 255);
      at += digits.length - 1;
    } else if (next === 'x' && !dash && /^x[0-9a-fA-F]/.test(rest)) {
      const digits = /^x([0-9a-fA-F]{1,2})/.exec(rest)?.[1] as string;
      out += String.fromCharCode(Number.parseInt(digits, 16));
      at += digits.length;
    } else if ((next === 'u' || next === 'U') && !dash && /^[uU][0-9a-fA-F]/.test(rest)) {
      const digits = (next === 'u' ? /^u([0-9a-fA-F]{1,4})/ : /^U([0-9a-fA-F]{1,8})/).exec(
        rest,
      )?.[1] as string;
      const code = Number.parseInt(digits, 16);
      out += Buffer.from(String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd), 'utf8').toString('latin1');
      at += digits.length;
    } else out += `\\${next}`;
  }
  return { text: out, stop: false };
}
