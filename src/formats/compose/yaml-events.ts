import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { closes, whyNot } from './yaml-words.ts';

/** A place in a file; line and column count from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text of YAML, as the parser was given it. */
export interface YamlText {
  /** What the offsets of the events are in. */
  readonly text: string;
  readonly events: readonly Event[];
  /** Where an offset is in the file. */
  place(offset: number): Place;
}

/** So many characters are parsed again at most, in all: a second's worth. */
const MOST_AGAIN = 20_000_000;

/**
 * Parses a text of YAML.
 *
 * A bracket that closes right below the word before its opening one is common in Compose files, and Go's parser takes it:
 *
 *     command: [
 *       "serve"
 *     ]
 *
 * YAML does not, and neither does the library: it wants all lines within brackets and quotation marks to be deeper. So it
 * gets them deeper, by spaces that mean nothing there.
 *
 * @returns the parser's events; or why there are none, in the words of Go's YAML package
 */
export function yamlEvents(given: string): YamlText | (Place & { readonly why: string }) {
  /** The lines that were moved, counted from 0. */
  const moved = new Set<number>();
  for (let text = given; ; ) {
    const place = placesIn(text, moved);
    try {
      return { text, events: parseEvents(text, {}), place };
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const deeper = moved.size * text.length < MOST_AGAIN ? lineDeeper(text, error, moved) : undefined;
      if (deeper === undefined) {
        const { offset, why } = whyNot(text, error);
        return { ...place(offset), why };
      }
      text = deeper;
    }
  }
}

/** More than any line of a sane file is indented by. */
const DEEPER = 80;

/** The text with the line of an error moved to the right, if that may help. */
function lineDeeper(text: string, { reason, mark }: YAMLException, moved: Set<number>): string | undefined {
  if (reason !== 'deficient indentation' || mark === undefined || moved.has(mark.line)) return undefined;
  const start = mark.position - mark.column;
  if (/^(?:---|\.\.\.)/.test(text.slice(start, start + 3)) || !closes(text, start)) return undefined;
  moved.add(mark.line);
  return `${text.slice(0, start)}${' '.repeat(DEEPER)}${text.slice(start)}`;
}

/** @returns what tells the place of an offset in a text whose lines were moved */
function placesIn(text: string, moved: ReadonlySet<number>): (offset: number) => Place {
  let starts: number[] | undefined;
  /** The line that was asked for last: the next is mostly close behind it. */
  let last = 0;
  return (offset) => {
    starts ??= lineStarts(text);
    let line = starts[last]! <= offset ? last : 0;
    while (line + 1 < starts.length && starts[line + 1]! <= offset) line += 1;
    last = line;
    return {
      line: line + 1,
      column: Math.max(1, offset - starts[line]! + 1 - (moved.has(line) ? DEEPER : 0)),
    };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
