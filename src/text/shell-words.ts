/** A line as words, or what in it is more than words, with its place. */
export type Words =
  | { readonly words: readonly string[] }
  /** `quote`: it is not closed. `shell`: a sign that means something to a shell. */
  | { readonly problem: 'quote' | 'shell'; readonly at: number };

/** Signs that shells act on outside quotes: pipes, lists, redirections, expansions, patterns, comments, history, escapes. */
const SIGNS = /[|&;<>()$`\\*?[\]{}!~#\n\r]/;
/** Signs that shells act on between double quotes too. */
const SIGNS_IN_DOUBLE = /[$`\\!]/;

/**
 * The words of a command line, where every shell agrees on them: blanks and quotes. Nothing is expanded: a line in which a
 * shell would do more than take quotes away is refused, so that the words are the same in every shell and without one.
 *
 * @param line one line, without its end
 */
export function shellWords(line: string): Words {
  return split(line, true);
}

/**
 * The words of a command line as a POSIX shell sees them, for whoever only reads them: quotes and backslashes are taken away,
 * and every other sign is a letter.
 *
 * @param line one line, without its end
 * @returns nothing if a quote is not closed
 */
export function looseWords(line: string): readonly string[] | undefined {
  const read = split(line, false);
  return 'words' in read ? read.words : undefined;
}

function split(line: string, strict: boolean): Words {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]!;
    if (char === "'" || char === '"') {
      const quoted = insideQuotes(line, at, strict);
      if ('problem' in quoted) return quoted;
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === ' ' || char === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (strict && SIGNS.test(char) && !isPlain(char, word)) {
      return { problem: 'shell', at };
    } else if (!strict && char === '\\') {
      at += 1;
      word = (word ?? '') + (line[at] ?? '');
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return { words };
}

/** `#` and `~` act at the beginning of a word only. */
function isPlain(sign: string, word: string | undefined): boolean {
  return word !== undefined && (sign === '#' || sign === '~');
}

function insideQuotes(
  line: string,
  start: number,
  strict: boolean,
): { readonly text: string; readonly end: number } | Extract<Words, { problem: unknown }> {
  const quote = line[start];
  let text = '';
  for (let at = start + 1; at < line.length; at += 1) {
    const char = line[at]!;
    if (char === quote) return { text, end: at };
    if (strict && quote === '"' && SIGNS_IN_DOUBLE.test(char)) return { problem: 'shell', at };
    // Between double quotes a backslash takes the meaning from these only.
    const escapes = !strict && quote === '"' && char === '\\' && '"\\$`'.includes(line[at + 1] ?? ' ');
    if (escapes) at += 1;
    text += escapes ? (line[at] ?? '') : char;
  }
  return { problem: 'quote', at: start };
}
