import { describe, expect, it } from 'vitest';
import { dockerProgram } from '../../../../src/engine/sandbox/cli/docker-program.ts';
import { type DockerHere, dockerHere } from './docker-here.ts';

/** What a terminal showed while docker ran in it, and how it ended. */
interface Session {
  readonly exit: number | undefined;
  readonly screen: string;
}

/** Runs docker in the foreground of a terminal, types something every three seconds. */
function inTerminal({ kernel, daemon }: DockerHere, line: string, keys: readonly string[]): Session {
  let screen = '';
  let exit: number | undefined;
  const terminal = kernel.terminal({
    columns: 80,
    rows: 24,
    echo: false,
    output: (bytes) => {
      screen += bytes;
    },
  });
  const body = dockerProgram(daemon);
  kernel.start(kernel.host, {
    argv: ['shell'],
    env: new Map([['PATH', '/bin']]),
    cwd: '/',
    user: { uid: 0, gid: 0, groups: [] },
    files: new Map([0, 1, 2].map((fd) => [fd, terminal.file])),
    body: function* (process) {
      const pid = process.spawn({
        argv: ['docker', ...line.split(' ')],
        env: process.env,
        body,
        group: 'new',
      });
      process.setForeground(0, pid);
      exit = (yield* process.wait(pid))?.status;
      return 0;
    },
  });
  for (const key of ['', ...keys]) {
    if (key !== '') terminal.input(key);
    kernel.run(() => false, kernel.now() + 3000);
  }
  return { exit, screen };
}

function ready(): DockerHere {
  const here = dockerHere();
  here.docker('pull', '-q', 'alpine');
  here.docker('pull', '-q', 'nginx');
  return here;
}

describe('docker in a terminal', () => {
  it('run -it talks to the program until ^D ends its input', () => {
    const here = ready();
    expect(inTerminal(here, 'run -it --rm alpine cat', ['hello\n', '\x04'])).toEqual({
      exit: 0,
      screen: 'hello\r\nhello\r\n',
    });
    expect(here.docker('ps', '-aq').out).toBe('');
  });

  it('^C reaches PID 1, which ignores what it has no handler for', () => {
    const here = ready();
    expect(inTerminal(here, 'run -it --name nap alpine sleep 1000', ['\x03'])).toEqual({
      exit: undefined,
      screen: '^C',
    });
    expect(here.docker('ps', '--format', '{{.Names}}').out).toBe('nap\n');
  });

  it('the third ^C ends docker itself, not the container', () => {
    const here = ready();
    expect(inTerminal(here, 'run --name fg nginx', ['\x03', '\x03', '\x03'])).toEqual({
      exit: 1,
      screen: 'ready\n\ngot 3 SIGTERM/SIGINTs, forcefully exiting\n',
    });
    expect(here.docker('ps', '--format', '{{.Names}}').out).toBe('fg\n');
  });

  it('^P ^Q detaches, and attach comes back', () => {
    const here = ready();
    expect(inTerminal(here, 'run -it --name det alpine cat', ['\x10\x11\n']).exit).toBe(0);
    expect(here.docker('ps', '--format', '{{.Names}}').out).toBe('det\n');
    expect(inTerminal(here, 'attach det', ['abc\n', '\x04'])).toEqual({ exit: 0, screen: 'abc\r\nabc\r\n' });
  });

  it('^C ends logs -f and stats, which only look', () => {
    const here = ready();
    here.docker('run', '-d', '--name', 'web', 'nginx');
    expect(inTerminal(here, 'logs -f web', ['\x03'])).toEqual({ exit: 130, screen: 'ready\n' });
    expect(inTerminal(here, 'stats web', ['\x03']).exit).toBe(130);
  });

  it('does not write an archive to the screen', () => {
    const here = ready();
    expect(inTerminal(here, 'save alpine', []).screen).toBe(
      'cowardly refusing to save to a terminal. Use the -o flag or redirect\n',
    );
  });
});
