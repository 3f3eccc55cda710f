import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { answeredKernel, exportOf, progressOf, seen } from '../helpers/history.ts';
import { isGivenBack, openProgram, type ProgramSettings } from '../helpers/program.ts';
import { newFolder } from '../helpers/temporary.ts';

/** The lesson used here; pictures at rest unless a test is about their motion. */
const open = (args: readonly string[] = [], settings: ProgramSettings = {}) =>
  openProgram(['learn', 'vm-vs-container', '--no-motion', ...args], settings);

describe('learn in a terminal', () => {
  it('goes three steps, switches the language in place, is killed, and goes on at the same step and language', async () => {
    const first = open();
    await first.until('1/10');
    first.type('<right>');
    await first.until('2/10');
    first.type('s');
    await first.until('3/10');
    first.type('<right>');
    await first.until('4/10');
    first.type('l');
    const korean = await first.until('l English');
    expect(korean).toContain('4/10');
    expect(korean).toMatch(/[가-힣]/);
    first.kill('SIGKILL');
    await first.ended();

    const again = openProgram(['learn'], { home: first.home });
    const text = await again.until('4/10');
    expect(text).toBe(korean);
    again.type('q');
    expect((await again.ended()).exitCode).toBe(0);
    expect(again.text()).toContain('저장했습니다');
  });

  it('has each step on disk before it shows it', async () => {
    const screen = open();
    await screen.until('1/10');
    screen.type('<right>');
    await screen.until('2/10');
    // The program still runs: what another process reads is what is on disk.
    expect((await progressOf(screen.home)).lessons['vm-vs-container']).toMatchObject({ step: 2 });
    screen.type('3<enter>');
    await screen.until('How sure are you?');
    expect((await progressOf(screen.home)).items).toMatchObject({
      'docker-concepts/second-kernel': { seen: 1, correct: 1 },
    });
  });

  it('answers a question by number, asks how sure, tells why, and recalls the prediction in the next step', async () => {
    const screen = open(['--step', 'predict']);
    await screen.until('2/10');
    screen.type('1');
    await screen.until('❯1');
    screen.type('<enter>');
    const asked = await screen.until('How sure are you?');
    expect(asked).not.toContain('✗');
    screen.type('2');
    const told = await screen.until('✗');
    expect(told).toContain('Not quite.');
    expect(told).toContain('The answer: Guest OS');
    screen.type('n');
    const next = await screen.until('3/10');
    expect(next).toContain('✗ You predicted: App');
  });

  it('answers by arrows, moves on only once answered, and says so', async () => {
    const screen = open(['--step', '2']);
    await screen.until('❯1');
    screen.type('<right>');
    await screen.until('Choose an answer first, or press s to pass over.');
    screen.type('<down>');
    await screen.until('❯2');
    screen.type('<down>');
    await screen.until('❯3');
    screen.type('<up><up><up>');
    await screen.until('❯5');
    screen.type('3<enter>');
    await screen.until('How sure');
    screen.type('<enter>');
    const told = await screen.until('That is right.');
    expect(told).toContain('Your answer: Guest OS');
    screen.type('<right>');
    expect(await screen.until('3/10')).toContain('✓ You predicted: Guest OS');
  });

  it('takes Korean letters as the keys they stand on: ㅣ language, ㅜ next, ㅠ back, ㅎ go to, ㅂ quit', async () => {
    const screen = open(['--lang', 'ko']);
    await screen.until('다음');
    screen.type('ㅜ');
    await screen.until('2/10');
    screen.type('ㄴ');
    await screen.until('3/10');
    screen.type('ㅠ');
    await screen.until('2/10');
    screen.type('ㅎ');
    await screen.until('단계 이동');
    screen.type('1');
    await screen.until('1/10');
    screen.type('ㅣ');
    await screen.until('save and quit');
    // As some input methods send it: as conjoining letters, to be composed.
    screen.type('ㅂ'.normalize('NFD'));
    expect((await screen.ended()).exitCode).toBe(0);
    expect(isGivenBack(screen)).toBe(true);
  });

  it('goes to a step by the jump list, by arrows and by number', async () => {
    const screen = open();
    await screen.until('1/10');
    screen.type('g');
    expect(await screen.until('Go to a step')).toMatch(/❯ +1 /);
    screen.type('<down><down>');
    await screen.until(/❯ +3 /);
    screen.type('<enter>');
    await screen.until('3/10');
    screen.type('g');
    await screen.until('Go to a step');
    screen.type('8');
    await screen.until('8/10');
  });

  it('lays the picture in words, the words of the step and the keys over it, and takes them away', async () => {
    const screen = open(['--step', '3']);
    const step = await screen.until('3/10');
    for (const [key, shown] of [
      ['d', 'The picture in words'],
      ['t', 'Words of this lesson'],
      ['?', 'Ctrl-C'],
    ] as const) {
      screen.type(key);
      const over = await screen.until(shown);
      expect(over).not.toContain('┌');
      screen.type('<escape>');
      await screen.until((text) => text === step);
    }
    screen.type('d');
    expect(await screen.until('The picture in words')).toContain('- Two stacks side by side.');
    screen.type('l');
    expect(await screen.until('말로 풀어 쓴 그림')).toContain('- 스택 두 개가 나란히 있습니다.');
  });

  it('moves a picture by itself, and a key ends the motion', async () => {
    const moving = openProgram(['learn', 'vm-vs-container', '--step', '3']);
    const first = await moving.until('3/10');
    expect(first).not.toContain('Host kernel');
    await moving.until('Host kernel');
    const hurried = openProgram(['learn', 'vm-vs-container', '--step', '3']);
    await hurried.until('3/10');
    hurried.type(' ');
    const still = await open(['--step', '3']).until('3/10');
    await hurried.until((text) => text === still);
  });

  it('ends a lesson with what was learned, and opens the next', async () => {
    const screen = open(['--step', '10']);
    await screen.until('10/10');
    screen.type('<right>');
    const end = await screen.until('Next lesson');
    expect(end).toContain('Questions still open: step 2, 4, 6.');
    screen.type('<right>');
    await screen.until('three-environments');
    await screen.until('1/');
  });

  it('marks a lesson done once every question is answered or passed over', async () => {
    const screen = open(['--step', '2']);
    for (const step of [2, 4, 6]) {
      await screen.until(`${step}/10`);
      screen.type('s');
      await screen.until(`${step + 1}/10`);
      screen.type('<right>');
    }
    await screen.until('8/10');
    screen.type('<right>');
    await screen.until('9/10');
    screen.type('<right>');
    await screen.until('10/10');
    screen.type('<right>');
    await screen.until('is done.');
    expect((await progressOf(screen.home)).lessons['vm-vs-container']).toMatchObject({ state: 'done' });
  });

  it('begins again with --from-start, questions open, and keeps what was answered before', async () => {
    const home = newFolder();
    const history = [
      seen('vm-vs-container', 'predict'),
      answeredKernel('vm/guest', true),
      seen('vm-vs-container', 'isolation'),
    ];
    await run(['import', '-'], { home, stdin: exportOf(history) });
    const resumed = openProgram(['learn', '--no-motion'], { home });
    await resumed.until('8/10');
    resumed.type('g');
    await resumed.until(/ 2 .*✓/);
    resumed.type('2');
    await resumed.until('That is right.');
    const again = open(['--from-start'], { home });
    await again.until('1/10');
    again.type('<right>');
    await again.until('❯1 App');
  });
});

describe('keys typed before the keyboard is read', () => {
  it('count, and leave nothing on the screen that their echo wrote there', async () => {
    const clean = open(['--step', '3']);
    const expected = await clean.until('3/10');
    // Two terminals that type as soon as they are there; enter, echoed on the last row, scrolls.
    const [arrows, enter] = [open(['--step', '2']), open(['--step', '2', '--from-start'])];
    arrows.type('<down><down><up>');
    enter.type('<down>\r1\r');
    await arrows.until(/❯[12] /);
    expect(arrows.text()).not.toContain('^[');
    await enter.until('3/10');
    enter.type('g');
    await enter.until('Go to a step');
    enter.type('g');
    await enter.until((text) => text.includes('✗ You predicted: Bins/Libs'));
    expect(enter.rows().slice(0, 2)).toEqual(expected.split('\n').slice(0, 2));
  });
});
