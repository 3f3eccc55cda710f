import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { progressOf, usedHome } from '../helpers/history.ts';
import { isGivenBack, openProgram } from '../helpers/program.ts';

describe('home in a terminal', () => {
  it('opens a menu, and its first choice is to learn', async () => {
    const screen = openProgram(['--no-motion']);
    await screen.until('❯ Start: It works on my machine');
    expect(screen.text()).toContain('Learn Docker in your terminal');
    screen.type('<enter>');
    await screen.until('works-on-my-machine   1/');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
    expect(screen.text()).toContain('Saved:');
  });

  it('goes on where the learner was', async () => {
    const screen = openProgram(['--no-motion', '--lang', 'ko'], { home: await usedHome() });
    // What is due stands first.
    await screen.until('  이어서 하기: 머신인가, 프로세스인가?, 10단계 중 3단계');
    screen.type('<down>');
    await screen.until('❯ 이어서 하기');
    screen.type('<enter>');
    await screen.until('3/10');
  });

  it('lets a lesson be chosen, and goes back', async () => {
    const screen = openProgram(['--no-motion']);
    await screen.until('❯ Start');
    screen.type('<down>');
    await screen.until('❯ Choose a lesson');
    screen.type('<enter>');
    await screen.until('Which lesson?');
    await screen.until('❯ It works on my machine (new)');
    screen.type('<down>');
    await screen.until('❯ A computer inside the computer');
    screen.type('<enter>');
    await screen.until('virtual-machines   1/9');
  });

  it('shows progress and comes back to the menu, and quits', async () => {
    const screen = openProgram([], { home: await usedHome(), rows: 60 });
    await screen.until('❯ Review');
    screen.type('p');
    await screen.until('❯ Progress');
    screen.type('<enter>');
    await screen.until('Lessons done: 1 of 8');
    await screen.until(
      (text) => text.split('❯ Review').length === 2 && text.split('What would you like').length === 3,
    );
    screen.type('q');
    await screen.until('❯ Quit');
    screen.type('<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.output().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      screen.output().lastIndexOf('\u001b[?25l'),
    );
  });

  it('ends by Ctrl-C with 130, quietly', async () => {
    const screen = openProgram([]);
    await screen.until('❯ Start');
    screen.type('<ctrl-c>');
    expect((await screen.ended()).exitCode).toBe(130);
    expect(screen.text()).not.toMatch(/Error|force|at .*:\d+/);
    expect(screen.output().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      screen.output().lastIndexOf('\u001b[?25l'),
    );
  });

  it('with a screen reader is lines to copy, or a menu that can be read: either way it can be left', async () => {
    const screen = openProgram(['--screen-reader']);
    await screen.until('Start: It works on my machine');
    screen.type('<ctrl-c>');
    expect([0, 130]).toContain((await screen.ended()).exitCode);
  });
});

describe('config in a terminal', () => {
  it('is a menu that changes the language at once', async () => {
    const screen = openProgram(['config']);
    await screen.until('❯ Language: let docker-tutor decide');
    screen.type('<enter>');
    await screen.until('❯ let docker-tutor decide');
    screen.type('<up>');
    await screen.until('❯ 한국어');
    screen.type('<enter>');
    await screen.until('어느 설정을 바꿀까요?');
    await screen.until('❯ 언어: 한국어');
    screen.type('<down><down><down>');
    await screen.until('❯ 마침');
    screen.type('<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
    expect((await run(['config', 'get', 'language'], { home: screen.home })).stdout).toBe('ko\n');
  });
});

describe('reset in a terminal', () => {
  it('asks, and forgets nothing on enter or no', async () => {
    const home = await usedHome();
    for (const answer of ['\r', 'n\r']) {
      const screen = openProgram(['reset', '--all'], { home });
      await screen.until('Forget all of your progress?');
      screen.type(answer);
      expect((await screen.ended()).exitCode).toBe(0);
      expect(screen.text()).toContain('Nothing was forgotten.');
    }
    expect(Object.keys((await progressOf(home)).lessons)).toHaveLength(2);
  });

  it('forgets on yes', async () => {
    const home = await usedHome();
    const screen = openProgram(['reset', 'vm-vs-container', '--lang', 'ko'], { home });
    await screen.until('‘머신인가, 프로세스인가?’의 기록을 지울까요?');
    screen.type('y\r');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(Object.keys((await progressOf(home)).lessons)).toEqual(['works-on-my-machine']);
  });

  it('forgets nothing on Ctrl-C, and exits 130', async () => {
    const home = await usedHome();
    const screen = openProgram(['reset', '--all'], { home });
    await screen.until('Forget all');
    screen.type('<ctrl-c>');
    expect((await screen.ended()).exitCode).toBe(130);
    expect(Object.keys((await progressOf(home)).lessons)).toHaveLength(2);
  });
});

describe('doctor in a terminal', () => {
  it('measures how wide the terminal draws, and leaves nothing of the measuring behind', async () => {
    const screen = openProgram(['doctor', '--lang', 'en'], { rows: 30 });
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text()).toMatch(/✓ +Terminal +80 × 30/);
    expect(screen.text()).toMatch(/✓ +Measured widths +as they should be/);
    expect(screen.text()).not.toMatch(/🐳|^─/m);
  });

  it('says of a small terminal that steps will scroll', async () => {
    const screen = openProgram(['doctor'], { columns: 60, rows: 30 });
    await screen.ended();
    expect(screen.text().replace(/\n/g, ' ')).toMatch(/✗ +Terminal +60 × 30, smaller than 80 × 24/);
  });
});
