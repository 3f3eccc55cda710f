/** A line of text under the hands of a learner. */
import type { KeyName } from '../keys.ts';

/** The text on both sides of the cursor, in Unicode's composed form (NFC). */
export interface TextField {
  readonly before: string;
  readonly after: string;
}

export const EMPTY_FIELD: TextField = { before: '', after: '' };

/** The longest text that is taken, in characters; a slip of a cat must not fill the log. */
const LONGEST = 200;

/** All of a field's text. */
export function textIn({ before, after }: TextField): string {
  return before + after;
}

/** A field with a text and the cursor at its end. */
export function fieldOf(text: string): TextField {
  return { before: text.normalize('NFC'), after: '' };
}

/**
 * What a key does to a text: characters come in at the cursor, and compose with what stands before it, since a Korean
 * syllable may arrive letter by letter (NFD).
 *
 * @returns the field after it, or nothing if the key does not edit
 */
export function edit(field: TextField, key: KeyName): TextField | undefined {
  const { before, after } = field;
  switch (key) {
    case 'backspace':
      return { before: withoutLast(before), after };
    case 'delete':
      return { before, after: withoutFirst(after) };
    case 'left':
      return { before: withoutLast(before), after: (lastOf(before) ?? '') + after };
    case 'right':
      return { before: before + (firstOf(after) ?? ''), after: withoutFirst(after) };
    case 'home':
      return { before: '', after: before + after };
    case 'end':
      return { before: before + after, after: '' };
    case 'space':
      return insert(field, ' ');
    default:
      return [...key].length === 1 ? insert(field, key) : undefined;
  }
}

function insert({ before, after }: TextField, text: string): TextField {
  const longer = (before + text).normalize('NFC');
  return longer.length + after.length > LONGEST ? { before, after } : { before: longer, after };
}

function lastOf(text: string): string | undefined {
  return [...text].at(-1);
}

function firstOf(text: string): string | undefined {
  return [...text][0];
}

function withoutLast(text: string): string {
  return text.slice(0, text.length - (lastOf(text)?.length ?? 0));
}

function withoutFirst(text: string): string {
  return text.slice(firstOf(text)?.length ?? 0);
}
