import type { Word } from './syntax.ts';
import { piecesOf } from './words.ts';

/** A text put together from several lines of a file, which still knows where each of its characters was. */
export class JoinedLine {
  text = '';
  readonly #parts: { readonly offset: number; readonly line: number; readonly column: number }[] = [];

  /** @param column of the first character, counted from 1 */
  add(text: string, line: number, column: number): void {
    this.#parts.push({ offset: this.text.length, line, column });
    this.text += text;
  }

  #place(offset: number): { readonly line: number; readonly column: number } {
    const found = this.#parts[this.#partOf(offset)] ?? { offset: 0, line: 0, column: 0 };
    return { line: found.line, column: found.column + offset - found.offset };
  }

  /** The last part that begins at or before an offset. */
  #partOf(offset: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#parts[middle]!.offset <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @returns its words; one that goes over a continuation ends where its first line does */
  words(token: string): readonly Word[] {
    return piecesOf(this.text, token).map(({ text, start, end }) => {
      const from = this.#place(start);
      const to = this.#place(end - 1);
      const next = this.#parts[this.#partOf(start) + 1];
      const last = to.line === from.line || next === undefined ? to : this.#place(next.offset - 1);
      return { text, line: from.line, column: from.column, end: last.column + 1 };
    });
  }
}
