import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProgram, type ProgramScreen } from '../helpers/program.ts';
import { ROOT } from '../helpers/root.ts';

const PACK = join(ROOT, 'test', 'fixtures', 'packs', 'commands');

/** What to press at each question, whichever comes first. */
interface Answers {
  readonly asks: string;
  readonly keys: (screen: ProgramScreen) => string;
}

/** The number of the option with a text, as it lies on the screen. */
function numberOf(screen: ProgramScreen, text: string): string {
  const row = screen.rows().find((each) => new RegExp(`\\d  ${text}$`).test(each.trimEnd())) ?? '';
  return /(\d) {2}/.exec(row)?.[1] ?? '';
}

/** Takes the quiz and gives what was on the screen after each answer. */
async function take(screen: ProgramScreen, answers: readonly Answers[], told: string): Promise<string[]> {
  const pages: string[] = [];
  for (let number = 1; number <= answers.length; number++) {
    const text = await screen.until(
      (shown) => shown.includes(`${number}/3`) && answers.some(({ asks }) => shown.includes(asks)),
    );
    const asked = answers.find(({ asks }) => text.includes(asks))!;
    screen.type(asked.keys(screen));
    screen.type('<enter>');
    await screen.until(/How sure|얼마나 확실/);
    screen.type('1');
    pages.push(await screen.until(told));
    screen.type('<right>');
  }
  return pages;
}

describe('a quiz about commands on a terminal', () => {
  it('takes commands in any spelling, and predictions', async () => {
    const screen = openProgram(['quiz', 'commands-quiz', '--pack', PACK, '--no-motion']);
    const pages = await take(
      screen,
      [
        { asks: 'List all containers', keys: () => 'docker container ls --all' },
        { asks: 'Have a container', keys: () => 'docker run --name=web -dit alpine' },
        { asks: 'What does it print', keys: (at) => numberOf(at, '0') },
      ],
      '✓  That is right.',
    );
    expect(pages.join('\n')).toContain('docker container ls --all');
    await screen.until('Passed: 3 of 3 points');
  });

  it('says in Korean why an answer is wrong', async () => {
    const screen = openProgram(['quiz', 'commands-quiz', '--pack', PACK, '--lang', 'ko', '--seed', 'a']);
    const answers: readonly Answers[] = [
      { asks: '모든 컨테이너의 목록', keys: () => 'docker ps' },
      { asks: '실행 중이게', keys: () => 'docker create --name web alpine sleep 1d' },
      { asks: '무엇이 출력될까요', keys: (at) => numberOf(at, '1000') },
    ];
    const pages = await take(screen, answers, '✗');
    const all = pages.join('\n');
    for (const said of ['실행 중인 것만 나옵니다', '시작하지 않았습니다', '사용자를 정하지 않았습니다'])
      expect(all).toContain(said);
  });

  it('shows the commands whose outcome is foretold, and the prompt of a command', async () => {
    const screen = openProgram(['quiz', 'commands-quiz', '--pack', PACK], { columns: 60, rows: 20 });
    const text = await screen.until('1/3');
    expect(text).toMatch(/\$ /);
    screen.type('\u0004');
    expect((await screen.ended()).exitCode).toBe(0);
  });
});
