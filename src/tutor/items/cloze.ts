import type { ClozeItem, Gap } from '../../content/types.ts';
import type { Localized } from '../../text/localized.ts';
import type { Phrase } from '../../text/prose.ts';
import type { KeyName } from '../keys.ts';
import { gradeOf, isMap, mapOf, readingOf, wrongShape } from './answers.ts';
import { EMPTY_FIELD, edit, fieldOf, type TextField, textIn } from './text-field.ts';
import type { ItemType, Press, ReadingProblem } from './types.ts';

/** Gaps being filled. */
export interface ClozeEntry {
  /** Ids of the gaps in the order of the text. */
  readonly gaps: readonly string[];
  /** The gap that is typed in, from 0. */
  readonly cursor: number;
  readonly fields: Readonly<Record<string, TextField>>;
}

/** Gaps of a text or a command are filled: the mean of the gaps. */
export const cloze: ItemType<ClozeItem, ClozeEntry> = {
  choices: () => [],
  start: (item) => ({ gaps: Object.keys(item.gaps), cursor: 0, fields: {} }),
  press: (_item, entry, key) => press(entry, key),
  typed(_item, entry, line) {
    const text = line.trim();
    if (text === '') return { entry, hint: 'fill-in' };
    const filled = fill(entry, fieldOf(text));
    return entry.cursor === entry.gaps.length - 1 ? { entry: filled, submit: true } : onward(filled);
  },
  // Spaces at the ends cannot be seen while typing, so they do not count.
  answerOf: (_item, { gaps, fields }) =>
    Object.fromEntries(gaps.map((gap) => [gap, textIn(fields[gap] ?? EMPTY_FIELD).trim()])),
  read(item, raw) {
    if (!isMap(raw)) return wrongShape('texts');
    const known = Object.keys(item.gaps);
    const problems = Object.entries(raw).flatMap(([gap, text]): ReadingProblem[] => {
      if (!known.includes(gap)) return [{ kind: 'unknown-key', given: gap, known, path: [gap] }];
      return typeof text === 'string' ? [] : [{ kind: 'wrong-shape', wanted: 'text', path: [gap] }];
    });
    return readingOf(raw as Record<string, string>, problems);
  },
  grade(item, answer) {
    const texts = mapOf(answer);
    const gaps = Object.entries(item.gaps);
    const missed = gaps.filter(([id, gap]) => !isRight(gap, texts[id]));
    const wrong = missed.flatMap(([id, gap]) => remarkOn(gap, texts[id]) ?? []);
    return gradeOf(missed.length === 0, (gaps.length - missed.length) / gaps.length, wrong);
  },
  key: (item) => Object.fromEntries(Object.entries(item.gaps).map(([id, gap]) => [id, gap.accept[0] ?? ''])),
  blank: {},
  words(item, answer) {
    const texts = mapOf(answer);
    return Object.entries(item.gaps).map(([id, gap]) => {
      const text = texts[id] ?? '';
      return { text: isRight(gap, text) ? shownAs(gap, text) : typedText(text), correct: isRight(gap, text) };
    });
  },
};

/** A text without what does not matter in it: always its composition, and what the gap forgives. */
function compared(text: string, { forgive }: Gap): string {
  const composed = text.normalize('NFC');
  const spaced = forgive.includes('spacing') ? composed.replace(/\s+/gu, '') : composed;
  return forgive.includes('case') ? spaced.toLowerCase() : spaced;
}

function isRight(gap: Gap, text: string | undefined): boolean {
  return text !== undefined && gap.accept.some((right) => compared(right, gap) === compared(text, gap));
}

function remarkOn(gap: Gap, text: string | undefined): Gap['wrong'][string] | undefined {
  if (text === undefined) return undefined;
  return Object.entries(gap.wrong).find(([wrong]) => compared(wrong, gap) === compared(text, gap))?.[1];
}

function typedText(text: string): Localized<Phrase> {
  return { und: [text === '' ? '?' : { t: 'code', text }] };
}

/** The key of a gap is shown in each language's own form; other right answers as they were typed. */
function shownAs(gap: Gap, text: string): Localized<Phrase> {
  if (text !== gap.accept[0]) return typedText(text);
  return Object.fromEntries(
    Object.entries(gap.shown).map(([lang, shown]): [string, Phrase] => [lang, [{ t: 'code', text: shown }]]),
  );
}

function press(entry: ClozeEntry, key: KeyName): Press<ClozeEntry> | undefined {
  const count = entry.gaps.length;
  switch (key) {
    case 'enter':
      return submitOrGoOn(entry);
    case 'tab':
    case 'down':
      return { entry: { ...entry, cursor: (entry.cursor + 1) % count } };
    case 'up':
      return { entry: { ...entry, cursor: (entry.cursor + count - 1) % count } };
  }
  const field = edit(fieldAt(entry), key);
  return field && { entry: fill(entry, field) };
}

function fieldAt({ gaps, cursor, fields }: ClozeEntry): TextField {
  return fields[gaps[cursor] ?? ''] ?? EMPTY_FIELD;
}

function fill(entry: ClozeEntry, field: TextField): ClozeEntry {
  return { ...entry, fields: { ...entry.fields, [entry.gaps[entry.cursor] ?? '']: field } };
}

function isEmpty({ gaps, fields }: ClozeEntry, index: number): boolean {
  return textIn(fields[gaps[index] ?? ''] ?? EMPTY_FIELD).trim() === '';
}

/** Enter goes to the next gap; on the last one it submits, if nothing is empty. */
function submitOrGoOn(entry: ClozeEntry): Press<ClozeEntry> {
  if (isEmpty(entry, entry.cursor)) return { entry, hint: 'fill-in' };
  if (entry.cursor < entry.gaps.length - 1) return onward(entry);
  const empty = entry.gaps.findIndex((_, index) => isEmpty(entry, index));
  return empty < 0 ? { entry, submit: true } : { entry: { ...entry, cursor: empty }, hint: 'fill-in' };
}

function onward(entry: ClozeEntry): Press<ClozeEntry> {
  return { entry: { ...entry, cursor: entry.cursor + 1 } };
}
