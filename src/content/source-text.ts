/** Where something stands in a file, as {@link Problem} wants it. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in Unicode code points. */
  readonly column: number;
  /** Exclusive, on the same line; absent if only a point is known. */
  readonly endColumn?: number;
  /** The text of the line. */
  readonly source: string;
}

/** The text of a file, with its line ends as `\n`; turns offsets into lines and columns when somebody asks. */
export class SourceText {
  readonly name: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  /**
   * @param name the file's path in the pack
   * @param text the decoded text; CRLF is read as LF, which moves no line and no column
   */
  constructor(name: string, text: string) {
    this.name = name;
    this.text = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
  }

  /**
   * The place of a range of the text.
   *
   * @param start offset in UTF-16 units
   * @param end exclusive; cut at the end of the start's line
   */
  placeAt(start: number, end?: number): Place {
    this.#lineStarts ??= lineStartsOf(this.text);
    const starts = this.#lineStarts;
    const at = Math.min(Math.max(0, start), this.text.length);
    const index = lineIndex(starts, at);
    const lineStart = starts[index] ?? 0;
    const lineEnd = (starts[index + 1] ?? this.text.length + 1) - 1;
    const source = this.text.slice(lineStart, lineEnd);
    const column = codePoints(source.slice(0, at - lineStart)) + 1;
    const place = { line: index + 1, column, source };
    const stop = Math.min(end ?? at, lineEnd);
    return stop > at ? { ...place, endColumn: column + codePoints(this.text.slice(at, stop)) } : place;
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the line that holds an offset, by bisection. */
function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) i++;
    count++;
  }
  return count;
}
