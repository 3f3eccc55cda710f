import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';
import { openProgram, type ProgramScreen, type ProgramSettings } from '../helpers/program.ts';
import { ROOT } from '../helpers/root.ts';
import { folderWith } from '../helpers/temporary.ts';

const PACK = join(ROOT, 'test', 'fixtures', 'packs', 'practice');

/** A lab in a terminal. */
const open = (args: readonly string[], settings: ProgramSettings = {}): ProgramScreen =>
  openProgram(['lab', ...args], settings);

/** Waits for the prompt: the last line that has anything on it. */
const atPrompt = (screen: ProgramScreen) => screen.until((text) => text.trimEnd().endsWith('\n$'));

/** Types a line and waits for the next prompt. */
async function enter(screen: ProgramScreen, line: string): Promise<string> {
  await atPrompt(screen);
  screen.type(line);
  await screen.until((text) => text.trimEnd().endsWith(`$ ${line}`));
  screen.type('<enter>');
  return await atPrompt(screen);
}

/** Answers the question on the screen with what a row says, and how sure with nothing. */
async function answer(screen: ProgramScreen, option: string, sure: string): Promise<void> {
  const text = await screen.until(/\n>\s*$/);
  screen.type(`${new RegExp(`(\\d)\\. ${option}`).exec(text)?.[1]}<enter>`);
  await screen.until(sure);
  screen.type('<enter>');
}

/** The files of a name below a folder. */
const filesNamed = (folder: string, name: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(name))
    .map((file) => join(folder, file));

const labsOf = async (home: string) => JSON.parse((await run(['progress', '--json'], { home })).stdout).labs;

