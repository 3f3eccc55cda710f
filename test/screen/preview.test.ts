import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isGivenBack, openProgram } from '../helpers/program.ts';
import { ROOT } from '../helpers/root.ts';
import { folderWith, newFolder } from '../helpers/temporary.ts';

const step = (id: string, text: string) => `  - id: ${id}\n    text: {en: "${text}", ko: "글 ${id}"}\n`;
const lesson = (...steps: string[]) =>
  `format: 1\nid: mine\ntitle: {en: "Mine", ko: "내 것"}\nminutes: 1\nsteps:\n${steps.join('')}`;
const quiz = (...prompts: string[]) =>
  `format: 1\nid: mine\ntitle: {en: "Mine", ko: "내 것"}\npass: 0.5\nitems:\n${prompts
    .map(
      (text, at) =>
        `  - {id: q-${at}, type: numeric, prompt: {en: "${text}", ko: "문제 ${at}"}, answer: 1, say: "1"}\n`,
    )
    .join('')}`;
const ONE = step('one', 'The first.');
const TWO = step('two', 'The second.');

describe('pack preview in a terminal', () => {
  it('shows the step that changed each time the file is saved, and what is wrong with it', async () => {
    const folder = folderWith({ 'mine.lesson.yaml': lesson(ONE, TWO) });
    const file = join(folder, 'mine.lesson.yaml');
    const screen = openProgram(['pack', 'preview', 'mine.lesson.yaml'], { cwd: folder });
    await screen.until('The first.');
    writeFileSync(file, lesson(ONE, step('two', 'The second, better.')));
    expect(await screen.until('The second, better.')).toContain('2/2');
    writeFileSync(file, lesson(step('one', 'The first, longer.'), step('two', 'The second, better.')));
    expect(await screen.until('The first, longer.')).toContain('1/2');
    writeFileSync(file, lesson(ONE, step('three', 'New.')).replace('minutes', 'minuts'));
    expect(await screen.until('unknown-key')).toContain('mine.lesson.yaml:4:1');
    writeFileSync(file, lesson(ONE, TWO));
    await screen.until(/The (first|second)\./);
    screen.type('<right>');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
  });

  it('waits for a file that is away for a moment, as some editors save', async () => {
    const folder = folderWith({ 'mine.lesson.yaml': lesson(ONE, TWO) });
    const file = join(folder, 'mine.lesson.yaml');
    const screen = openProgram(['pack', 'preview', file], { cwd: folder });
    await screen.until('The first.');
    renameSync(file, `${file}~`);
    // Longer than the time between two looks at the file, so that one of them finds nothing.
    await setTimeout(700);
    writeFileSync(file, lesson(ONE, step('two', 'Back again.')));
    await screen.until('Back again.');
    screen.type('<ctrl-c>');
    expect((await screen.ended()).exitCode).toBe(130);
    expect(isGivenBack(screen)).toBe(true);
  });

  it('shows the question of a quiz that changed each time the file is saved, and what is wrong with it', async () => {
    const folder = folderWith({ 'mine.quiz.yaml': quiz('One?', 'Two?') });
    const file = join(folder, 'mine.quiz.yaml');
    const screen = openProgram(['pack', 'preview', 'mine.quiz.yaml'], { cwd: folder });
    expect(await screen.until('One?')).toContain('1/2');
    writeFileSync(file, quiz('One?', 'Twice two?'));
    expect(await screen.until('Twice two?')).toContain('2/2');
    writeFileSync(file, quiz('One?', 'Twice two?').replace('pass', 'passes'));
    expect(await screen.until('unknown-key')).toContain('mine.quiz.yaml:4:1');
    writeFileSync(file, quiz('One or two?', 'Twice two?'));
    expect(await screen.until('One or two?')).toContain('1/2');
    screen.type('1');
    screen.type('<enter>');
    screen.type('<enter>');
    await screen.until('That is right.');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
  });

  it('records nothing', async () => {
    const home = newFolder();
    const file = join(ROOT, 'lessons', 'why', 'vm-vs-container.lesson.yaml');
    const screen = openProgram(['pack', 'preview', file, '--no-motion'], { home });
    await screen.until('1/10');
    screen.type('<right>');
    await screen.until('2/10');
    screen.type('q');
    await screen.ended();
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('pack check --watch', () => {
  it('checks again whenever a file changes, until Ctrl-C', async () => {
    const folder = folderWith({ 'mine.lesson.yaml': lesson(ONE) });
    const file = join(folder, 'mine.lesson.yaml');
    const screen = openProgram(['pack', 'check', 'mine.lesson.yaml', '--watch'], { cwd: folder, rows: 40 });
    await screen.until('no problems in 1 file');
    writeFileSync(file, readFileSync(file, 'utf8').replace('minutes', 'minuts'));
    await screen.until('1 error in 1 file');
    screen.type('<ctrl-c>');
    expect((await screen.ended()).exitCode).toBe(130);
  });
});
