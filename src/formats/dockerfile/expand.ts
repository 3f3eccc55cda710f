import { PatternError, shellPattern, withoutPrefix, withoutSuffix } from './shell-pattern.ts';

/** Where variables come from: `get` gives undefined for one that is not set. */
export interface Variables {
  get(name: string): string | undefined;
}

export const NO_VARIABLES: Variables = { get: () => undefined };

export interface ExpandOptions {
  /** The character that takes the meaning from the next one. */
  readonly escape?: string;
  /** Quotes stay. */
  readonly rawQuotes?: boolean;
  /** Escapes stay. */
  readonly rawEscapes?: boolean;
  /** Quotes mean nothing. */
  readonly plainQuotes?: boolean;
  /** `$name` stays as it is if there is no such variable. */
  readonly keepUnset?: boolean;
}

/** What came of a text: the whole, its words, and which variables it named. */
export interface Expanded {
  readonly text: string;
  readonly words: readonly string[];
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
}

/** Why a text cannot be expanded; the words are BuildKit's. */
export class ExpandError extends Error {}

const SPACE = /\s/u;
const NAME = /[\p{L}\p{Nd}_]/u;
const DIGIT = /\p{Nd}/u;
const SPECIAL_PARAMETERS = '@*#?-$!0';
const DEEPEST = 200;

class Words {
  #all: string[] = [];
  #word = '';
  add(text: string): void {
    for (const character of text) {
      if (!SPACE.test(character)) this.#word += character;
      else this.#end();
    }
  }
  addRaw(text: string): void {
    this.#word += text;
  }
  #end(): void {
    if (this.#word !== '') this.#all.push(this.#word);
    this.#word = '';
  }
  all(): readonly string[] {
    this.#end();
    return this.#all;
  }
}

/** Reads words as the shell of a Dockerfile does: quotes, escapes, `$name` and `${name…}`. */
class Expansion {
  readonly #text: readonly string[];
  readonly #variables: Variables;
  readonly #options: ExpandOptions;
  readonly #escape: string;
  readonly matched = new Set<string>();
  readonly unmatched = new Set<string>();
  #at = 0;
  #rawEscapes: boolean;
  #depth = 0;

  constructor(text: string, variables: Variables, options: ExpandOptions) {
    this.#text = [...text];
    this.#variables = variables;
    this.#options = options;
    this.#escape = options.escape ?? '\\';
    this.#rawEscapes = options.rawEscapes === true;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #next(): string {
    return this.#text[this.#at++] ?? '';
  }

