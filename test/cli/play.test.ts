import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN } from '../helpers/built.ts';
import { environment, json, run, runAny } from '../helpers/cli.ts';
import { newFolder } from '../helpers/temporary.ts';

/** Runs lines in the sandbox. */
const play = (lines: readonly string[], ...args: string[]) =>
  run(['play', ...args], { stdin: lines.map((line) => `${line}\n`).join('') });

interface Played {
  readonly format: number;
  readonly commands: readonly { line: string; exit: number; stdout: string; stderr: string }[];
  readonly world: { readonly containers: readonly { Name: string; State: { Status: string } }[] };
}

describe('play in a pipe', () => {
  it('says what may stand behind draw, rather than that there is no such command', async () => {
    const english = await play(['draw Dockerfile', 'echo after']);
    expect(english.stderr).toBe('draw: `draw` stands alone, or before `on` or `off`\n');
    expect(english.stdout).toBe('after\n');
    expect((await play(['그리기 엔진'], '--lang', 'ko')).stderr).toBe(
      'draw: `draw`만 쓰거나, 뒤에 `on`, `off` 중 하나를 쓰세요\n',
    );
  });

  it('prints what commands print, each on its own stream, and nothing else', async () => {
    const { stdout, stderr, code } = await play([
      'docker pull -q alpine',
      'docker run --rm alpine sh -c "echo out; echo err >&2"',
      'docker ps --format "{{.Names}}"',
      'foo',
      'echo $?',
    ]);
    expect(stdout).toBe('docker.io/library/alpine:latest\nout\n127\n');
    expect(stderr).toBe('err\nbash: foo: command not found\n');
    expect(code).toBe(0);
  });

  it('takes a command back and runs it again', async () => {
    const { stdout, stderr } = await play([
      'docker create -q --name web alpine',
      'undo',
      'docker ps -aq | wc -l',
      'undo',
      'undo',
      'docker create -q --name web alpine >/dev/null',
      'undo',
      'redo',
      'docker ps -a --format "{{.Names}}"',
    ]);
    expect(stdout.split('\n').slice(1)).toEqual(['0', 'web', '']);
    expect(stderr).toBe(
      [
        'Taken back: docker create -q --name web alpine',
        'Taken back: docker ps -aq | wc -l',
        'undo: there is nothing to take back',
        'Taken back: docker create -q --name web alpine >/dev/null',
        'Run again: docker create -q --name web alpine >/dev/null',
        '',
      ].join('\n'),
    );
  });

  it('gives the same world for the same commands', async () => {
    const lines = ['docker run -d alpine sleep 1d', 'docker ps -q --no-trunc'];
    const [one, other] = await Promise.all([play(lines), play(lines)]);
    expect(one.stdout).toBe(other.stdout);
  });

  it('draws in words, explains, lists its words, and begins again', async () => {
    const { stdout, stderr } = await play([
      'docker run -dq --name web -p 8080:80 nginx:alpine > /dev/null',
      'draw',
      'explain docker ps',
      'explain docker psa',
      'help',
      'reset',
      'docker ps -aq',
      'draw',
      'draw on',
    ]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'web (running; stands on image nginx:alpine; port 8080 of the host leads to 80;',
    );
    expect(stdout).toContain('• Nothing: it only looks.');
    expect(stdout).toContain('take the last command back');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /No containers\. - No images\. - The host kernel runs no container\./,
    );
    expect(stderr).toBe(
      'explain: `docker psa` is no docker command line\nDid you mean `docker ps`?\nA new computer.\ndraw: `on` and `off` are for a terminal; here, `draw` says what there is\n',
    );
  });

  it('understands Korean words, and speaks Korean', async () => {
    const { stderr } = await play(['echo hi', '되돌리기', '다시하기', 'edit x'], '--lang', 'ko');
    expect(stderr).toBe('되돌림: echo hi\n다시 실행: echo hi\nedit: 파일을 고치려면 터미널이 필요합니다\n');
  });

  it('takes commands of several lines, and leaves lines to programs that read', async () => {
    const { stdout } = await play([
      'for i in 1 2; do',
      'echo $i',
      'done',
      'cat <<END',
      'undo',
      'END',
      'docker pull -q alpine',
      'docker run --rm -i alpine sh',
      'echo inside',
      'exit',
      'echo outside',
    ]);
    expect(stdout).toBe('1\n2\nundo\ndocker.io/library/alpine:latest\ninside\noutside\n');
  });

  it('ends at exit, with the traps of the shell, and with 0 whatever its commands gave', async () => {
    const { stdout, code } = await play(['trap "echo bye" EXIT', 'exit 3', 'echo never']);
    expect([stdout, code]).toEqual(['bye\n', 0]);
  });

  it('lets waiting take no time', async () => {
    const began = Date.now();
    const { stdout } = await play(['sleep 3600; echo done']);
    expect(stdout).toBe('done\n');
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  it('gives one document with --json', async () => {
    const document = json(
      await play(
        ['docker create -q --name web alpine >/dev/null', 'false', 'if true', 'then echo yes; fi', 'x'],
        '--json',
      ),
    ) as Played;
    expect(document.format).toBe(1);
    expect(document.commands.map(({ line, exit }) => [line, exit])).toEqual([
      ['docker create -q --name web alpine >/dev/null', 0],
      ['false', 1],
      ['if true\nthen echo yes; fi', 0],
      ['x', 127],
    ]);
    expect(document.commands[2]).toMatchObject({ stdout: 'yes\n', stderr: '' });
    expect(document.commands[3]?.stderr).toBe('bash: x: command not found\n');
    expect(document.world.containers).toMatchObject([{ Name: '/web', State: { Status: 'created' } }]);
  });
});

describe('bad input to play', () => {
  it('a quote that is not closed gets the shell’s own message', async () => {
    const { stdout, stderr, code } = await run(['play'], { stdin: 'echo hi\necho "abc\ndef' });
    expect(stdout).toBe('hi\n');
    expect(stderr).toMatch(/^bash: .*unexpected EOF while looking for matching/);
    expect(code).toBe(0);
  });

  it('a line of a megabyte is run', async () => {
    const { stdout } = await play([`echo ${'a'.repeat(1 << 20)}`]);
    expect(stdout).toHaveLength((1 << 20) + 1);
  });

  it('binary is refused line by line, without a crash', async () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7919 + (index >> 3)) % 256);
    const { code, stderr } = await run(['play'], { stdin: bytes });
    expect(code).toBe(0);
    expect(stderr).not.toContain('bug in docker-tutor');
  });

  it.each([
    ['while true; do docker run alpine true; done', 'ran on and on'],
    ['while :; do :; done', 'ran on and on'],
    ['yes', 'wrote more than the sandbox takes'],
    [':(){ :|:& };:', ''],
  ])('%s is stopped, and the next command runs', async (line, said) => {
    const { stdout, stderr, code } = await play([line, 'echo after']);
    expect(stderr).toContain(said);
    expect(stdout.endsWith('after\n')).toBe(true);
    expect(code).toBe(0);
  });

  it('docker run with 1,000 flags works', async () => {
    const { stdout } = await play([`docker run --rm ${'-e A=b '.repeat(1000)}alpine printenv A`]);
    expect(stdout).toBe('b\n');
  });

  it('nothing at all is no error', async () => {
    expect(await run(['play'])).toEqual({ stdout: '', stderr: '', code: 0 });
    expect((await play(['# only a comment', ''])).stdout).toBe('');
  });

  it('a reader that has seen enough ends it quietly', async () => {
    const { shell } = await import('../helpers/cli.ts');
    const { stdout, stderr } = await shell('echo "seq 100000" | $TUTOR play | head -n 1');
    expect([stdout, stderr]).toEqual(['1\n', '']);
  });
});

describe('what play can reach', () => {
  it('is the sandbox, and no file of the learner', async () => {
    const { stdout } = await play([
      'cat /etc/hostname',
      'ls /home',
      'docker run --rm -v /:/host alpine cat /host/etc/hostname',
    ]);
    expect(stdout).toBe('sandbox\nlearner\nsandbox\n');
  });
});

describe('the sandbox', () => {
  it.each([
    [['--version'], false],
    [['list'], false],
    [['learn'], false],
    [['draw', 'vm-vs-container/1'], false],
    [['explain', 'docker', 'ps'], false],
    [['progress'], false],
    [['play'], true],
  ])('is loaded by %j: %s', async (args, loaded) => {
    const home = newFolder();
    const spy = join(home, 'spy.cjs');
    writeFileSync(
      spy,
      "process.on('exit', () => process.stderr.write(Object.keys(require.cache).filter((file) => file.endsWith('sandbox.cjs')).length + ' loaded'));",
    );
    const { stderr } = await runAny(process.execPath, ['--require', spy, BIN, ...args], {
      cwd: home,
      env: environment(home),
    });
    expect(stderr).toBe(loaded ? '1 loaded' : '0 loaded');
  });
});
