import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { framesIn, openProgram, type ProgramSettings } from '../helpers/program.ts';
import { newFolder } from '../helpers/temporary.ts';

/** The question where the cursor is (DSR 6). */
const QUESTION = '\u001b[6n';
const asked = (output: string): boolean => output.includes(QUESTION);
const learn = (settings: ProgramSettings, ...args: readonly string[]) =>
  openProgram(['learn', 'vm-vs-container', '--no-motion', '--step', '3', ...args], settings);
const remembered = (home: string): unknown => {
  const file = join(home, 'terminals.json');
  if (!existsSync(file)) return undefined;
  const { terminals } = JSON.parse(readFileSync(file, 'utf8')) as { terminals: { widths: unknown }[] };
  return terminals.map(({ widths }) => widths);
};
const BOXES = /[┌│━]/;
const GOOD = { box: 1, hangul: 2, arrow: 1, emoji: 2 };

describe('a terminal at the first start', () => {
  it('is measured before the first frame, and remembered', async () => {
    const home = newFolder();
    const first = learn({ home });
    await first.until('3/10');
    expect(asked(first.output())).toBe(true);
    expect(first.text()).toMatch(BOXES);
    first.type('q');
    await first.ended();
    expect(remembered(home)).toEqual([GOOD]);

    const second = learn({ home });
    await second.until('3/10');
    expect(asked(second.output())).toBe(false);
    second.type('q');
    await second.ended();
  });

  it('leaves nothing of the measurement on the screen', async () => {
    const screen = openProgram(['play']);
    await screen.until('$ ');
    expect(screen.text()).not.toMatch(/[한🐳]/u);
    screen.type('exit<enter>');
    await screen.ended();
  });

  it('that draws boxes two cells wide gets ASCII from then on, in commands that only print, too', async () => {
    const home = newFolder();
    const first = learn({ home, wideBoxes: true });
    await first.until('3/10');
    first.type('q');
    await first.ended();
    expect(remembered(home)).toEqual([{ ...GOOD, box: 2 }]);

    const screen = learn({ home, wideBoxes: true });
    await screen.until('3/10');
    expect(framesIn(screen.output()).length).toBeGreaterThan(0);
    for (const frame of framesIn(screen.output())) expect([...frame.values()].join('\n')).not.toMatch(BOXES);
    screen.type('q');
    await screen.ended();

    const draw = openProgram(['draw', 'vm-vs-container/two-stacks'], { home, wideBoxes: true });
    await draw.ended();
    expect(draw.text()).toContain('+--');
    expect(asked(draw.output())).toBe(false);
  });

  it('that never answers is waited for once, a moment only', async () => {
    const home = newFolder();
    const screen = learn({ home, answers: () => undefined });
    await screen.until('3/10');
    expect(screen.text()).toMatch(BOXES);
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(remembered(home)).toEqual([{}]);

    const again = learn({ home, answers: () => undefined });
    await again.until('3/10');
    expect(asked(again.output())).toBe(false);
    again.type('q');
    await again.ended();
  });

  it('that answers late is no key press, and is known the next time', async () => {
    const home = newFolder();
    const held: (() => void)[] = [];
    const screen = learn({ home, wideBoxes: true, answers: (text, send) => held.push(() => send(text)) });
    const before = await screen.until('3/10');
    for (const send of held) send();
    // What comes behind the answers is heard behind them.
    screen.type('<right>');
    await screen.until('4/10');
    screen.type('<left>');
    await screen.until((text) => text === before);
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(remembered(home)).toEqual([{ ...GOOD, box: 2 }]);
  });

  it('loses no key that is typed while it answers', async () => {
    // Each of the two answers of one cell comes with a key before it.
    const withKeys = (text: string, send: (text: string) => void): void =>
      send(text.endsWith(';2R') ? `\u001b[C${text}` : text);
    const screen = learn({ answers: withKeys }, '--step', '8');
    await screen.until('10/10');
    screen.type('q');
    await screen.ended();
  });
});

describe('a terminal is not asked', () => {
  it.each<[string, ProgramSettings, readonly string[]]>([
    ['where the characters are chosen', {}, ['--unicode']],
    ['where ASCII is all it can show', { env: { LANG: 'C' } }, []],
    ['where tests run', { env: { CI: 'true' } }, []],
  ])('%s', async (_, settings, args) => {
    const screen = learn(settings, ...args);
    await screen.until('3/10');
    expect(asked(screen.output())).toBe(false);
    screen.type('q');
    await screen.ended();
    expect(remembered(screen.home)).toBeUndefined();
  });

  it.each([
    ['for a screen reader', ['--screen-reader'], {}],
    ['where it is a dumb one', [], { TERM: 'dumb' }],
  ])('%s', async (_, args, env) => {
    const screen = learn({ env }, ...args);
    await screen.until((text) => text.length > 200);
    expect(asked(screen.output())).toBe(false);
    screen.kill('SIGKILL');
  });
});

describe('doctor', () => {
  it.each([
    ['en', /two cells.*ASCII/s],
    ['ko', /두 칸.*ASCII/s],
  ])('measures anew and says in %s what that means', async (lang, said) => {
    const home = newFolder();
    const first = openProgram(['doctor', '--lang', lang], { home, rows: 30 });
    await first.ended();
    expect(remembered(home)).toEqual([GOOD]);
    const wide = openProgram(['doctor', '--lang', lang], { home, rows: 30, wideBoxes: true });
    await wide.ended();
    expect(wide.text()).toMatch(said);
    expect(wide.text()).not.toMatch(/✗.*ASCII/);
    expect(remembered(home)).toEqual([{ ...GOOD, box: 2 }]);
    const forced = openProgram(['doctor', '--lang', lang, '--unicode'], { home, rows: 30, wideBoxes: true });
    await forced.ended();
    expect(forced.text()).toMatch(lang === 'en' ? /crooked/ : /비뚤어/);
  });

  it('is told in JSON what was measured, without asking', async () => {
    const home = newFolder();
    await openProgram(['doctor'], { home, rows: 30 }).ended();
    const screen = openProgram(['doctor', '--json'], { home, columns: 200 });
    await screen.ended();
    expect(asked(screen.output())).toBe(false);
    expect(screen.text().replace(/\s+/g, '')).toContain(JSON.stringify({ widths: GOOD }).slice(1, -1));
  });

  it('is forgotten with everything else', async () => {
    const home = newFolder();
    await openProgram(['doctor'], { home, rows: 30 }).ended();
    expect(remembered(home)).toBeDefined();
    await openProgram(['reset', '--all', '--yes'], { home }).ended();
    expect(remembered(home)).toBeUndefined();
  });
});
