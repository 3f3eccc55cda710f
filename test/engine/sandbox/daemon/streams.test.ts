import { expect, it } from 'vitest';
import { bench, request } from '../../../helpers/daemon.ts';

const ALL = { stdin: true, stdout: true, stderr: true };
const plain = { env: [], tty: false, stdin: false, privileged: false };

it('gives what a container writes to those attached, and an end', () => {
  const { daemon, drain } = bench();
  const { id } = daemon.create(request({ cmd: ['echo', 'one', 'two'] }));
  const streams = daemon.attach(id, ALL);
  expect(streams.stdin).toBeUndefined();
  daemon.start(id);
  expect(drain(streams.stdout)).toBe('one two\n');
  expect(drain(streams.stderr!)).toBe('');
});

it('carries input, and ends it when its only writer goes', () => {
  const { daemon, kernel, drain, output } = bench();
  const { id } = daemon.create(
    request({ cmd: ['cat'], openStdin: true, attach: { stdin: true, stdout: true, stderr: true } }),
  );
  const streams = daemon.attach(id, ALL);
  daemon.start(id);
  kernel.start(kernel.host, {
    argv: ['typist'],
    env: new Map(),
    cwd: '/',
    user: { uid: 0, gid: 0, groups: [0] },
    files: new Map([[1, streams.stdin!]]),
    body: function* typist(process) {
      yield* process.write(1, 'typed\n');
      return 0;
    },
  });
  kernel.release(streams.stdin!);
  expect(drain(streams.stdout)).toBe('typed\n');
  expect(daemon.inspectContainer(id).State.Status).toBe('exited');
  expect(output(id)).toBe('typed\n');
});

it('gives a container with a terminal one stream, with line ends of a terminal', () => {
  const { daemon, drain } = bench();
  const { id } = daemon.create(request({ cmd: ['warn', 'hi'], tty: true }));
  const streams = daemon.attach(id, ALL);
  daemon.start(id);
  expect(streams.stderr).toBeUndefined();
  expect(drain(streams.stdout)).toBe('hi\r\n');
});

it('runs further commands in a container', () => {
  const { daemon, run, task, drain, actions } = bench();
  const id = run({ cmd: ['sleep', '100'], name: 'web' });
  const from = daemon.events().length;
  const ok = daemon.exec('web', { ...plain, argv: ['echo', 'inside'] });
  expect(drain(ok.streams.stdout)).toBe('inside\n');
  expect(task(() => daemon.execWait(ok.id))).toBe(0);
  expect(actions(from)).toEqual([
    'container exec_create: echo inside',
    'container exec_start: echo inside',
    'container exec_die',
  ]);
  const missing = daemon.exec(id, { ...plain, argv: ['foo'] });
  expect(drain(missing.streams.stdout)).toBe(
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "foo": executable file not found in $PATH\r\n',
  );
  expect(task(() => daemon.execWait(missing.id))).toBe(127);
  expect(daemon.top(id).map(({ argv }) => argv)).toEqual([['sleep', '100']]);
});

it('ends what was started beside PID 1 when that ends', () => {
  const { daemon, run, task } = bench();
  const id = run({ cmd: ['sleep', '5'] });
  const beside = daemon.exec(id, { ...plain, argv: ['sleep', '500'] });
  expect(task(() => daemon.execWait(beside.id))).toBe(137);
  expect(() => daemon.exec(id, { ...plain, argv: ['echo'] })).toThrow(`container ${id} is not running`);
});

it('refuses to start anything in a container that is paused', () => {
  const { daemon, run } = bench();
  run({ cmd: ['sleep', '5'], name: 'web' });
  daemon.pause('web');
  expect(() => daemon.exec('web', { ...plain, argv: ['echo'] })).toThrow(
    'Container web is paused, unpause the container before exec',
  );
  expect(() => daemon.attach('web', ALL)).toThrow(
    'container web is paused, unpause the container before attach',
  );
});
