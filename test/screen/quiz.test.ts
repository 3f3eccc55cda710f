import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { openProgram, type ProgramScreen, type ProgramSettings } from '../helpers/program.ts';
import { ROOT } from '../helpers/root.ts';

const PACK = join(ROOT, 'test', 'fixtures', 'packs', 'quiz');
const open = (args: readonly string[] = [], settings: ProgramSettings = {}): ProgramScreen =>
  openProgram(['quiz', 'stacks', '--pack', PACK, ...args], settings);

/** The seed that every test here draws with. */
const SEED = ['--seed', 'abc'];

interface Logged {
  readonly type: string;
  readonly item?: string;
  readonly answer?: unknown;
  readonly correct?: boolean;
  readonly items?: readonly string[];
}

/** What is on disk, as another process reads it. */
async function logOf(home: string): Promise<Logged[]> {
  return JSON.parse((await run(['export'], { home })).stdout).events;
}

/** Waits for the question, then types an answer to it and skips how sure. */
async function answer(screen: ProgramScreen, question: string, ...keys: readonly string[]): Promise<void> {
  await screen.until(question);
  for (const key of keys) screen.type(key);
  await screen.until(/How sure are you\?|얼마나 확실한가요\?/);
  screen.type('<enter>');
  await screen.until(/Your answer|고른 답|✓ |✗ /);
}

/** The row of the screen that ends with a text, as the number that stands before it. */
function numberOf(screen: ProgramScreen, text: string): string {
  const row = screen.rows().find((each) => each.trimEnd().endsWith(text)) ?? '';
  const number = new RegExp(`(\\d) +(?:\\[.\\] )?${text}$`).exec(row.trimEnd())?.[1];
  if (number === undefined) throw new Error(`no number before ${text}:\n${screen.text()}`);
  return number;
}

/** As many arrows as it takes from the first option to this one. */
const arrowsTo = (screen: ProgramScreen, text: string, key = '<down>'): string =>
  key.repeat(Number(numberOf(screen, text)) - 1);

/** The row below the prompt that has a text, from 0. */
const rowOf = (screen: ProgramScreen, text: string): number =>
  screen
    .rows()
    .slice(5)
    .findIndex((each) => each.includes(text));

/** Picks each entry up and carries it to its place, then goes to the row that submits. */
async function putInOrder(screen: ProgramScreen, entries: readonly string[]): Promise<void> {
  for (const [place, entry] of entries.entries()) {
    const to = rowOf(screen, entry) - rowOf(screen, '❯');
    screen.type((to < 0 ? '<up>' : '<down>').repeat(Math.abs(to)));
    await screen.until(() => rowOf(screen, '❯') === rowOf(screen, entry));
    screen.type(`<space>${'<up>'.repeat(rowOf(screen, entry) - place)}<space>`);
    await screen.until((text) => rowOf(screen, entry) === place && !text.includes('❯['));
  }
  screen.type('<down>'.repeat(entries.length - rowOf(screen, '❯')));
  await screen.until('❯ Submit');
}

