import type { Bytes } from '../../../kernel/bytes.ts';

/** A directive of a configuration file, with its place. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** What is between its braces; undefined for one that ends with `;`. */
  readonly block?: readonly Directive[];
  readonly file: string;
  readonly line: number;
}

/** What nginx says of a configuration that it cannot use; `message` has the place already. */
export class ConfigError extends Error {}

/** @throws ConfigError with the place behind the message */
export function failAt(message: string, place: Pick<Directive, 'file' | 'line'>): never {
  throw new ConfigError(`${message} in ${place.file}:${place.line}`);
}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly quoted: boolean;
}

function* tokens(text: Bytes): Generator<Token> {
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    if (char === '\n') line += 1;
    if (/\s/.test(char)) at += 1;
    else if (char === '#') {
      while (at < text.length && text[at] !== '\n') at += 1;
    } else if (char === ';' || char === '{' || char === '}') {
      yield { text: char, line, quoted: false };
      at += 1;
    } else if (char === '"' || char === "'") {
      let word = '';
      const start = line;
      at += 1;
      while (at < text.length && text[at] !== char) {
        if (text[at] === '\\' && at + 1 < text.length && (text[at + 1] === char || text[at + 1] === '\\'))
          at += 1;
        if (text[at] === '\n') line += 1;
        word += text[at];
        at += 1;
      }
      at += 1;
      yield { text: word, line: start, quoted: true };
    } else {
      let word = '';
      while (at < text.length && !/[\s;{]/.test(text[at]!)) {
        // A brace of ${name} is part of the word.
        if (text[at] === '$' && text[at + 1] === '{') {
          word += '${';
          at += 2;
          continue;
        }
        word += text[at];
        at += 1;
      }
      yield { text: word, line, quoted: false };
    }
  }
  yield { text: '', line, quoted: false };
}

/**
 * Reads a configuration file.
 * @param include gives the directives of `include PATTERN;`
 * @throws ConfigError in nginx's words
 */
export function parseConfig(
  text: Bytes,
  file: string,
  include: (pattern: string, place: Directive) => readonly Directive[],
): readonly Directive[] {
  const all = [...tokens(text)];
  let at = 0;
  const block = (inside: boolean): Directive[] => {
    const found: Directive[] = [];
    for (;;) {
      const token = all[at]!;
      if (at === all.length - 1) {
        if (inside) failAt('unexpected end of file, expecting ";" or "}"', { file, line: token.line });
        return found;
      }
      at += 1;
      if (!token.quoted && token.text === '}') {
        if (!inside) failAt('unexpected "}"', { file, line: token.line });
        return found;
      }
      if (!token.quoted && (token.text === ';' || token.text === '{')) {
        failAt(`unexpected "${token.text}"`, { file, line: token.line });
      }
      found.push(...directive(token));
    }
  };
  const directive = (name: Token): readonly Directive[] => {
    const args: string[] = [];
    for (;;) {
      const token = all[at]!;
      if (at === all.length - 1) {
        return failAt('unexpected end of file, expecting ";" or "}"', { file, line: token.line });
      }
      at += 1;
      if (token.quoted) args.push(token.text);
      else if (token.text === '}') failAt(`unexpected "}"`, { file, line: token.line });
      else if (token.text === ';') {
        const whole = { name: name.text, args, file, line: token.line };
        return name.text === 'include' ? include(args[0] ?? '', whole) : [whole];
      } else if (token.text === '{') {
        const line = token.line;
        return [{ name: name.text, args, file, line, block: block(true) }];
      } else args.push(token.text);
    }
  };
  return block(false);
}
