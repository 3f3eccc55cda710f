import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { BIN } from '../helpers/built.ts';
import { run } from '../helpers/cli.ts';
import { fillDisk, makeReadOnly, smallDisk } from '../helpers/disk.ts';
import { exportOf, progressOf, SOME_HISTORY } from '../helpers/history.ts';
import { isGivenBack, openOnScreen, openProgram } from '../helpers/program.ts';
import { newFolder } from '../helpers/temporary.ts';

const LEARN = ['learn', 'vm-vs-container', '--no-motion'];

describe('the end of learn', () => {
  it('by q gives the terminal back, says where it stopped and how to go on', async () => {
    const screen = openProgram(LEARN);
    await screen.until('1/10');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
    expect(screen.text()).toContain('Saved: A machine or a process?, step 1 of 10.');
    expect(screen.text()).toContain('docker-tutor learn');
    expect(screen.text()).not.toContain('Hypervisor');
  });

  it('by Ctrl-C gives the terminal back and exits 130, whatever is on the screen', async () => {
    for (const keys of ['', 'g', 'd', '<right>', '<right>3<enter>']) {
      const screen = openProgram(LEARN);
      const first = await screen.until('1/10');
      screen.type(keys);
      if (keys !== '') await screen.until((text) => text !== first);
      screen.type('<ctrl-c>');
      expect({ keys, exitCode: (await screen.ended()).exitCode }).toEqual({ keys, exitCode: 130 });
      expect(isGivenBack(screen)).toBe(true);
      expect(screen.text()).toContain('Saved:');
    }
  });

  it('by Ctrl-C in the middle of a motion leaves no frame behind', async () => {
    const screen = openProgram(['learn', 'vm-vs-container', '--step', '3']);
    await screen.until('3/10');
    screen.type('<ctrl-c>');
    expect((await screen.ended()).exitCode).toBe(130);
    expect(isGivenBack(screen)).toBe(true);
  });

  it.each([
    ['SIGTERM', { exitCode: 143, signal: 0 }],
    // As a signal that nobody listens to, which a shell reports as 129.
    ['SIGHUP', { exitCode: 0, signal: 1 }],
    ['SIGINT', { exitCode: 130, signal: 0 }],
  ])('by %s gives the terminal back, and its exit tells', async (signal, end) => {
    const screen = openProgram(LEARN);
    await screen.until('1/10');
    screen.kill(signal);
    expect(await screen.ended()).toEqual(end);
    expect(isGivenBack(screen)).toBe(true);
  });

  it('by Ctrl-D, as a shell ends', async () => {
    const screen = openProgram(LEARN);
    await screen.until('1/10');
    screen.type('<right>');
    await screen.until('2/10');
    screen.type('\u0004');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
  });

  it.each([
    ['a lesson', LEARN, '1/10'],
    ['a lesson read aloud', [...LEARN, '--screen-reader'], 'Enter: next'],
    ['the menu', [], '❯ Start'],
    ['settings', ['config'], '❯ Language'],
  ])('because the window was closed over %s is a hang-up, not a crash', async (_, args, shown) => {
    const home = newFolder();
    // A shell that outlives the terminal tells how the program ended.
    const line = `trap "" HUP; "$0" "$@" 2>"$HOME/err"; echo $? >"$HOME/code.part"; mv "$HOME/code.part" "$HOME/code"`;
    const screen = openOnScreen('sh', ['-c', line, process.execPath, BIN, ...args], { home });
    await screen.until(shown);
    (screen.pty as unknown as { destroy(): void }).destroy();
    await vi.waitUntil(() => existsSync(join(home, 'code')), { timeout: 20_000 });
    expect(readFileSync(join(home, 'code'), 'utf8')).toBe('129\n');
    // What the shell says of it, and nothing else.
    expect(readFileSync(join(home, 'err'), 'utf8')).toMatch(/^(Hangup\n)?$/);
    if (args === LEARN)
      expect((await progressOf(home)).lessons['vm-vs-container']).toMatchObject({ step: 1 });
  });
});

describe('Ctrl-Z', () => {
  it('gives the shell its terminal, and fg brings the lesson back as it was', async () => {
    const home = newFolder();
    const shell = openOnScreen('bash', ['--norc', '--noprofile', '-i'], { home, env: { PS1: 'ready> ' } });
    await shell.until('ready>');
    shell.type(`"${process.execPath}" "${BIN}" ${LEARN.join(' ')}\r`);
    await shell.until('1/10');
    shell.type('<right>');
    const lesson = await shell.until('2/10');
    shell.type('<ctrl-z>');
    await shell.until('Stopped');
    expect(shell.terminal.buffer.active.type).toBe('normal');
    shell.type('fg\r');
    await shell.until((text) => text === lesson);
    shell.type('<left>');
    await shell.until('1/10');
    shell.type('q');
    await shell.until('Saved:');
    shell.type('exit\r');
    await shell.ended();
  });
});

