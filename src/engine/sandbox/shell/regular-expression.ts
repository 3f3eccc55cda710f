const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
};

/** @returns a POSIX extended regular expression as JavaScript's; undefined if it is not well formed */
export function posixRegExp(source: string, ignoreCase = false): RegExp | undefined {
  let out = '';
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string;
    if (char === '\\' && at + 1 < source.length) {
      const next = source[++at] as string;
      out += /[A-Za-z0-9_]/.test(next) && !/[wWsSbB]/.test(next) ? next : `\\${next}`;
    } else if (char === '[') {
      const bracket = /^\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/.exec(source.slice(at));
      if (!bracket) return undefined;
      const close = at + bracket[0].length - 1;
      const inner = source
        .slice(at + 1, close)
        .replace(/\[:(\w+):\]|[\\[\]]/g, (part, name: string | undefined) =>
          name ? (CLASSES[name] ?? '') : `\\${part}`,
        );
      out += `[${inner}]`;
      at = close;
    } else out += char;
  }
  try {
    return new RegExp(out, ignoreCase ? 'i' : '');
  } catch {
    return undefined;
  }
}
