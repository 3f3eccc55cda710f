const SPACE = /\s/u;

/** A word with its place in the text it comes from. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a text at spaces that are not quoted or escaped. Quotes and escapes stay in the words.
 * @param token the character that takes the meaning from the next one, except between single quotes
 */
export function piecesOf(text: string, token: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = -1;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (start < 0) {
      if (SPACE.test(character)) continue;
      start = at;
    }
    if (quote === '' && SPACE.test(character)) {
      pieces.push({ text: text.slice(start, at), start, end: at });
      start = -1;
    } else if (character === token && quote !== "'") at += 1;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  if (start >= 0) pieces.push({ text: text.slice(start), start, end: text.length });
  return pieces;
}

/** @returns the words; an escape at the very end is none */
export function wordsOf(text: string, token: string): readonly string[] {
  const words = piecesOf(text, token).map((piece) => piece.text);
  const last = words.at(-1);
  if (last === undefined || !endsEscaped(last, token)) return words;
  const kept = last.slice(0, -1);
  return kept === '' ? words.slice(0, -1) : [...words.slice(0, -1), kept];
}

function endsEscaped(word: string, token: string): boolean {
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word[at]!;
    if (character === token && quote !== "'") {
      if (at === word.length - 1) return true;
      at += 1;
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return false;
}

/** What stands at the beginning of an instruction's arguments: flags, and then the rest. */
export interface Flagged {
  readonly flags: readonly string[];
  readonly rest: string;
}

/** Quotes and escapes of a flag are taken away when it is read. */
function bareFlag(text: string, token: string): string {
  let out = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === token) {
      if (at === text.length - 1) break;
      at += 1;
      out += text[at];
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    else out += character;
  }
  return out;
}

/** Takes the flags off the arguments: words that begin with `--`, up to the first that does not, or a lone `--`. */
export function splitFlags(text: string, token: string): Flagged {
  const flags: string[] = [];
  for (const piece of piecesOf(text, token)) {
    if (!piece.text.startsWith('--')) return { flags, rest: text.slice(piece.start).trim() };
    if (piece.text === '--') return { flags, rest: text.slice(piece.end).trim() };
    flags.push(bareFlag(piece.text, token));
  }
  return { flags, rest: '' };
}

/** The JSON form of arguments; `mixed` if it is an array with something else than strings. */
export function jsonArguments(text: string): readonly string[] | 'mixed' | undefined {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('[')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return undefined;
  }
  const items = value as readonly unknown[];
  return items.every((item) => typeof item === 'string') ? (items as readonly string[]) : 'mixed';
}
