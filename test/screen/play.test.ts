import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProgram, type ProgramScreen } from '../helpers/program.ts';

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

async function opened(args: readonly string[] = [], settings: Parameters<typeof openProgram>[1] = {}) {
  const screen = openProgram(['play', ...args], { rows: 40, ...settings });
  await screen.until('$');
  return screen;
}

describe('play on a terminal', () => {
  it('greets in two lines, runs commands, and is left with Ctrl-D', async () => {
    const screen = await opened();
    expect(screen.rows().slice(0, 3)).toEqual([
      ' A computer of its own with Docker on it: nothing you do here touches yours.',
      ' help: what else you can type here · exit or Ctrl-D: leave',
      '$ ',
    ]);
    const text = await enter(screen, 'docker run -q --rm alpine echo from inside');
    expect(text).toContain('\nfrom inside\n$');
    screen.type('\u0004');
    expect((await screen.ended()).exitCode).toBe(0);
  });

  it('runs a shell in a container at its own prompt', async () => {
    const screen = await opened();
    await atPrompt(screen);
    screen.type('docker run -q -it --rm --hostname box alpine sh<enter>');
    await screen.until(/\/ # ?$/m);
    screen.type('hostname<enter>');
    await screen.until(/\/ # hostname\nbox\n\/ #/);
    screen.type('\u0004');
    await atPrompt(screen);
  });

  it('says what it has instead, after docker has said that there is no such image', async () => {
    const screen = await opened(['--lang', 'en']);
    const golang = await enter(screen, 'docker pull -q golang:1.21');
    expect(golang).toMatch(
      /golang:1\.21: not found\n \(The sandbox has a small registry .* it has:\n? alpine,/,
    );
    const wrong = await enter(screen, 'echo FROM ngnix | docker build -q -');
    expect(wrong).toMatch(/with these images: hello-world,\s+alpine,[\s\S]*docker-tutor\/slow-start\)\n\$/);
    const fine = await enter(screen, 'clear; docker pull -q alpine');
    expect(fine).not.toContain('small registry');
  });

  it('shows what a program asks, and gives it what is typed', async () => {
    const screen = await opened();
    await atPrompt(screen);
    screen.type('read -p "name? " x; echo "hi $x"<enter>');
    await screen.until(/^name\? ?$/m);
    screen.type('bob<enter>');
    await screen.until('name? bob\nhi bob\n$');
  });

  it('completes commands, names and flags, and lists them with what they do', async () => {
    const screen = await opened();
    await enter(screen, 'docker create -q --name webserver alpine > /dev/null');
    screen.type('docker st');
    await screen.until('$ docker st');
    screen.type('\t');
    screen.type('\t');
    await screen.until('Stop running containers');
    screen.type('op');
    await screen.until(/\$ docker stop ?$/m);
    screen.type(' w');
    await screen.until(/\$ docker stop w$/m);
    screen.type('\t');
    await screen.until('$ docker stop webserver');
  });

  it('watches a wait for a moment and says how much was skipped', async () => {
    const screen = await opened(['--no-motion']);
    expect(await enter(screen, 'sleep 100; echo done')).toContain('done\n(100 s passed)\n$');
  });

  it('stops a command with Ctrl-C, and cancels a line with it', async () => {
    const screen = await opened();
    await atPrompt(screen);
    screen.type('while true; do :; done<enter>');
    await screen.until('done\n');
    screen.type('<ctrl-c>');
    await screen.until((text) => /\^C\n+\$$/.test(text.trimEnd()));
    screen.type('half a li');
    await screen.until('half a li');
    screen.type('<ctrl-c>');
    await screen.until((text) => text.trimEnd().endsWith('half a li^C\n$'));
    screen.type('for i in 1 2<enter>');
    await screen.until((text) => text.trimEnd().endsWith('\n>'));
    screen.type('<ctrl-c>');
    await atPrompt(screen);
    expect(await enter(screen, 'echo $?')).toContain('\n130\n');
  });

  it('takes several lines that are pasted, one after the other', async () => {
    const screen = await opened();
    await atPrompt(screen);
    screen.type('echo one\rfor i in 2 3\rdo echo n$i\rdone\recho last\r');
    const text = await screen.until('\nlast\n$');
    expect(text).toContain(
      '$ echo one\none\n$ for i in 2 3\n> do echo n$i\n> done\nn2\nn3\n$ echo last\nlast',
    );
  });

  it('takes commands back, draws, explains', async () => {
    const screen = await opened([], { rows: 60 });
    await enter(screen, 'docker run -dq --name web -p 8080:80 nginx:alpine >/dev/null');
    expect(await enter(screen, 'draw')).toMatch(/│ web {2}running[\s\S]*│ 8080 → 80[\s\S]*│ nginx:alpine/);
    expect(screen.text()).toContain('Docker Engine');
    await enter(screen, 'undo');
    expect(await enter(screen, 'docker ps -aq')).toContain('$ docker ps -aq\n$');
    expect(await enter(screen, 'explain docker ps')).toContain('Nothing: it only looks.');
  });

  it('draws after each command that changes something once it is told to, and marks what changed', async () => {
    const screen = await opened([], { rows: 60 });
    expect(await enter(screen, 'draw on')).toContain('`draw off` ends that');
    expect(await enter(screen, 'docker run -dq --name web alpine sleep 1d')).toContain('┃+web  running');
    await enter(screen, 'clear');
    expect(await enter(screen, 'docker ps')).not.toContain('┌');
    expect(await enter(screen, 'docker kill web')).toContain('~web  exited 137');
    expect(await enter(screen, 'draw off')).toContain('No more pictures');
    await enter(screen, 'clear');
    expect(await enter(screen, 'docker start web')).not.toContain('┌');
  });

  it('says what a command changed, for a screen reader', async () => {
    const screen = await opened(['--screen-reader']);
    await enter(screen, 'draw on');
    expect(await enter(screen, 'docker run -dq --name web alpine sleep 1d')).toContain(
      'container web: added.',
    );
    expect(await enter(screen, 'docker kill web')).toContain('container web: now exited 137.');
    expect(screen.text()).not.toContain('┌');
  });

  it('edits a file line by line where there is no editor', async () => {
    const screen = await opened();
    await atPrompt(screen);
    screen.type('edit Dockerfile<enter>');
    await screen.until(/^edit> ?$/m);
    screen.type('a<enter>');
    await screen.until('a single dot ends.');
    screen.type('FROM alpine<enter>.<enter>s<enter>');
    await screen.until('Saved: /home/learner/Dockerfile');
    expect(await enter(screen, 'cat Dockerfile')).toContain('\nFROM alpine\n$');
  });

  it('opens $EDITOR on a copy, and takes back what was saved', async () => {
    const screen = await opened([], { env: { EDITOR: 'sed -i s/one/two/' } });
    await enter(screen, 'echo one > f');
    await enter(screen, 'edit f');
    expect(await enter(screen, 'cat f')).toContain('\ntwo\n$');
    expect(await enter(screen, 'undo')).toContain('Taken back: cat f');
    await enter(screen, 'undo');
    expect(await enter(screen, 'cat f')).toContain('$ cat f\none\n$');
  });

  it('keeps lines for the next time, but not those that begin with a space', async () => {
    const screen = await opened();
    await enter(screen, 'echo kept');
    await enter(screen, ' echo secret');
    screen.type('exit<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
    const file = join(screen.home, 'profiles', 'default', 'play-history');
    expect(readFileSync(file, 'utf8')).toBe('echo kept\nexit\n');
    const again = await opened([], { home: screen.home });
    await atPrompt(again);
    again.type('<up><up>');
    await again.until('$ echo kept');
  });

  it('speaks Korean, and understands Korean words', async () => {
    const screen = await opened(['--lang', 'ko']);
    expect(screen.text()).toContain('도커가 설치된 연습용 컴퓨터입니다');
    await enter(screen, 'echo 안녕');
    expect(screen.text()).toContain('\n안녕\n');
    await enter(screen, '되돌리기');
    expect(screen.text()).toContain('되돌림: echo 안녕');
    expect(await enter(screen, '도움말')).toContain('undo, 되돌리기');
    screen.type('나가기<enter>');
    expect((await screen.ended()).exitCode).toBe(0);
  });

  it('goes on when the terminal is resized', async () => {
    const screen = await opened();
    await atPrompt(screen);
    screen.resize(60, 20);
    expect(await enter(screen, 'docker run -q --rm -it alpine sh -c "echo here"')).toContain('\nhere\n$');
  });
});
