import type { WriteStream } from 'node:tty';

const ESC = '\u001b[';
/** The alternate screen: what was on the terminal, its scrollback too, is back when the program ends. */
const ENTER = `${ESC}?1049h${ESC}?25l${ESC}?7l${ESC}2J`;
const LEAVE = `${ESC}?7h${ESC}?25h${ESC}?1049l`;
const HIDE_CURSOR = `${ESC}?25l`;
const SHOW_CURSOR = `${ESC}?25h`;
/** Synchronized output (DEC private mode 2026): terminals that know it show a frame at once; others ignore it. */
const BEGIN_FRAME = `${ESC}?2026h`;
const END_FRAME = `${ESC}?2026l`;

/**
 * What turns the lines on a screen into other lines: only lines that differ are written, each erased to its end first
 * so that nothing of a wider line stays.
 *
 * @param before the lines that are on the screen; empty if its content is unknown
 * @param after the lines wanted
 * @param then what comes after the lines, at the end of the same frame
 * @returns escape sequences and text; empty if nothing differs
 */
export function repaint(before: readonly string[], after: readonly string[], then = ''): string {
  let out = '';
  const rows = Math.max(before.length, after.length);
  for (let row = 0; row < rows; row++) {
    const line = after[row] ?? '';
    if (before[row] !== line) out += `${ESC}${row + 1};1H${ESC}0m${ESC}2K${line}`;
  }
  return out === '' ? then : BEGIN_FRAME + out + then + END_FRAME;
}

/** A full-screen page on a terminal. */
export interface Screen {
  /** Cells in a line and lines, as of now. */
  size(): { readonly columns: number; readonly rows: number };
  /**
   * Shows these lines, whatever was shown before.
   *
   * @param cursor where the terminal's own cursor stands, from 0; hidden without one
   */
  paint(lines: readonly string[], cursor?: { readonly row: number; readonly column: number }): void;
  /** Forgets what is on the screen, after a resize or a stop: the next paint writes all of it. */
  invalidate(): void;
  /** Gives the terminal back as it was. Safe to call twice. */
  leave(): void;
}

/**
 * Takes a terminal for a full-screen page.
 *
 * @param out the terminal
 */
export function openScreen(out: WriteStream): Screen {
  let shown: readonly string[] | undefined;
  let entered = false;
  let cursorShown = false;
  return {
    size: () => ({ columns: out.columns || 80, rows: out.rows || 24 }),
    paint(lines, cursor) {
      const start = entered ? '' : ENTER;
      entered = true;
      const point = cursor ? `${ESC}${cursor.row + 1};${cursor.column + 1}H${SHOW_CURSOR}` : '';
      const text = repaint(shown ?? [], lines, point);
      const hide = cursorShown ? HIDE_CURSOR : '';
      const frame = start + hide + text;
      if (frame !== '') out.write(frame);
      cursorShown = cursor !== undefined;
      shown = lines;
    },
    invalidate() {
      shown = undefined;
    },
    leave() {
      if (entered) out.write(LEAVE);
      entered = false;
      shown = undefined;
    },
  };
}
