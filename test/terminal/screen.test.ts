import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repaint } from '../../src/terminal/screen.ts';

const COLUMNS = 30;
const ROWS = 8;

function shownAfter(...writes: readonly string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  return new Promise((resolve) => {
    terminal.write(writes.join(''), () => {
      const buffer = terminal.buffer.active;
      resolve(Array.from({ length: ROWS }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? ''));
      terminal.dispose();
    });
  });
}

describe('repaint', () => {
  it('writes nothing when nothing differs', () => {
    expect(repaint(['a', 'b'], ['a', 'b'])).toBe('');
  });

  it('writes only the lines that differ', () => {
    const written = repaint(['same', 'old'], ['same', 'new']);
    expect(written).not.toContain('same');
    expect(written).toContain('new');
  });

  it('leaves a terminal with exactly the lines wanted, whatever was there before', async () => {
    const frame = fc.array(fc.stringMatching(/^[a-z가-힣 ]{0,12}$/), { minLength: ROWS, maxLength: ROWS });
    await fc.assert(
      fc.asyncProperty(frame, frame, async (before, after) => {
        const shown = await shownAfter(repaint([], before), repaint(before, after));
        expect(shown.map((line) => line.trimEnd())).toEqual(after.map((line) => line.trimEnd()));
      }),
      { numRuns: 50 },
    );
  });
});
