/** A line editor that is heard as well as seen: lines by number, one short command at a time. Pure. */
import type { PlayMessages } from '../text/messages/play.ts';

/** A file being edited. */
export interface EditState {
  readonly file: string;
  readonly lines: readonly string[];
  readonly changed: boolean;
  /** Whether the learner was told that leaving loses changes. */
  readonly warned: boolean;
  /** Whether the list and the commands were shown. */
  readonly greeted: boolean;
  readonly mode:
    | { readonly kind: 'command' }
    /** Lines come in before this one, from 0, until a single dot. */
    | { readonly kind: 'insert'; readonly at: number }
    | { readonly kind: 'change'; readonly at: number };
}

/** What a line did. */
export interface EditOutcome {
  readonly next: EditState;
  readonly say: readonly string[];
  /** The editing is over: the text to keep, or nothing. */
  readonly end?: { readonly text: string | undefined };
}

/** An editor on a text. */
export function beginEdit(file: string, text: string): EditState {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  return { file, lines, changed: false, warned: false, greeted: false, mode: { kind: 'command' } };
}

/**
 * What a typed line does; without one, what is said before it.
 *
 * @param words what the editor says
 */
export function editLine(
  state: EditState,
  line: string | undefined,
  words: PlayMessages['editor'],
): EditOutcome {
  if (line === undefined) {
    if (state.greeted) return { next: state, say: [] };
    return { next: { ...state, greeted: true }, say: [...listed(state, words), words.help] };
  }
  const { mode } = state;
  if (mode.kind === 'insert') return inserted(state, mode.at, line);
  if (mode.kind === 'change') {
    return { next: changedTo(state, state.lines.toSpliced(mode.at, 1, line)), say: [] };
  }
  return commanded(state, line.trim(), words);
}

function inserted(state: EditState, at: number, line: string): EditOutcome {
  if (line === '.') return { next: { ...state, mode: { kind: 'command' } }, say: [] };
  const next = changedTo(state, state.lines.toSpliced(at, 0, line));
  return { next: { ...next, mode: { kind: 'insert', at: at + 1 } }, say: [] };
}

function changedTo(state: EditState, lines: readonly string[]): EditState {
  return { ...state, lines, changed: true, warned: false, mode: { kind: 'command' } };
}

function commanded(state: EditState, line: string, words: PlayMessages['editor']): EditOutcome {
  const [command = '', first, second] = line.split(/\s+/);
  const at = lineNumber(first, state);
  switch (command.toLowerCase()) {
    case '':
      return { next: state, say: [] };
    case 'a':
      return {
        next: { ...state, mode: { kind: 'insert', at: state.lines.length } },
        say: [words.appending],
      };
    case 'i':
      if (at === undefined) return noSuchLine(state, first, words);
      return { next: { ...state, mode: { kind: 'insert', at } }, say: [words.appending] };
    case 'c':
      if (at === undefined) return noSuchLine(state, first, words);
      return {
        next: { ...state, mode: { kind: 'change', at } },
        say: [numbered(state.lines[at] ?? '', at), words.newLine],
      };
    case 'd': {
      const last = second === undefined ? at : lineNumber(second, state);
      if (at === undefined || last === undefined || last < at) {
        return noSuchLine(state, at === undefined ? first : second, words);
      }
      return { next: changedTo(state, state.lines.toSpliced(at, last - at + 1)), say: [] };
    }
    case 'l':
      return { next: state, say: listed(state, words) };
    case 's':
      return { next: state, say: [words.saved(state.file)], end: { text: textOf(state) } };
    case 'q':
      if (state.changed && !state.warned) return { next: { ...state, warned: true }, say: [words.unsaved] };
      return { next: state, say: [words.left(state.file)], end: { text: undefined } };
    default:
      return { next: state, say: [words.unknown(command), words.help] };
  }
}

function noSuchLine(state: EditState, given: string | undefined, words: PlayMessages['editor']): EditOutcome {
  return { next: state, say: [words.noSuchLine(given ?? '')] };
}

/** A line's place from 0; nothing if there is no such line. */
function lineNumber(text: string | undefined, { lines }: EditState): number | undefined {
  const number = text === undefined || !/^\d{1,6}$/.test(text) ? 0 : Number(text);
  return number >= 1 && number <= lines.length ? number - 1 : undefined;
}

function textOf({ lines }: EditState): string {
  return lines.map((line) => `${line}\n`).join('');
}

function listed({ file, lines }: EditState, words: PlayMessages['editor']): string[] {
  return [words.title(file, lines.length), ...lines.map(numbered)];
}

function numbered(line: string, index: number): string {
  return `${String(index + 1).padStart(4)}  ${line}`;
}