describe('a disk that will not', () => {
  it('because it is full is told once, and learning goes on', async (test) => {
    const home = smallDisk(32 * 1024, test.onTestFinished);
    if (home === undefined) return test.skip('needs to mount a small disk, which only root may');
    const screen = openProgram(LEARN, { home, cwd: newFolder() });
    await screen.until('1/10');
    fillDisk(home);
    // An event fits in what is left of the page under way; sooner or later one does not.
    for (let turn = 0; turn < 40; turn++) {
      screen.type('<right>');
      await screen.until('2/10');
      screen.type('<left>');
      await screen.until('1/10');
    }
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
    expect(
      screen
        .text()
        .replace(/\n/g, ' ')
        .match(/the disk is full/g),
    ).toHaveLength(1);
  });

  it('because it is read-only is told once, and learning goes on', async (test) => {
    const home = smallDisk(64 * 1024, test.onTestFinished);
    if (home === undefined) return test.skip('needs to mount a small disk, which only root may');
    await run(['import', '-'], { home, cwd: newFolder(), stdin: exportOf(SOME_HISTORY) });
    makeReadOnly(home);
    for (const [lang, notice] of [
      ['en', /cannot be saved in.*\(it is read-only\)/],
      ['ko', /저장할 수 없습니다 \(읽기 전용입니다\)/],
    ] as const) {
      const screen = openProgram(['learn', '--no-motion', '--lang', lang], {
        home,
        cwd: newFolder(),
        columns: 120,
      });
      await screen.until('3/10');
      screen.type('<right>');
      await screen.until('4/10');
      screen.type('3<enter>');
      await screen.until(/1 (sure|확실함)/);
      screen.type('q');
      screen.type('<enter>');
      await screen.until(/✓|Saved|저장/);
      screen.type('q');
      expect((await screen.ended()).exitCode).toBe(0);
      const said = screen.text().replace(/\n/g, '');
      expect(said).toMatch(notice);
      expect(said.match(/read-only|읽기 전용/g)).toHaveLength(1);
    }
  });

  it('because a file is in the way is told once in any case', async () => {
    const screen = openProgram(LEARN, { env: { DOCKER_TUTOR_HOME: '/dev/null' }, columns: 150 });
    await screen.until('1/10');
    screen.type('<right>');
    await screen.until('2/10');
    screen.type('l');
    await screen.until('l English');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text().match(/cannot be saved/g)).toHaveLength(1);
  });
});

describe('a log that was damaged', () => {
  it('is told in one line when the lesson ends, and the rest of it counts', async () => {
    const home = newFolder();
    await run(['import', '-'], { home, stdin: exportOf(SOME_HISTORY) });
    const folder = join(home, 'profiles', 'default', 'log');
    const [file = ''] = readdirSync(folder);
    appendFileSync(join(folder, file), `${'\u0000'.repeat(500)}\n`);
    const screen = openProgram(['learn', '--no-motion'], { home, columns: 150 });
    await screen.until('3/10');
    screen.type('q');
    await screen.ended();
    expect(screen.text().match(/^Recovered: .*damaged bytes of the log were set aside/gm)).toHaveLength(1);
  });
});

describe('--screen-reader', () => {
  /** Everything but text and line ends; a prompt of readline may take its own line back to write it. */
  const MOVES = /\u001b\[\d*(?:;\d*)?[ABCDEFHf]|\u001b\[[2-3]?J|\u001b\[\?(?:1049|25)/;

  it('never moves the cursor over what was said, and works with typed lines, through a question', async () => {
    const screen = openProgram([...LEARN, '--screen-reader'], { rows: 300 });
    await screen.until('Enter: next');
    expect(screen.text()).toContain('Step 1 of 10: Two apps, two whole computers');
    expect(screen.text()).toContain('- Virtual machines, from the top:');
    screen.type('\r');
    await screen.until('Type the number of your answer');
    screen.type('1\r');
    await screen.until('1: sure, 2: not sure');
    screen.type('2\r');
    await screen.until('Not quite.');
    expect(screen.text()).toContain('The answer: Guest OS');
    screen.type('\r');
    await screen.until('Step 3 of 10');
    await screen.until('You predicted: App');
    screen.type('d\r');
    await screen.until('The picture in words');
    screen.type('\r');
    await screen.until((text) => text.split('Step 3 of 10').length === 3);
    screen.type('l\r');
    await screen.until('엔터: 다음');
    screen.type('ㅂ\r');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text()).toContain('저장했습니다');
    const said = screen.output();
    expect(said).not.toMatch(/[─-╿]/);
    expect(said.replace(/\u001b\[\d*G|\u001b\[0J/g, '')).not.toMatch(MOVES);
    expect(said).not.toMatch(/\u001b\[\d+A/);
    expect((await progressOf(screen.home)).items).toMatchObject({
      'docker-concepts/second-kernel': { seen: 1, correct: 0 },
    });
  });

  it('ends by Ctrl-C with 130 and by the end of input with 0', async () => {
    for (const [key, code] of [
      ['<ctrl-c>', 130],
      ['\u0004', 0],
    ] as const) {
      const screen = openProgram([...LEARN, '--screen-reader']);
      await screen.until('Enter: next');
      screen.type(key);
      expect((await screen.ended()).exitCode).toBe(code);
      expect(screen.text()).toContain('Saved:');
    }
  });
});
