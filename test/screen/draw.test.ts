import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawScene, plainRows } from '../../src/diagram/layout/draw.ts';
import type { Scene } from '../../src/diagram/scene.ts';
import { scenesOf } from '../../src/tutor/walkthrough/state.ts';
import { builtLessons } from '../helpers/built-pack.ts';
import { run } from '../helpers/cli.ts';
import { asAscii, brokenJoints, type Cells, cellsOf } from '../helpers/joints.ts';

/** Reads text back from the screen of a terminal emulator. */
class Reader {
  readonly #terminal = new xterm.Terminal({ cols: 200, rows: 200, allowProposedApi: true });

  constructor() {
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
  }

  /** The cells on a screen of that width; fails if a line went over its edge. */
  async read(lines: readonly string[], columns: number): Promise<Cells> {
    const terminal = this.#terminal;
    terminal.reset();
    terminal.resize(columns, Math.max(2, lines.length + 1));
    await new Promise<void>((done) => terminal.write(lines.join('\r\n'), done));
    return lines.map((_, y) => {
      const line = terminal.buffer.active.getLine(y);
      if (line === undefined || line.isWrapped) throw new Error(`a line is wider than ${columns}`);
      return Array.from({ length: columns }, (_cell, x) => {
        const cell = line.getCell(x);
        return cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ';
      });
    });
  }
}

/** Every picture of the built-in pack, those on the way of a motion too, with the step that shows it. */
const PICTURES: readonly { readonly step: string; readonly scene: Scene }[] = builtLessons().flatMap(
  (lesson) =>
    lesson.steps.flatMap((step) =>
      scenesOf(lesson, step).map((scene) => ({ step: `${lesson.id}/${step.id}`, scene })),
    ),
);
const STEPS = [...new Set(PICTURES.map(({ step }) => step))];

/** The border cells of an ASCII drawing. */
const isBorder = (char: string): boolean => ['+', '-', '|', '='].includes(char);

async function check(reader: Reader, scene: Scene, lang: string, width: number): Promise<void> {
  const draw = (charset: 'unicode' | 'ascii') => plainRows(drawScene(scene, { lang, charset, width }));
  const lines = draw('unicode');
  const cells = await reader.read(lines, width);
  expect(brokenJoints(cells)).toEqual([]);
  // What the layout took for a cell, the terminal takes for one.
  expect(cells).toEqual(
    cellsOf(lines).map((row) => [...row, ...Array<string>(width - row.length).fill(' ')]),
  );
  const ascii = await reader.read(draw('ascii'), width);
  // Borders in ASCII stand where they stand in box drawing characters; labels may be cut a cell earlier.
  const expected = asAscii(cells);
  const borders = (of: Cells) =>
    of.map((row, y) =>
      row.map((char, x) => (/[─-╿]/.test(cells[y]?.[x] ?? '') && isBorder(char) ? char : ' ')).join(''),
    );
  expect(borders(ascii)).toEqual(borders(expected));
}

describe('every picture of the built-in lessons, read back from a terminal', () => {
  it('there are many, and the issue’s own is among them', () => {
    expect(PICTURES.length).toBeGreaterThan(50);
    expect(STEPS).toContain('vm-vs-container/no-guest');
  });

  it.each(
    ['en', 'ko'].flatMap((lang) => [40, 60, 80, 120, 200].map((width) => [lang, width] as const)),
  )('in %s at %i columns: borders meet, nothing is wider than asked', async (lang, width) => {
    const reader = new Reader();
    for (const { scene } of PICTURES) await check(reader, scene, lang, width);
  });

  it('at any width, in either language', async () => {
    const reader = new Reader();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PICTURES),
        fc.constantFrom('en', 'ko'),
        fc.integer({ min: 40, max: 200 }),
        async ({ scene }, lang, width) => check(reader, scene, lang, width),
      ),
      { numRuns: 600 },
    );
  });
});

describe('draw <lesson/step>', () => {
  it.each(
    ['en', 'ko'].flatMap((lang) =>
      ['40', '60', '80', '120', '200'].flatMap(
        (width) =>
          [
            [lang, width, ''],
            [lang, width, '--ascii'],
          ] as const,
      ),
    ),
  )('of vm-vs-container/no-guest in %s at %s columns %s has whole borders and is no wider', async (lang, width, ascii) => {
    const args = [
      'draw',
      'vm-vs-container/no-guest',
      '--lang',
      lang,
      '--width',
      width,
      ...(ascii === '' ? [] : [ascii]),
    ];
    const { stdout, stderr, code } = await run(args);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const cells = await new Reader().read(stdout.trimEnd().split('\n'), Number(width));
    const unicode = ascii === '' ? cells : [];
    expect(brokenJoints(unicode)).toEqual([]);
    const borders = cells.flat().filter((char) => (ascii === '' ? /[─-╿]/.test(char) : isBorder(char)));
    expect(borders.length).toBeGreaterThan(50);
    if (ascii !== '') expect(stdout.replace(/[\n\u0020-\u007e가-힣]/g, '')).toBe('');
  });

  it('draws every step that has a picture', async () => {
    const results = await Promise.all(
      STEPS.filter((_, index) => index % 4 === 0).map((step) =>
        run(['draw', step, '--width', '60', '--lang', 'ko']),
      ),
    );
    for (const { stdout, code } of results) {
      expect(code).toBe(0);
      expect(stdout).toMatch(/[┌┏]/);
    }
  });
});
