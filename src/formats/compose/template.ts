/** Says what a variable is; undefined if it is not set. */
export type Lookup = (name: string) => string | undefined;

/** Why a text cannot be interpolated; the words are Compose's (compose-go template package). */
export class TemplateError extends Error {
  readonly kind: 'invalid' | 'required';
  constructor(kind: 'invalid' | 'required', message: string) {
    super(message);
    this.kind = kind;
  }
}

const NAME = /[_a-zA-Z][_a-zA-Z0-9]*/y;
const OPERATOR = /:?[-?+]/y;

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** @returns where the brace that opens before `from` is closed, those of nested expressions skipped; -1 if nowhere */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '$' && text[at + 1] === '$') at += 1;
    else if (text[at] === '$' && text[at + 1] === '{') {
      depth += 1;
      at += 1;
    } else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/**
 * Puts the values of variables into a text: `$X ${X} ${X:-y} ${X-y} ${X:?why} ${X?why} ${X:+y} ${X+y}`, nested ones too,
 * and `$$` for a dollar. A `$` before anything else stays.
 *
 * @param unset is told of each variable that is not set and has no default
 * @throws TemplateError
 */
export function substitute(text: string, lookup: Lookup, unset: (name: string) => void = () => {}): string {
  let result = '';
  let at = 0;
  for (;;) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) return result + text.slice(at);
    result += text.slice(at, dollar);
    at = dollar + 1;
    if (text[at] === '$') {
      result += '$';
      at += 1;
    } else if (text[at] === '{') {
      const name = matchAt(NAME, text, at + 1);
      const after = at + 1 + name.length;
      const end = closing(text, at + 1);
      const operator = matchAt(OPERATOR, text, after);
      if (name === '' || end < 0 || (operator === '' && after !== end)) throw invalid(text);
      const word = text.slice(after + operator.length, end);
      result += braced(name, operator, word, lookup, unset);
      at = end + 1;
    } else {
      const name = matchAt(NAME, text, at);
      if (name === '') result += '$';
      else {
        result += plain(name, lookup, unset);
        at += name.length;
      }
    }
  }
}

function invalid(text: string): TemplateError {
  return new TemplateError('invalid', text);
}

function plain(name: string, lookup: Lookup, unset: (name: string) => void): string {
  const value = lookup(name);
  if (value === undefined) unset(name);
  return value ?? '';
}

function braced(
  name: string,
  operator: string,
  word: string,
  lookup: Lookup,
  unset: (name: string) => void,
): string {
  if (operator === '') return plain(name, lookup, unset);
  const value = lookup(name);
  const there = value !== undefined && (operator.length === 1 || value !== '');
  if (operator.endsWith('-')) return there ? value : substitute(word, lookup, unset);
  if (operator.endsWith('+')) return there ? substitute(word, lookup, unset) : (value ?? '');
  if (there) return value;
  const why = substitute(word, lookup, unset);
  throw new TemplateError(
    'required',
    `required variable ${name} is missing a value${why === '' ? '' : `: ${why}`}`,
  );
}
