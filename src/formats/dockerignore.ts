/** One line of a .dockerignore file. */
interface Pattern {
  /** As it is written, cleaned. */
  readonly text: string;
  /** It begins with `!`: what it matches is kept. */
  readonly keeps: boolean;
  readonly matches: (path: string) => boolean;
}

/** What a .dockerignore file cannot hold; the message is docker's. */
export class PatternError extends Error {}

/** @returns a path without `.`, `..` and doubled slashes, as Go's filepath.Clean gives it */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const joined = kept.join('/');
  if (rooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/**
 * Reads a .dockerignore file: comments, a byte order mark, blanks around patterns, a slash at their beginning.
 * @returns its patterns, in their order (github.com/moby/patternmatcher, ignorefile)
 */
export function readIgnoreFile(text: string): readonly string[] {
  const patterns: string[] = [];
  for (const raw of text.replace(/^\ufeff/, '').split('\n')) {
    if (raw.startsWith('#')) continue;
    const line = raw.trim();
    if (line === '') continue;
    const keeps = line.startsWith('!');
    const written = keeps ? line.slice(1).trim() : line;
    const clean = written === '' ? '' : cleanPath(written).replace(/^\/(?=.)/, '');
    patterns.push(keeps ? `!${clean}` : clean);
  }
  return patterns;
}

/** What Go's filepath.Match calls a bad pattern: a bracket that is not closed or empty, an escape at the end. */
function isBad(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '\\') {
      at += 1;
      if (at >= pattern.length) return true;
    } else if (pattern[at] === '[') {
      const found = /^\[\^?(?:\\[\s\S]|[^\]\\-])(?:-?(?:\\[\s\S]|[^\]\\-]))*\]/u.exec(pattern.slice(at));
      if (found === null) return true;
      at += found[0].length - 1;
    }
  }
  return false;
}

/** @returns a pattern as a regular expression: `*` and `?` stop at slashes, `**` does not, and may be nothing */
function expressionOf(pattern: string): RegExp {
  let out = '^';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*' && pattern[at + 1] === '*') {
      at += 1;
      if (pattern[at + 1] === '/') at += 1;
      out += at === pattern.length - 1 ? '.*' : '(?:.*/)?';
    } else if (character === '*') out += '[^/]*';
    else if (character === '?') out += '[^/]';
    else if (character === '\\') {
      at += 1;
      out += (pattern[at] ?? '\\').replace(/[^\p{L}\p{N}_]/u, '\\$&');
    } else if (character === '[') {
      const [whole = '['] = /^\[(?:\\[\s\S]|[^\]\\])*\]/.exec(pattern.slice(at)) ?? [];
      out += whole;
      at += whole.length - 1;
    } else out += character.replace(/[.+()|{}$^\]]/, '\\$&');
  }
  return new RegExp(`${out}$`, 's');
}

function matcherOf(pattern: string): Pattern['matches'] {
  // A `**` at the very beginning, with nothing special behind it, asks only how the path ends (`**foo` takes `barfoo`).
  const [, suffix] = /^\*\*(\/?[^*?[\]\\]*)$/.exec(pattern) ?? [];
  if (suffix !== undefined && pattern !== '**/') {
    const bare = suffix.replace(/^\//, '');
    return (path) => path.endsWith(bare) && (suffix === bare || path === bare || path.endsWith(suffix));
  }
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  const expression = expressionOf(pattern);
  return (path) => expression.test(path);
}

/** Says which paths of a folder its .dockerignore leaves out. */
export class IgnoreMatcher {
  readonly #patterns: readonly Pattern[];

  /** @param patterns as `readIgnoreFile` gives them. @throws PatternError */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '')
      .map((pattern) => {
        const clean = cleanPath(pattern);
        const keeps = clean.startsWith('!');
        if (clean === '!') throw new PatternError('illegal exclusion pattern: "!"');
        const text = keeps ? clean.slice(1) : clean;
        if (isBad(text)) throw new PatternError('syntax error in pattern');
        return { text, keeps, matches: matcherOf(text) };
      });
  }

  /** Whether a pattern begins with `!`. */
  get hasExceptions(): boolean {
    return this.#patterns.some(({ keeps }) => keeps);
  }

  /** Whether there are patterns at all. */
  get isEmpty(): boolean {
    return this.#patterns.length === 0;
  }

  /** Whether a pattern takes everything. */
  get takesAll(): boolean {
    return this.#patterns.some(({ text, keeps }) => !keeps && ['*', '**', '**/*'].includes(text));
  }

  /**
   * @param path relative, with slashes
   * @returns whether it is left out: the last pattern that matches it, or a folder it is in, decides
   */
  ignores(path: string): boolean {
    const parts = path.split('/');
    const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { keeps, matches } of this.#patterns) {
      if (keeps !== ignored) continue;
      if (above.some((each) => matches(each))) ignored = !keeps;
    }
    return ignored;
  }
}
