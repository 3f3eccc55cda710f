import { describe, expect, it } from 'vitest';
import { BIN } from '../helpers/built.ts';
import { environment } from '../helpers/cli.ts';
import { progressOf } from '../helpers/history.ts';
import { brokenJoints } from '../helpers/joints.ts';
import {
  cellsOnScreen,
  framesIn,
  misfits,
  openOnScreen,
  openProgram,
  type ProgramScreen,
  type ProgramSettings,
} from '../helpers/program.ts';
import { newFolder } from '../helpers/temporary.ts';

/** The lesson used here; pictures at rest. */
const open = (args: readonly string[] = [], settings: ProgramSettings = {}) =>
  openProgram(['learn', 'vm-vs-container', '--no-motion', ...args], settings);

describe('the size of the terminal', () => {
  it.each([
    ['en', '--unicode'],
    ['ko', '--unicode'],
    ['en', '--ascii'],
    ['ko', '--ascii'],
  ])('changed to 60×20 and back leaves no broken line in %s with %s, and every frame fits', async (lang, charset) => {
    const screen = open(['--step', '3', '--lang', lang, charset]);
    const before = await screen.until('3/10');
    screen.resize(60, 20);
    await screen.until((text) => text !== before && text.includes('3/10') && /q \S+/.test(text));
    const joints = () => {
      // Between the bar of progress and the text: the picture, whose last row may be below the screen.
      const rows = screen.rows();
      const last = rows.findLastIndex((row) => /[└┗]/.test(row));
      return brokenJoints(cellsOnScreen(screen, 2, last + 1));
    };
    if (lang === 'en' && charset === '--unicode') expect(joints()).toEqual([]);
    screen.resize(80, 24);
    await screen.until((text) => text === before);
    if (charset === '--unicode') expect(joints()).toEqual([]);
    expect(misfits(framesIn(screen.output()), { 24: 80, 20: 60 })).toEqual([]);
  });

  it('is filled by each first frame: every row once, header at the top, keys at the bottom', async () => {
    for (const [columns, rows] of [
      [80, 24],
      [60, 20],
      [40, 12],
      [200, 50],
      [20, 5],
    ] as const) {
      const screen = open([], { columns, rows });
      await screen.until(/1\/10|…/);
      const [frame] = framesIn(screen.output());
      expect([...(frame?.keys() ?? [])]).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
      expect(misfits(framesIn(screen.output()), { [rows]: columns })).toEqual([]);
      if (columns >= 60) expect(screen.rows()[rows - 1]).toMatch(/q save and quit/);
      screen.type('q');
      expect((await screen.ended()).exitCode).toBe(0);
    }
  });

  it('too small for a step scrolls to the rest of it', async () => {
    const screen = open([], { columns: 60, rows: 16 });
    const top = await screen.until('▾');
    screen.type('<page-down>');
    const below = await screen.until((text) => text !== top);
    expect(below).toContain('1/10');
    screen.type('<page-down><page-down><page-down><page-down>');
    await screen.until((text) => !text.includes('▾') && text.includes('two more'));
  });
});

describe('look', () => {
  const STYLES = /\u001b\[[\d;]*m/g;
  it('without colours by NO_COLOR or --no-color is the same text without any code of colour or weight', async () => {
    const coloured = open(['--step', '3']);
    const text = await coloured.until('3/10');
    expect(coloured.output()).toMatch(/\u001b\[(1|2|36)m/);
    for (const settings of [{ env: { NO_COLOR: '1' } }, {}]) {
      const plain = open(
        settings.env === undefined ? ['--step', '3', '--no-color'] : ['--step', '3'],
        settings,
      );
      await plain.until((shown) => shown === text);
      // Each row begins by taking off what an earlier one may have left; nothing else.
      expect(new Set(plain.output().match(STYLES))).toEqual(new Set(['\u001b[0m']));
    }
  });

  it.each(['en', 'ko'])('with --ascii is ASCII outside Hangul on every screen in %s', async (lang) => {
    const screen = open(['--ascii', '--lang', lang]);
    const seenTexts = [await screen.until('1/10')];
    for (const [key, shown] of [
      ['<right>', '2/10'],
      ['3<enter>', /1 (sure|확실함)/],
      ['1', /Guest OS|게스트 OS/],
      ['<right>', '3/10'],
      ['d', /esc (close|닫기)/],
    ] as const) {
      screen.type(key);
      seenTexts.push(await screen.until(shown));
    }
    for (const text of seenTexts) expect(text.replace(/[\n\u0020-\u007e가-힣]/g, '')).toBe('');
  });

  it('is ASCII by itself where the locale is not UTF-8', async () => {
    const screen = open([], { env: { LANG: 'C' } });
    expect(await screen.until('1/10')).toMatch(/\+-+\+/);
  });

  it('never clears what was on the terminal before, nor its scrollback', async () => {
    const screen = open();
    await screen.until('1/10');
    screen.type('q');
    await screen.ended();
    expect(screen.output()).not.toContain('\u001b[3J');
    expect(screen.output().indexOf('\u001b[2J')).toBeGreaterThan(screen.output().indexOf('\u001b[?1049h'));
  });
});

/**
 * Runs a shell line that prints much and ends, and shows how it ended. The shell stays, since a terminal whose last
 * program is gone may take with it what nobody has read yet.
 */
function openLine(line: string, env: Record<string, string> = {}): ProgramScreen {
  const home = newFolder();
  const lasting = `${line}; echo "exit $?"; read -r _`;
  return openOnScreen('sh', ['-c', lasting], { home, rows: 400, env: { ...environment(home), ...env } });
}

describe('a terminal that is no terminal', () => {
  const learn = `"${process.execPath}" "${BIN}" learn vm-vs-container`;

  it('TERM=dumb gets the whole lesson as text and is asked nothing', async () => {
    const screen = openLine(learn, { TERM: 'dumb' });
    expect(await screen.until('exit 0')).toContain('Step 10 of 10');
    expect(screen.output()).not.toMatch(/\u001b/);
    expect((await progressOf(screen.home)).lessons).toEqual({});
  });

  it('stdin from a file gets the whole lesson as text', async () => {
    const screen = openLine(`${learn} </dev/null`);
    expect(await screen.until('exit 0')).toContain('Step 10 of 10');
  });
});
