import { describe, expect, test } from 'vitest';
import { littleTree, ROOT, testContainer, testKernel } from '../../../helpers/sandbox.ts';
import { PROGRAMS } from './support.ts';

/** A container with a shell as its PID 1, at a terminal or without one. */
function container(argv: readonly string[], terminal: boolean) {
  const kernel = testKernel(PROGRAMS);
  const namespaces = testContainer(kernel, littleTree(Object.keys(PROGRAMS)));
  const seen = { output: '', status: undefined as number | undefined };
  const output = (bytes: string): void => {
    seen.output += bytes;
  };
  kernel.setHooks({
    ended: (_pid, _namespaces, status) => {
      seen.status = status;
    },
    outOfMemory: () => undefined,
    timer: () => undefined,
    resolve: () => undefined,
  });
  const keyboard = kernel.terminal({ columns: 80, rows: 24, echo: true, output });
  const file = terminal ? keyboard.file : kernel.sink(output);
  const pid = kernel.start(namespaces, {
    argv,
    env: new Map([
      ['PATH', '/bin'],
      ['HOME', '/root'],
    ]),
    cwd: '/',
    user: ROOT,
    files: new Map([
      [0, terminal ? file : kernel.nothing()],
      [1, file],
      [2, file],
    ]),
  });
  const pass = (milliseconds: number): void => {
    kernel.run(() => seen.status !== undefined, kernel.now() + milliseconds);
  };
  const type = (...keys: string[]): string => {
    for (const key of keys) {
      pass(1000);
      keyboard.input(key);
    }
    pass(1000);
    return seen.output;
  };
  return { kernel, namespaces, pid, seen, pass, type };
}

describe('a shell as PID 1', () => {
  test.each([
    ['sh', 'whoami', '1 0 whoami\n'],
    ['sh', 'true; whoami', '1 0 whoami\n'],
    ['bash', 'whoami', '1 0 whoami\n'],
    ['bash', 'if true; then whoami; fi', '2 1 whoami\n'],
    ['dash', 'whoami', '2 1 whoami\n'],
    ['sh', 'whoami & wait', '2 1 whoami\n'],
  ])('%s -c %j gives the program the pid that the real one gives', (kind, script, output) => {
    const { seen, pass } = container([kind, '-c', script], false);
    pass(1000);
    expect([seen.output, seen.status]).toEqual([output, 0]);
  });

  test('without a trap SIGTERM does nothing to it', () => {
    const { kernel, pid, seen, pass } = container(['sh', '-c', 'sleep 100; true'], false);
    pass(500);
    kernel.signal(pid, 'SIGTERM');
    pass(5000);
    expect(seen.status).toBeUndefined();
  });

  test('a trap interrupts `wait` at once', () => {
    const script = 'trap "echo t; exit 4" TERM; sleep 50 & wait';
    const { kernel, pid, seen, pass } = container(['bash', '-c', script], false);
    pass(500);
    kernel.signal(pid, 'SIGTERM');
    pass(10);
    expect([seen.output, seen.status]).toEqual(['t\n', 4]);
  });

  test('a trap waits for the program in the foreground', () => {
    const script = 'trap "echo bye; exit 0" TERM; while :; do sleep 1; done';
    const { kernel, pid, seen, pass } = container(['sh', '-c', script], false);
    pass(1500);
    kernel.signal(pid, 'SIGTERM');
    pass(100);
    expect(seen.status).toBeUndefined();
    pass(500);
    expect([seen.output, seen.status]).toEqual(['bye\n', 0]);
  });

  test('leaves no zombies of its background jobs', () => {
    const { kernel, namespaces, pass } = container(
      ['sh', '-c', 'sleep 0.1 & sleep 0.2; sleep 9; true'],
      false,
    );
    pass(1000);
    expect(kernel.processesOf(namespaces).map((one) => one.state)).toEqual(['S', 'S']);
  });
});

describe('a shell at a terminal', () => {
  test("busybox's prompt shows the folder, continues what is unfinished, and survives mistakes", () => {
    const { type, seen } = container(['sh'], true);
    expect(type('cd /tmp\n', 'nope\n', 'if true\n', 'then echo y\n', 'fi\n', 'fi\n', 'exit 3\n')).toBe(
      '/ # cd /tmp\r\n/tmp # nope\r\nsh: nope: not found\n/tmp # if true\r\n> then echo y\r\n> fi\r\ny\n/tmp # fi\r\n' +
        'sh: syntax error: unexpected "fi"\n/tmp # exit 3\r\n',
    );
    expect(seen.status).toBe(3);
  });

  test('^C ends the program, a loop or the line, and the prompt comes back; ^D ends the shell', () => {
    const { type, seen } = container(['bash'], true);
    const keys = [
      'sleep 100\n',
      '\x03',
      'echo $?\n',
      'whil',
      '\x03',
      'while :; do :; done\n',
      '\x03',
      '\x04',
    ];
    expect(type(...keys)).toContain(
      'sleep 100\r\n^C\nroot@c0ffee:/# echo $?\r\n130\nroot@c0ffee:/# whil^C\n',
    );
    expect(seen.output).toMatch(/done\r\n\^C\nroot@c0ffee:\/# exit\n$/);
    expect(seen.status).toBe(130);
  });

  test('^Z stops a program; jobs, fg and kill know it', () => {
    const { type } = container(['bash'], true);
    expect(type('sleep 60\n', '\x1a', 'jobs\n', 'kill %1\n', 'bg\n', 'echo done\n')).toBe(
      'root@c0ffee:/# sleep 60\r\n^Z\n[1]+  Stopped                 sleep 60\nroot@c0ffee:/# jobs\r\n' +
        '[1]+  Stopped                 sleep 60\nroot@c0ffee:/# kill %1\r\nroot@c0ffee:/# bg\r\n[1]+ sleep 60 &\n' +
        '[1]+  Terminated              sleep 60\nroot@c0ffee:/# echo done\r\ndone\nroot@c0ffee:/# ',
    );
  });

  test('state lasts from line to line, and comes back with an undo', () => {
    const { kernel, type, seen } = container(['bash'], true);
    type('x=1; f() { echo "f $x"; }\n', 'f\n');
    kernel.journal.mark();
    const mark = kernel.journal.mark();
    type('x=2\n', 'cd /tmp\n');
    kernel.journal.undo(mark);
    seen.output = '';
    expect(type('f; pwd\n')).toContain('f 1\n/\n');
  });
});