  #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #lookUp(name: string): string | undefined {
    const value = this.#variables.get(name);
    (value === undefined ? this.unmatched : this.matched).add(name);
    return value;
  }

  /** Reads up to the stop character, or to the end if that is ''. */
  read(stop: string, rawEscapes: boolean): { readonly text: string; readonly words: readonly string[] } {
    const before = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    if (++this.#depth > DEEPEST) throw new ExpandError('syntax error: substitutions are too deep');
    try {
      return this.#readOn(stop);
    } finally {
      this.#rawEscapes = before;
      this.#depth -= 1;
    }
  }

  #readOn(stop: string): { readonly text: string; readonly words: readonly string[] } {
    const words = new Words();
    const out: string[] = [];
    while (!this.#atEnd()) {
      const character = this.#peek();
      if (stop !== '' && character === stop) {
        this.#at += 1;
        return { text: out.join(''), words: words.all() };
      }
      const special = this.#special(character);
      if (special !== undefined) {
        out.push(special);
        if (character === '$') words.add(special);
        else words.addRaw(special);
        continue;
      }
      this.#at += 1;
      if (character !== this.#escape) {
        out.push(character);
        words.add(character);
        continue;
      }
      if (this.#rawEscapes) {
        out.push(character);
        words.addRaw(character);
      }
      const escaped = this.#next();
      out.push(escaped);
      words.addRaw(escaped);
    }
    if (stop !== '') throw new ExpandError(`unexpected end of statement while looking for matching ${stop}`);
    return { text: out.join(''), words: words.all() };
  }

  #special(character: string): string | undefined {
    if (character === '$') return this.#dollar();
    if (character === '<') return this.#heredocMark();
    if (this.#options.plainQuotes === true) return undefined;
    if (character === "'") return this.#singleQuoted();
    return character === '"' ? this.#doubleQuoted() : undefined;
  }

  /** `<< NAME`: the space is kept, so that both make one word. */
  #heredocMark(): string {
    this.#at += 1;
    if (this.#peek() !== '<') return '<';
    this.#at += 1;
    let out = '<<';
    while (this.#peek() !== '' && ' \t\r'.includes(this.#peek())) out += this.#next();
    return out;
  }

  /** Reads a quote; it stays only where quotes are kept. */
  #quoteMark(): string {
    const mark = this.#next();
    return this.#options.rawQuotes === true ? mark : '';
  }

  #singleQuoted(): string {
    const quote = this.#quoteMark();
    const end = this.#text.indexOf("'", this.#at);
    if (end < 0) {
      this.#at = this.#text.length;
      throw new ExpandError('unexpected end of statement while looking for matching single-quote');
    }
    const inside = this.#text.slice(this.#at, end).join('');
    this.#at = end + 1;
    return `${quote}${inside}${quote}`;
  }

  #doubleQuoted(): string {
    const quote = this.#quoteMark();
    const out = [quote];
    while (!this.#atEnd()) {
      if (this.#peek() === '"') {
        this.#at += 1;
        return `${out.join('')}${quote}`;
      }
      if (this.#peek() === '$') {
        out.push(this.#dollar());
        continue;
      }
      let character = this.#next();
      if (character === this.#escape) {
        if (this.#rawEscapes) out.push(character);
        const next = this.#peek();
        if (next === '') continue;
        if (next === '"' || next === '$' || next === this.#escape) character = this.#next();
      }
      out.push(character);
    }
    throw new ExpandError('unexpected end of statement while looking for matching double-quote');
  }

  #name(): string {
    const first = this.#peek();
    let name = '';
    if (first !== '' && DIGIT.test(first)) {
      while (!this.#atEnd() && DIGIT.test(this.#peek())) name += this.#next();
      return name;
    }
    if (first !== '' && SPECIAL_PARAMETERS.includes(first)) return this.#next();
    while (!this.#atEnd() && NAME.test(this.#peek())) name += this.#next();
    return name;
  }

  #dollar(): string {
    this.#at += 1;
    if (this.#peek() !== '{') {
      const name = this.#name();
      if (name === '') return '$';
      const value = this.#lookUp(name);
      return value ?? (this.#options.keepUnset === true ? `$${name}` : '');
    }
    this.#at += 1;
    if (this.#atEnd()) throw new ExpandError("syntax error: missing '}'");
    if ('{}:'.includes(this.#peek())) throw new ExpandError('syntax error: bad substitution');
    const name = this.#name();
    const modifier = this.#next();
    if (modifier === '}') {
      const value = this.#lookUp(name);
      return value ?? (this.#options.keepUnset === true ? `\${${name}}` : '');
    }
    if (modifier === '/') return this.#replaced(name);
    if (modifier === ':') return this.#modified(name, this.#next(), true);
    return this.#modified(name, modifier, false);
  }

  #until(stop: string, raw: boolean, missing: string): string {
    try {
      return this.read(stop, raw).text;
    } catch (problem) {
      if (problem instanceof ExpandError && this.#atEnd()) throw new ExpandError(missing);
      throw problem;
    }
  }

  #modified(name: string, modifier: string, colon: boolean): string {
    const shown = `${colon ? ':' : ''}${modifier}`;
    const trims = modifier === '#' || modifier === '%';
    if (!'+-?#%'.includes(modifier) || modifier === '' || (colon && trims)) {
      throw new ExpandError(`unsupported modifier (${shown}) in substitution`);
    }
    const word = this.#until('}', trims, "syntax error: missing '}'");
    const value = this.#lookUp(name);
    if (value === undefined && this.#options.keepUnset === true) return `\${${name}${shown}${word}}`;
    const missing = value === undefined || (colon && value === '');
    if (modifier === '-') return missing ? word : value;
    if (modifier === '+') return missing ? '' : word;
    if (modifier === '?') {
      if (!missing) return value;
      const why = value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
      throw new ExpandError(`${name}: ${word === '' ? why : word}`);
    }
    const greedy = word.startsWith(modifier);
    const pattern = greedy ? word.slice(1) : word;
    return this.#matching(pattern, () =>
      (modifier === '%' ? withoutSuffix : withoutPrefix)(pattern, value ?? '', greedy),
    );
  }

  #matching<T>(pattern: string, make: () => T): T {
    try {
      return make();
    } catch (problem) {
      if (!(problem instanceof PatternError)) throw problem;
      throw new ExpandError(`invalid pattern (${pattern}) in substitution: ${problem.message}`);
    }
  }

  #replaced(name: string): string {
    const all = this.#peek() === '/';
    if (all) this.#at += 1;
    const pattern = this.#until('/', true, `syntax error: missing '/' in $\{}`);
    const replacement = this.#until('}', true, "syntax error: missing '}'");
    const value = this.#lookUp(name);
    if (value === undefined && this.#options.keepUnset === true) {
      return `\${${name}/${pattern}/${replacement}}`;
    }
    const { source } = this.#matching(pattern, () => shellPattern(pattern, true, false));
    return (value ?? '').replace(new RegExp(source, all ? 'gu' : 'u'), () => replacement);
  }
}

/**
 * Expands the variables of a text and takes its quotes away, as BuildKit does for the arguments of instructions.
 * @throws ExpandError `failed to process "…": …` with BuildKit's words
 */
export function expand(text: string, variables: Variables, options: ExpandOptions = {}): Expanded {
  const expansion = new Expansion(text, variables, options);
  try {
    const read = expansion.read('', options.rawEscapes === true);
    return { ...read, matched: expansion.matched, unmatched: expansion.unmatched };
  } catch (problem) {
    if (!(problem instanceof ExpandError)) throw problem;
    throw new ExpandError(`failed to process ${JSON.stringify(text)}: ${problem.message}`);
  }
}
