/** Writing a string so that a shell reads it back. */

/** @returns the string as bash's `printf %q` writes it */
export function quoteForReuse(text: string): string {
  if (text === '') return "''";
  if (/[\x00-\x08\x0a-\x1f\x7f-\xff]/.test(text)) return ansiQuote(text);
  if (/^[A-Za-z0-9_@%+=:./-]*$/.test(text)) return text;
  return text.replace(/[^A-Za-z0-9_@%+=:./-]/g, '\\$&').replace(/^~/, '\\~');
}

/** @returns the string in quotes, always (`${x@Q}`, `declare -p` of functions, `set`) */
export function quoteAlways(text: string): string {
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @returns the string as bash's `set -x` and `set` write it: quoted only if it must be */
export function quoteIfNeeded(text: string): string {
  if (text === '') return "''";
  if (/^[A-Za-z0-9_@%+=:,./~^!{}#-]*$/.test(text) && !/^[~#]|[{},]{2}|[!^{}]/.test(text)) return text;
  return quoteAlways(text);
}

/** @returns the string in double quotes, as `declare -p` writes values */
export function doubleQuote(text: string): string {
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** @returns the string in single quotes, as ash and dash write values: a `'` stands between double quotes */
export function singleQuote(text: string): string {
  if (text === '') return "''";
  return text
    .split(/('+)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith("'") ? `"${part}"` : `'${part}'`))
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\x1b': '\\E',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  "'": "\\'",
};

function ansiQuote(text: string): string {
  const body = text.replace(/[\x00-\x1f\x7f-\xff\\']/g, (char) => {
    return ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `$'${body}'`;
}
