import { expect, it } from 'vitest';
import { bench, request } from '../../../helpers/daemon.ts';

it('runs a container to its end and keeps what it wrote', () => {
  const { daemon, finish, actions } = bench();
  const from = daemon.events().length;
  const { id, status, out } = finish({ name: 'web' });
  expect([status, out]).toEqual([0, 'hello\n']);
  const facts = daemon.inspectContainer('web');
  expect(facts.Id).toBe(id);
  expect(facts.Id).toMatch(/^[0-9a-f]{64}$/);
  expect(facts.State).toMatchObject({ Status: 'exited', Running: false, Pid: 0, ExitCode: 0 });
  expect(facts.Config.Hostname).toBe(id.slice(0, 12));
  expect([facts.Path, facts.Args]).toEqual(['echo', ['hello']]);
  expect(actions(from)).toEqual([
    'container create',
    'network connect',
    'container start',
    'network disconnect',
    'container die',
  ]);
});

it('gives exit statuses, stderr and environment as the container made them', () => {
  const { finish, daemon } = bench();
  expect(finish({ cmd: ['exit', '7'] }).status).toBe(7);
  const { id } = finish({ cmd: ['warn', 'oops'] });
  expect(daemon.logs(id)).toMatchObject([{ stream: 'stderr', bytes: 'oops\n' }]);
  const { out, id: third } = finish({ cmd: ['env'], env: ['A=mine', 'B=2'] });
  expect(out).toBe(`PATH=/bin\nHOSTNAME=${third.slice(0, 12)}\nA=mine\nB=2\nHOME=/root\n`);
});

it('lets PID 1 without a handler sleep through SIGTERM for ten seconds', () => {
  const { daemon, run, task, kernel } = bench();
  const deaf = run({ cmd: ['sleep', '1000'] });
  const before = kernel.now();
  task(() => daemon.stop(deaf, {}));
  expect(kernel.now() - before).toBe(10_000);
  expect(daemon.inspectContainer(deaf).State.ExitCode).toBe(137);
});

it('stops a polite container at once', () => {
  const { daemon, run, task, kernel, output, pass } = bench();
  const polite = run({ cmd: ['polite'] });
  pass(1000);
  const before = kernel.now();
  task(() => daemon.stop(polite, {}));
  expect(kernel.now() - before).toBeLessThan(100);
  expect(daemon.inspectContainer(polite).State.ExitCode).toBe(0);
  expect(output(polite)).toBe('bye\n');
});

it('forwards SIGTERM with --init, so that even sleep ends with 143', () => {
  const { daemon, run, task, pass } = bench();
  const id = run({ cmd: ['sleep', '1000'], init: true });
  pass(10);
  task(() => daemon.stop(id, {}));
  expect(daemon.inspectContainer(id).State.ExitCode).toBe(143);
});

it('says with runc’s words and exit status why a program does not start', () => {
  const { daemon } = bench();
  const attempt = (cmd: readonly string[]) => {
    const { id } = daemon.create(request({ cmd }));
    const start = () => daemon.start(id);
    expect(start).toThrow();
    const { State } = daemon.inspectContainer(id);
    expect(State.Status).toBe('created');
    return [State.ExitCode, State.Error.replace(/.*container init: /, '')];
  };
  expect(attempt(['foo'])).toEqual([127, 'exec: "foo": executable file not found in $PATH']);
  expect(attempt(['/foo'])).toEqual([127, 'exec: "/foo": stat /foo: no such file or directory']);
  expect(attempt(['/plain'])).toEqual([126, 'exec: "/plain": permission denied']);
  expect(attempt(['/etc'])).toEqual([126, 'exec: "/etc": is a directory: permission denied']);
});

it('starts a script whose interpreter is missing, and ends it with 255', () => {
  const { finish } = bench();
  expect(finish({ cmd: ['/script'] })).toMatchObject({
    status: 255,
    out: 'exec /script: no such file or directory\n',
  });
});

it('finds users and groups in the image, and refuses who is not there', () => {
  const { finish, daemon } = bench();
  expect(finish({ cmd: ['whoami'], user: 'learner', workdir: '/new/dir' }).out).toBe(
    '1000:1000 /new/dir 1\n',
  );
  expect(finish({ cmd: ['whoami'], user: '42' }).out).toBe('42:0 / 1\n');
  const { id } = daemon.create(request({ user: 'nobody-here' }));
  expect(() => daemon.start(id)).toThrow(
    'unable to find user nobody-here: no matching entries in passwd file',
  );
});

