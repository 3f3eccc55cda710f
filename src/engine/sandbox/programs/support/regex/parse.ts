import { bracketEnd, bracketToClass, escapeRegExp } from '../glob.ts';

/** A POSIX regular expression, taken apart. `set` holds the source of a JavaScript class. */
export type Node =
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'assert'; readonly source: string }
  | { readonly kind: 'group'; readonly index: number; readonly inner: Node }
  | { readonly kind: 'back'; readonly index: number }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly inner: Node; readonly least: number; readonly most: number };

/** What is wrong with an expression: glibc's words and musl's. */
const MESSAGES = {
  bracket: ['Unmatched [, [^, [:, [., or [=', "Missing ']'"],
  paren: ['Unmatched ( or \\(', "Missing ')'"],
  close: ['Unmatched ) or \\)', "Missing ')'"],
  brace: ['Invalid content of \\{\\}', 'Invalid contents of {}'],
  slash: ['Trailing backslash', 'Trailing backslash'],
  back: ['Invalid back reference', 'Invalid back reference'],
  repeat: ['Invalid preceding regular expression', 'Repetition not preceded by valid expression'],
  range: ['Invalid range end', 'Invalid character range'],
  big: ['Regular expression too big', 'Out of memory'],
} as const;

/** Thrown for an expression that is none. */
export class PatternError extends Error {
  readonly musl: string;
  constructor(what: keyof typeof MESSAGES) {
    super(MESSAGES[what][0]);
    this.musl = MESSAGES[what][1];
  }
}

const SHORTHANDS: Readonly<Record<string, string>> = {
  w: '[A-Za-z0-9_]',
  W: '[^A-Za-z0-9_]',
  s: '[ \\t\\n\\r\\f\\v]',
  S: '[^ \\t\\n\\r\\f\\v]',
};
const ASSERTIONS: Readonly<Record<string, string>> = {
  b: '\\b',
  B: '\\B',
  '<': '\\b(?=\\w)',
  '>': '\\b(?<=\\w)',
  '`': '^',
  "'": '$',
};
const CONTROLS: Readonly<Record<string, string>> = {
  n: '\\n',
  t: '\\t',
  r: '\\r',
  f: '\\f',
  v: '\\v',
  a: '\\x07',
};

/**
 * Parses a basic or extended regular expression with GNU's additions (`\+ \? \|` in basic ones, `\w \s \b \< \>`).
 * Throws PatternError.
 */
export function parsePattern(
  source: string,
  extended: boolean,
): { readonly node: Node; readonly groups: number } {
  const parser = new Parser(source, extended);
  const node = parser.choice(0);
  parser.end();
  return { node, groups: parser.groups };
}

class Parser {
  readonly #text: string;
  readonly #extended: boolean;
  #at = 0;
  groups = 0;
  readonly #closed = new Set<number>();

  constructor(text: string, extended: boolean) {
    this.#text = text;
    this.#extended = extended;
  }

  end(): void {
    if (this.#at < this.#text.length) throw new PatternError('close');
  }

  #looking(plain: string): boolean {
    const token = this.#extended ? plain : `\\${plain}`;
    return this.#text.startsWith(token, this.#at);
  }

  #take(plain: string): boolean {
    if (!this.#looking(plain)) return false;
    this.#at += this.#extended ? 1 : 2;
    return true;
  }

  choice(depth: number): Node {
    if (depth > 200) throw new PatternError('big');
    const options = [this.#sequence(depth)];
    while (this.#take('|')) options.push(this.#sequence(depth));
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  #sequence(depth: number): Node {
    const items: Node[] = [];
    const first = () =>
      items.length === 0 || items.every((item) => item.kind === 'assert' && item.source === '^');
    while (this.#at < this.#text.length) {
      if (this.#looking('|')) break;
      // A lone `)` of an extended expression is an ordinary character where no group is open.
      if (this.#looking(')') && (depth > 0 || !this.#extended)) break;
      const atom = this.#atom(depth, first());
      items.push(this.#repeated(atom));
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  #atom(depth: number, first: boolean): Node {
    const sign = this.#text[this.#at]!;
    if (this.#take('(')) {
      const index = ++this.groups;
      const inner = this.choice(depth + 1);
      if (!this.#take(')')) throw new PatternError('paren');
      this.#closed.add(index);
      return { kind: 'group', index, inner };
    }
    this.#at++;
    if (sign === '\\') return this.#escape();
    if (sign === '[') return this.#bracket();
    if (sign === '.') return { kind: 'set', source: '[^]' };
    if (sign === '^' && (this.#extended || first)) return { kind: 'assert', source: '^' };
    if (
      sign === '$' &&
      (this.#extended || this.#at === this.#text.length || this.#looking(')') || this.#looking('|'))
    )
      return { kind: 'assert', source: '$' };
    return literal(sign);
  }

  #escape(): Node {
    const sign = this.#text[this.#at];
    if (sign === undefined) throw new PatternError('slash');
    this.#at++;
    if (/[1-9]/.test(sign)) {
      if (!this.#closed.has(Number(sign))) throw new PatternError('back');
      return { kind: 'back', index: Number(sign) };
    }
    if (sign in SHORTHANDS) return { kind: 'set', source: SHORTHANDS[sign]! };
    if (sign in ASSERTIONS) return { kind: 'assert', source: ASSERTIONS[sign]! };
    if (sign in CONTROLS) return { kind: 'set', source: CONTROLS[sign]! };
    return literal(sign);
  }

  #bracket(): Node {
    const open = this.#at - 1;
    const end = bracketEnd(this.#text, open);
    if (end < 0) throw new PatternError('bracket');
    const source = bracketToClass(this.#text.slice(open + 1, end));
    if (source === undefined) throw new PatternError('range');
    this.#at = end + 1;
    return { kind: 'set', source };
  }

  #repeated(atom: Node): Node {
    let node = atom;
    for (;;) {
      const sign = this.#text[this.#at];
      if (sign === '*' && !(node.kind === 'assert' && !this.#extended)) {
        this.#at++;
        node = repeat(node, 0, Infinity);
      } else if (this.#looking('+') && this.#take('+')) node = repeat(node, 1, Infinity);
      else if (this.#looking('?') && this.#take('?')) node = repeat(node, 0, 1);
      else if (this.#looking('{')) {
        const pattern = this.#extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/;
        const match = pattern.exec(this.#text.slice(this.#at));
        if (match === null || (match[1] === '' && match[2] === '')) {
          if (this.#extended) return node;
          throw new PatternError('brace');
        }
        this.#at += match[0].length;
        const least = Number(match[1] || 0);
        const most = match[2] === '' ? least : match[3] === '' ? Infinity : Number(match[3]);
        if (least > most) throw new PatternError('brace');
        if (least > 1000 || (most !== Infinity && most > 1000)) throw new PatternError('big');
        node = repeat(node, least, most);
      } else return node;
    }
  }
}

const literal = (sign: string): Node => ({ kind: 'set', source: escapeRegExp(sign) });

function repeat(inner: Node, least: number, most: number): Node {
  // Of a repetition of a repetition one is enough: (a*)* is a*.
  if (inner.kind === 'repeat' && inner.least === 0 && inner.most === Infinity) return inner;
  return { kind: 'repeat', inner, least, most };
}