describe('a quiz in a terminal', () => {
  it('takes every type by arrows, tells what is so, and ends with a summary and 0', async () => {
    const screen = open(SEED);
    await answer(screen, 'How much memory', '2 GiB', '<enter>');
    screen.type('<enter>');
    await answer(screen, 'Which floor', '<down>', '<enter>');
    screen.type('<enter>');
    await screen.until('Which command');
    for (const right of ['lists containers', 'fetches an image', 'shows output', 'removes a container']) {
      const presses = Number(numberOf(screen, right));
      screen.type(`${'<right>'.repeat(presses)}<down>`);
    }
    await screen.until('❯ Submit');
    await answer(screen, 'Which command', '<enter>');
    screen.type('<enter>');
    await answer(screen, 'Fill the gaps', '--rm<enter>', 'Container', '<enter>');
    screen.type('<enter>');
    await screen.until('Whose kernel');
    await answer(screen, 'Whose kernel', arrowsTo(screen, 'Its own'), '<enter>');
    screen.type('<enter>');
    await screen.until('bring along');
    for (let row = 1; row <= 5; row++)
      screen.type(row === Number(numberOf(screen, 'A processor')) ? '<down>' : '<space><down>');
    await answer(screen, 'bring along', '<enter>');
    screen.type('<enter>');
    await screen.until('life of a container');
    await putInOrder(screen, ['is pulled', 'is created', 'process starts', 'process ends']);
    await answer(screen, 'life of a container', '<enter>');
    screen.type('<enter>');
    await screen.until('Passed: 7 of 7 points (100%)');
    screen.type('<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text()).toContain('Passed: 7 of 7 points (100%)');
    const log = await logOf(screen.home);
    expect(log.filter(({ type }) => type === 'answered').every(({ correct }) => correct)).toBe(true);
  });

  it('takes every type by numbers, and ends with 1 under the pass mark', async () => {
    const screen = open(SEED);
    await answer(screen, 'How much memory', '2000', '<enter>');
    await screen.until('That is 2 GB in MB.');
    screen.type('<enter>');
    await answer(screen, 'Which floor', '2', '<enter>');
    screen.type('<enter>');
    await answer(screen, 'Which command', '1234', '<enter>');
    screen.type('<enter>');
    await answer(screen, 'Fill the gaps', '-rm<enter>', 'x', '<enter>');
    await screen.until('Long flags have two dashes.');
    screen.type('<enter>');
    await screen.until('Whose kernel');
    await answer(screen, 'Whose kernel', numberOf(screen, 'That of the host'), '<enter>');
    await screen.until('Many people expect: Every machine on a host shares one kernel');
    screen.type('<enter>');
    await answer(screen, 'bring along', '12345', '<enter>');
    await screen.until('Partly right.');
    screen.type('<enter>');
    await screen.until('life of a container');
    const order = ['Its process ends', 'Its process starts', 'The container is created'].map((entry) =>
      numberOf(screen, entry),
    );
    await answer(screen, 'life of a container', order.join(''), '<enter>');
    screen.type('<enter>');
    const text = await screen.until('Not passed yet');
    expect(text).toContain('The pass mark is 80%.');
    expect(text).toContain('docker-tutor learn stacks --step 2');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(1);
    const log = await logOf(screen.home);
    expect(log.find(({ item }) => item === 'quiz-pack/life')).toMatchObject({
      answer: ['stop', 'start', 'create', 'pull'],
    });
  });

  it('takes a Korean word that arrives decomposed, and shows it composed where the cursor is', async () => {
    const screen = open([...SEED, '--lang', 'ko']);
    await answer(screen, '메모리 얼마', '2048', '<enter>');
    screen.type('<enter>');
    await answer(screen, '어느 층이', '2<enter>');
    screen.type('<enter>');
    await answer(screen, '무엇을 할까요', '1234<enter>');
    screen.type('<enter>');
    await screen.until('빈칸을 채우세요');
    screen.type('--rm<enter>');
    screen.type('컨테이너'.normalize('NFD'));
    await screen.until('[컨테이너]');
    const { cursorX, cursorY } = screen.terminal.buffer.active;
    const row = screen.rows()[cursorY] ?? '';
    expect(row).toContain('[--rm]');
    // Two cells for each syllable; the cursor stands behind the last, before the bracket.
    expect(screen.terminal.buffer.active.getLine(cursorY)?.getCell(cursorX)?.getChars()).toBe(']');
    await answer(screen, '빈칸을 채우세요', '<enter>');
    await screen.until('맞았습니다.');
    const log = await logOf(screen.home);
    expect(log.find(({ item }) => item === 'quiz-pack/what-is-it')).toMatchObject({
      answer: { flag: '--rm', thing: '컨테이너' },
      correct: true,
    });
  });

  it('switches the language in place, by a Korean letter too, and keeps the page', async () => {
    const screen = open(SEED);
    await screen.until('How much memory');
    screen.type('12');
    // While text is typed, escape comes before a key.
    screen.type('<escape>');
    await screen.until('letters are text');
    screen.type('ㅣ');
    await screen.until('키 안내');
    screen.type('<escape>');
    expect(await screen.until('메모리 얼마')).toContain('❯ 12  (MiB)');
  });

  it('goes to the lesson step and comes back to the verdict', async () => {
    const screen = open(SEED);
    await answer(screen, 'How much memory', '1', '<enter>');
    await screen.until('See it: stacks, step 2');
    screen.type('v');
    await screen.until('A virtual machine boots its own kernel.');
    screen.type('q');
    await screen.until('The answer: 2048 MiB');
    screen.type('<enter>');
    await screen.until('Which floor');
  });

  it('is quit with q and says how to go on', async () => {
    const screen = open(SEED);
    await answer(screen, 'How much memory', '1', '<enter>');
    screen.type('<enter>');
    await screen.until('Which floor');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text()).toContain('1 of 7 questions answered');
    expect(screen.text()).toContain('docker-tutor quiz stacks-quiz');
  });

  it('goes on after being killed with every answer that was acknowledged, and asks none again', async () => {
    let screen = open(SEED);
    const { home } = screen;
    const questions = ['How much memory', 'Which floor', 'Which command', 'Fill the gaps', 'Whose kernel'];
    const inputs = ['2048<enter>', '2<enter>', '1234<enter>', '--rm<enter>container<enter>', '1<enter>'];
    for (const [index, question] of questions.entries()) {
      await screen.until(question);
      screen.type(inputs[index] ?? '');
      await screen.until('How sure are you?');
      // Killed at once: what was acknowledged must be on disk.
      screen.kill('SIGKILL');
      await screen.ended();
      const answered = (await logOf(home)).filter(({ type }) => type === 'answered');
      expect(answered).toHaveLength(index + 1);
      screen.dispose();
      screen = open([], { home });
    }
    await screen.until('bring along');
    expect(screen.text()).toContain('6/7');
    const started = (await logOf(home)).filter(({ type }) => type === 'quiz-started');
    expect(started).toHaveLength(1);
    expect(new Set(started[0]?.items).size).toBe(7);
  });

  it('speaks line by line for a screen reader', async () => {
    const screen = open([...SEED, '--screen-reader'], { rows: 60 });
    await screen.until('Question 1 of 7');
    screen.type('2 GiB<enter>');
    await screen.until('How sure are you?');
    screen.type('<enter>');
    await screen.until('That is right.');
    screen.type('<enter>');
    await screen.until('3. Hypervisor');
    screen.type('2<enter>');
    screen.type('1<enter>');
    await screen.until('Your answer: Guest OS');
    screen.type('q<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.output()).not.toContain('\u001b[2J');
  });
});