it('refuses names as dockerd does', () => {
  const { daemon, run } = bench();
  const id = run({ name: 'web' });
  expect(() => daemon.create(request({ name: 'web' }))).toThrow(
    `Conflict. The container name "/web" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
  );
  expect(() => daemon.create(request({ name: 'a' }))).toThrow(
    'Invalid container name (a), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
  );
  expect(() => daemon.inspectContainer('nope')).toThrow('No such container: nope');
  daemon.rename('web', 'front');
  expect(daemon.inspectContainer('front').Name).toBe('/front');
  expect(() => daemon.rename('front', 'front')).toThrow(
    'Renaming a container with the same name as its current name',
  );
});

it('removes only what does not run, unless forced', () => {
  const { daemon, run, actions } = bench();
  const id = run({ name: 'web', cmd: ['sleep', '100'] });
  expect(() => daemon.remove('web', { force: false, volumes: false })).toThrow(
    'cannot remove container "web": container is running: stop the container before removing or force remove',
  );
  daemon.pause('web');
  expect(() => daemon.remove('web', { force: false, volumes: false })).toThrow(
    'cannot remove container "web": container is paused and must be unpaused first',
  );
  const from = daemon.events().length;
  daemon.remove('web', { force: true, volumes: false });
  expect(actions(from)).toEqual([
    'container kill',
    'network disconnect',
    'container die',
    'container destroy',
  ]);
  expect(() => daemon.inspectContainer(id)).toThrow('No such container');
});

it('removes itself with --rm, and whoever waits hears the status', () => {
  const { daemon, finish } = bench();
  expect(finish({ autoRemove: true, cmd: ['exit', '3'] }).status).toBe(3);
  expect(daemon.containers()).toEqual([]);
});

it('pauses and goes on', () => {
  const { daemon, run, pass } = bench();
  const id = run({ cmd: ['sleep', '5'] });
  daemon.pause(id);
  expect(daemon.inspectContainer(id).State).toMatchObject({ Status: 'paused', Running: true, Paused: true });
  expect(() => daemon.pause(id)).toThrow(`container ${id} is already paused`);
  expect(() => daemon.start(id)).toThrow('cannot start a paused container, try unpause instead');
  daemon.unpause(id);
  pass(20_000);
  expect(daemon.inspectContainer(id).State.Status).toBe('exited');
  expect(() => daemon.unpause(id)).toThrow(`Container ${id} is not paused`);
});

it('kills a memory hog with 137 and says so', () => {
  const { daemon, finish } = bench();
  const { id, status } = finish({ cmd: ['hog'], memory: 16 * 1024 * 1024 });
  expect(status).toBe(137);
  expect(daemon.inspectContainer(id).State.OOMKilled).toBe(true);
  expect(daemon.events().some(({ action }) => action === 'oom')).toBe(true);
  expect(() => daemon.create(request({ memory: 1024 }))).toThrow('Minimum memory limit allowed is 6MB');
});

it('restarts by its policy with a back-off that doubles from 100 ms', () => {
  const { daemon, run, pass, task } = bench();
  const id = run({ cmd: ['exit', '1'], restart: { name: 'always', max: 0 } });
  pass(4000);
  expect(daemon.inspectContainer(id).RestartCount).toBe(6);
  expect(daemon.inspectContainer(id).State).toMatchObject({ Status: 'restarting', Running: true, Pid: 0 });
  expect(() => daemon.pause(id)).toThrow('is restarting, wait until the container is running');
  task(() => daemon.stop(id, {}));
  expect(daemon.inspectContainer(id).State.Status).toBe('exited');
  pass(60_000);
  expect(daemon.inspectContainer(id).State.Status).toBe('exited');
  const limited = run({ cmd: ['exit', '1'], restart: { name: 'on-failure', max: 3 } });
  pass(60_000);
  expect(daemon.inspectContainer(limited)).toMatchObject({ RestartCount: 3, State: { Status: 'exited' } });
  const fine = run({ cmd: ['exit', '0'], restart: { name: 'on-failure', max: 0 } });
  pass(1000);
  expect(daemon.inspectContainer(fine).State.Status).toBe('exited');
});

it('restarts on demand', () => {
  const { daemon, run, task, pass, actions } = bench();
  const id = run({ cmd: ['sleep', '100'] });
  pass(10);
  const { Pid } = daemon.inspectContainer(id).State;
  task(() => daemon.restart(id, { timeout: 0 }));
  expect(daemon.inspectContainer(id).State.Running).toBe(true);
  expect(daemon.inspectContainer(id).State.Pid).not.toBe(Pid);
  expect(actions().at(-1)).toBe('container restart');
});

it('reports health as its probes go', () => {
  const { daemon, run, pass } = bench();
  const healthcheck = { Test: ['CMD', 'exists', '/tmp/ok'], Interval: 1e9, Retries: 2 };
  const id = run({ cmd: ['sleep', '1000'], healthcheck });
  const status = () => daemon.inspectContainer(id).State.Health?.Status;
  expect(status()).toBe('starting');
  pass(1500);
  expect(status()).toBe('starting');
  pass(1000);
  expect(status()).toBe('unhealthy');
  daemon.exec(id, { argv: ['put', '/tmp/ok', ''], env: [], tty: false, stdin: false, privileged: false });
  pass(1500);
  expect(status()).toBe('healthy');
  expect(daemon.inspectContainer(id).State.Health?.FailingStreak).toBe(0);
  expect(
    daemon
      .events()
      .filter(({ action }) => action.startsWith('health_status'))
      .map(({ action }) => action),
  ).toEqual(['health_status: unhealthy', 'health_status: healthy']);
});

it('counts a probe that takes too long as failed', () => {
  const { daemon, run, pass } = bench();
  const id = run({
    cmd: ['sleep', '1000'],
    healthcheck: { Test: ['CMD', 'sleep', '60'], Interval: 1e9, Timeout: 2e9, Retries: 1 },
  });
  pass(3500);
  const { Health } = daemon.inspectContainer(id).State;
  expect(Health).toMatchObject({ Status: 'unhealthy' });
  expect(Health?.Log.at(-1)).toMatchObject({ ExitCode: -1, Output: 'Health check exceeded timeout (2s)' });
});

it('updates limits of a container that runs', () => {
  const { daemon, run } = bench();
  const id = run({ cmd: ['sleep', '100'], memory: 64 * 1024 * 1024 });
  daemon.update(id, { memory: 32 * 1024 * 1024, restart: { name: 'always', max: 0 } });
  expect(daemon.inspectContainer(id).HostConfig).toMatchObject({
    Memory: 32 * 1024 * 1024,
    RestartPolicy: { Name: 'always' },
  });
  expect(daemon.stats(id).memoryLimit).toBe(32 * 1024 * 1024);
  expect(() => daemon.update(id, { memory: 1024 ** 3 })).toThrow(
    `Cannot update container ${id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
  );
});