describe('a lab on the sandbox, at a terminal', () => {
  it('is solved from the first task to the end', async () => {
    const screen = open(['run-and-stop']);
    const first = await atPrompt(screen);
    expect(first).toContain('sandbox · 0 of 4 tasks');
    expect(first).toMatch(/▸ 1 Start a container named web .*\n {3}2 Question: .*\n {3}3 Stop web/);
    expect(first).toMatch(/Type: docker run -d --name web nginx:alpine\n\$ /);
    screen.type('docker run -dq --name web nginx:alpine<enter>');
    await screen.until(/✓ 1 Start a container[\s\S]*What is left of it then\?/);
    await answer(screen, 'The container, with its files', 'How sure are you?');
    expect(await atPrompt(screen)).toMatch(/▸ 3 Stop web.*\n Type: docker stop web\n\$/);
    const stopped = await enter(screen, 'docker stop web');
    expect(stopped).toMatch(/✓ 3 Stop web[\s\S]*▸ 4 Remove web/);
    const removed = await enter(screen, 'docker rm web');
    expect(removed).toMatch(/✓ 4 Remove web[\s\S]*All tasks are done\./);
    // The sandbox stays, for those who want to look further.
    expect(await enter(screen, 'docker ps -aq; docker images -q | wc -l')).toMatch(/wc -l\n1\n\$/);
    screen.type('exit<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text()).toContain('docker-tutor lab copy-on-write');
    const labs = await labsOf(screen.home);
    expect(labs['run-and-stop']).toMatchObject({ state: 'done', met: 4, tasks: 4 });
  });

  it('speaks Korean at 60×20, and understands Korean words', async () => {
    const screen = open(['run-and-stop', '--lang', 'ko'], { columns: 60, rows: 20 });
    await enter(screen, '힌트');
    expect(screen.text()).toContain('힌트 1/2: docker run은 컨테이너를 만들고 시작합니다.');
    await atPrompt(screen);
    screen.type('docker run -dq --name web nginx:alpine<enter>');
    await screen.until(/✓ 1 이미지 nginx:alpine으로[\s\S]*그러면 무엇이 남을까요\?/);
    await answer(screen, '컨테이너와 그 파일이', '얼마나 확실한가요?');
    expect(await atPrompt(screen)).toContain('▸ 3 web을 멈추고 찾아보세요.');
    expect(await enter(screen, '과제')).toMatch(/✓ 1 [\s\S]*✓ 2 문제: [\s\S]*▸ 3 [\s\S]* {3}4 /);
    expect(await enter(screen, '도움말')).toContain('solution, 풀이');
    screen.type('나가기<enter>');
    expect((await screen.ended()).exitCode).toBe(1);
    expect(screen.text()).toContain('이어서 하기: docker-tutor lab run-and-stop');
    expect((await labsOf(screen.home))['run-and-stop']).toMatchObject({ state: 'started', met: 2 });
  });

  it('has the editor, and takes commands back', async () => {
    const folder = folderWith({
      // What a learner would write, two seconds later.
      'editor.sh': `printf 'FROM alpine:3.22\\nWORKDIR /app\\nCOPY hello.sh .\\nCMD ["sh", "hello.sh"]\\n' > "$1"\n`,
    });
    const env = { EDITOR: `sh ${join(folder, 'editor.sh')}` };
    const screen = open(['first-image'], { rows: 40, env });
    await enter(screen, 'edit Dockerfile');
    expect(await enter(screen, 'cat Dockerfile')).toContain('\nWORKDIR /app\n');
    expect(await enter(screen, 'undo')).toContain('Taken back: cat Dockerfile');
    await enter(screen, 'undo');
    expect(await enter(screen, 'ls')).toMatch(/\$ ls\nhello\.sh\n/);
    expect(await enter(screen, 'redo')).toContain('nothing to run again');
    await enter(screen, 'edit Dockerfile');
    expect(await enter(screen, 'docker build -qt hello:1 .')).toMatch(/✓ 1 [\s\S]*▸ 2 Run a container/);
    const done = await enter(screen, 'docker run --name hi hello:1');
    expect(done).toMatch(/\nHello from \/app\n[\s\S]*\n ✓ 2 [\s\S]*All tasks are done\./);
    screen.type('\u0004');
    expect((await screen.ended()).exitCode).toBe(0);
  });

  it('completes its own words and those of docker, and keeps answers out of the history', async () => {
    const screen = open(['run-and-stop'], { rows: 50 });
    await atPrompt(screen);
    screen.type('sol\t');
    await screen.until(/\$ solution ?$/m);
    screen.type('<enter>');
    await screen.until('Try something first');
    await atPrompt(screen);
    screen.type('docker run -dq --name web nginx:alpine<enter>');
    await answer(screen, 'Only the image', 'How sure are you?');
    await atPrompt(screen);
    screen.type('<up>');
    await screen.until(/\$ docker run -dq --name web nginx:alpine$/m);
  });

  it('draws what a command changed, above the tasks, on a screen of 80 by 24', async () => {
    const screen = open(['copy-on-write']);
    await enter(screen, 'docker run -dq --name one alpine:3.22 sleep 1d >/dev/null');
    const text = await enter(screen, 'docker run -dq --name two alpine:3.22 sleep 1d >/dev/null');
    expect(text).toMatch(/│ one {2}running +│ ┃\+two {2}running +┃[\s\S]*│ alpine:3\.22[\s\S]*✓ 1 /);
    expect(await enter(screen, 'draw off')).toContain('No more pictures');
    await enter(screen, 'clear');
    expect(await enter(screen, 'docker kill two')).not.toContain('┌');
  });

  it('draws only when it is asked to where there is less room', async () => {
    const screen = open(['copy-on-write'], { columns: 60, rows: 20 });
    const text = await enter(screen, 'docker run -dq --name one alpine:3.22 sleep 1d >/dev/null');
    expect(text).not.toContain('┌');
    expect(await enter(screen, 'draw')).toMatch(/│ one {2}running/);
  });

  it('takes the lines that are pasted, answers among them', async () => {
    const screen = open(['run-and-stop'], { rows: 110 });
    await atPrompt(screen);
    screen.type('docker run -dq --name web \\\r  nginx:alpine\r1\r\rdocker stop web\rdocker rm web\rexit\r');
    expect((await screen.ended()).exitCode).toBe(0);
    expect(screen.text()).toContain('\n>   nginx:alpine\n');
    expect(screen.text()).toContain('All tasks are done.');
  });

  it('begins again, asks a question anew after Ctrl-C, and is gone on with by its name', async () => {
    const screen = open(['run-and-stop'], { rows: 70 });
    await enter(screen, 'docker pull -q nginx:alpine');
    await enter(screen, 'reset');
    expect(screen.text()).toMatch(/The lab begins again\.[\s\S]*▸ 1 /);
    expect(await enter(screen, 'docker images -q | wc -l')).toMatch(/wc -l\n0\n\$/);
    screen.type('docker run -dq --name web nginx:alpine<enter>');
    await screen.until(/\n>\s*$/);
    screen.type('<ctrl-c>');
    await screen.until(/\n> \^C\n>\s*$/);
    screen.type('\u0004');
    expect((await screen.ended()).exitCode).toBe(1);
    // Without a name: the lab that was begun.
    const again = open([], { home: screen.home });
    const asked = await again.until(/\n>\s*$/);
    expect(asked).toContain('Start it, stop it, take it away');
    expect(asked).toMatch(/Where you left off: 1 of 4 tasks\.[\s\S]*What is left of it then\?/);
  });
});

describe('a lab on the sandbox that was left', () => {
  it('goes on where it was, says so in a line, and begins anew with --reset', async () => {
    const first = open(['run-and-stop'], { rows: 70 });
    await enter(first, 'echo mine > note');
    first.type('docker run -dq --name web nginx:alpine<enter>');
    await answer(first, 'The container, with its files', 'How sure are you?');
    expect(await atPrompt(first)).toMatch(/▸ 3 Stop web/);
    // The window is closed.
    first.kill('SIGHUP');
    await first.ended();
    const again = open(['run-and-stop'], { home: first.home, rows: 70 });
    const resumed = await atPrompt(again);
    expect(resumed).toContain('sandbox · 2 of 4 tasks');
    expect(resumed).toMatch(
      /Where you left off: 2 of 4 tasks\. `--reset` starts anew\.\n[\s\S]*▸ 3 Stop web/,
    );
    expect(await enter(again, 'cat note; docker ps --format {{.Names}}')).toMatch(/\nmine\nweb\n\$/);
    expect(await enter(again, 'undo')).toContain('Taken back: cat note');
    expect(await enter(again, 'docker stop web')).toMatch(/✓ 3 Stop web/);
    again.type('exit<enter>');
    expect((await again.ended()).exitCode).toBe(1);
    const korean = open(['run-and-stop', '--lang', 'ko'], { home: first.home, columns: 60, rows: 40 });
    expect(await atPrompt(korean)).toMatch(/지난번에 이어서 합니다: 과제 4개 중 3개\.[\s\S]*▸ 4 /);
    korean.kill('SIGHUP');
    await korean.ended();
    const anew = open(['run-and-stop', '--reset'], { home: first.home, rows: 70 });
    const text = await atPrompt(anew);
    expect(text).toContain('sandbox · 0 of 4 tasks');
    expect(text).not.toContain('Where you left off');
    expect(await enter(anew, 'docker ps -aq | wc -l')).toMatch(/wc -l\n0\n\$/);
  });

  it('starts anew, and says so, when it comes to something else', async () => {
    const first = open(['run-and-stop'], { rows: 70 });
    await enter(first, 'docker pull -q alpine');
    first.type('exit<enter>');
    await first.ended();
    const [file] = filesNamed(first.home, 'sandbox-labs.json');
    writeFileSync(
      file!,
      readFileSync(file!, 'utf8').replace('docker pull -q alpine', 'docker pull -q busybox'),
    );
    const again = open(['run-and-stop'], { home: first.home, rows: 70 });
    const text = await atPrompt(again);
    expect(text).toContain('The lab or the program has changed since last time: it starts anew.');
    expect(await enter(again, 'docker images -q | wc -l')).toMatch(/wc -l\n0\n\$/);
  });

  it('tells who has done what takes long that it will begin anew', async () => {
    const first = open(['run-and-stop'], { rows: 70 });
    await enter(first, 'docker pull -q alpine');
    first.type('exit<enter>');
    await first.ended();
    const [file] = filesNamed(first.home, 'sandbox-labs.json');
    writeFileSync(file!, readFileSync(file!, 'utf8').replace(/"took":[\d.]+/, '"took":60000'));
    const again = open(['run-and-stop'], { home: first.home, rows: 70 });
    await atPrompt(again);
    expect(await enter(again, 'true')).toMatch(/takes the computer too long [\s\S]* the lab\s+begins anew/);
    expect(await enter(again, 'clear; true')).not.toContain('takes the computer too long');
    again.type('exit<enter>');
    await again.until('It begins anew with: docker-tutor lab run-and-stop');
    expect((await again.ended()).exitCode).toBe(1);
  });

  it('has ended what ran in the foreground', async () => {
    const first = open(['run-and-stop'], { rows: 70 });
    await atPrompt(first);
    first.type('docker run -it --name box alpine sh<enter>');
    await first.until(/\/ # ?$/m);
    first.type('echo kept > /note<enter>');
    await first.until(/note\n\/ # ?$/m);
    first.kill('SIGHUP');
    await first.ended();
    const again = open(['run-and-stop'], { home: first.home, rows: 70 });
    await atPrompt(again);
    expect(await enter(again, 'docker exec box cat /note')).toMatch(/\nkept\n\$/);
  });
});

describe('what a step of a lesson gives to try', () => {
  it('is done at a prompt of its own, and the lesson goes on', async () => {
    const screen = openProgram(['learn', 'volumes', '--pack', PACK]);
    await screen.until('Press t to try it');
    screen.type('t');
    expect(await atPrompt(screen)).toMatch(/▸ 1 Make a volume notes\n/);
    expect(await enter(screen, 'cat note.txt')).toContain('\nremember\n');
    expect(await enter(screen, 'hint')).toContain('docker volume create');
    screen.type('docker volume create notes<enter>');
    await screen.until('Done: you have tried it.');
    expect(screen.text()).toContain('It is empty, and it stays.');
    screen.type('<right>');
    await screen.until('That was all.');
    screen.type('q');
    expect((await screen.ended()).exitCode).toBe(0);
  });

  it('is left with exit, and stays open', async () => {
    const screen = openProgram(['learn', 'volumes', '--pack', PACK]);
    await screen.until('Press t to try it');
    screen.type('t');
    await atPrompt(screen);
    screen.type('exit<enter>');
    await screen.until('Press t to try it');
    screen.type('<ctrl-c>');
    expect((await screen.ended()).exitCode).toBe(130);
  });
});
