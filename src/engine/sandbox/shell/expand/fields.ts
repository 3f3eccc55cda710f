/** A stretch of text that an expansion gave. */
export interface Piece {
  readonly text: string;
  /** Was between quotes: no splitting, no patterns. */
  readonly quoted: boolean;
  /** Came out of an unquoted expansion: split at IFS. */
  readonly split: boolean;
}

/** Between the fields of `"$@"`. */
export const BREAK = 'break';
export type Part = Piece | typeof BREAK;

/** One field before names of files are looked up: its stretches, quoted or not. */
export type Field = { text: string; quoted: boolean }[];

/** Field splitting (POSIX 2.6.5). @returns the fields that the parts of a word make */
export function splitFields(parts: readonly Part[], ifs: string): Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  let afterSpace = false;
  const end = (): void => {
    if (current) fields.push(current);
    current = undefined;
  };
  for (const part of parts) {
    if (part === BREAK) {
      end();
      afterSpace = false;
      continue;
    }
    if (!part.split) {
      if (part.text === '' && !part.quoted) continue;
      current ??= [];
      current.push({ text: part.text, quoted: part.quoted });
      afterSpace = false;
      continue;
    }
    let start = 0;
    const { text } = part;
    for (let at = 0; at <= text.length; at++) {
      const char = text[at];
      if (char !== undefined && !ifs.includes(char)) continue;
      if (at > start) {
        current ??= [];
        current.push({ text: text.slice(start, at), quoted: false });
        afterSpace = false;
      }
      start = at + 1;
      if (char === undefined) break;
      if (char === ' ' || char === '\t' || char === '\n') {
        if (current) {
          end();
          afterSpace = true;
        }
      } else if (current) {
        end();
        afterSpace = false;
      } else if (afterSpace) afterSpace = false;
      else fields.push([{ text: '', quoted: true }]);
    }
  }
  end();
  return fields;
}

/** @returns the text of parts that are not split: fields of `"$@"` stand apart by a space */
export function joinParts(parts: readonly Part[]): string {
  if (parts.length === 1 && parts[0] !== BREAK) return (parts[0] as Piece).text;
  let out = '';
  for (const part of parts) out += part === BREAK ? ' ' : part.text;
  return out;
}
