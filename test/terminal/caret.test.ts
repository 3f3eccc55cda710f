import type { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { renderFrame } from '../../src/terminal/render.ts';
import { openScreen } from '../../src/terminal/screen.ts';
import { plainTheme, type Theme } from '../../src/terminal/theme.ts';
import { CARET, type Node, span, type View } from '../../src/view/nodes.ts';

const surface = { columns: 20, charset: 'unicode', theme: plainTheme } as const;
const typing = (before: string, after = ''): Node => ({
  t: 'text',
  spans: [span(before), CARET, span(after)],
});
const view = (body: readonly Node[], scroll = 0): View => ({ header: [], body, footer: [], scroll });

describe('where the learner types', () => {
  it('is a place in the frame, in cells, and leaves no mark in the text', () => {
    const { lines, cursor } = renderFrame(view([{ t: 'gap' }, typing('가나', ']')]), surface, 4);
    expect(lines[1]).toBe(' 가나]');
    expect(cursor).toEqual({ row: 1, column: 5 });
  });

  it('counts no cell for colours, and is found on the line that wrapping puts it on', () => {
    const bold: Theme = (text, style) => (style === undefined ? `\u001b[1m${text}\u001b[22m` : text);
    const wrapped = renderFrame(view([typing('docker run --rm alp')]), { ...surface, theme: bold }, 4);
    expect(wrapped.cursor).toEqual({ row: 1, column: 4 });
  });

  it('is nowhere while it is scrolled out of sight, or while nothing is typed', () => {
    const tall = [typing('x'), ...Array.from({ length: 9 }, (): Node => ({ t: 'gap' }))];
    expect(renderFrame(view(tall, 3), surface, 4).cursor).toBeUndefined();
    expect(renderFrame(view([{ t: 'gap' }]), surface, 4).cursor).toBeUndefined();
  });

  it('is where the terminal shows its cursor, which is hidden otherwise', () => {
    let written = '';
    const out = {
      columns: 20,
      rows: 4,
      write: (text: string) => (written += text),
    } as unknown as WriteStream;
    const screen = openScreen(out);
    const paint = (...args: Parameters<typeof screen.paint>): string => {
      written = '';
      screen.paint(...args);
      return written;
    };
    expect(paint(['a', 'b'], { row: 1, column: 3 })).toContain('\u001b[2;4H\u001b[?25h');
    // Only the cursor moves.
    expect(paint(['a', 'b'], { row: 1, column: 2 })).toBe('\u001b[?25l\u001b[2;3H\u001b[?25h');
    expect(paint(['a', 'c'])).toMatch(/^\u001b\[\?25l/);
    expect(paint(['a', 'c'])).toBe('');
  });
});
