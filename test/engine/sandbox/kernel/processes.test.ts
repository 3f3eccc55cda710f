import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../../../src/engine/sandbox/kernel/kernel.ts';
import type { Process, Program, Signal } from '../../../../src/engine/sandbox/kernel/process.ts';
import {
  littleTree,
  NOBODY,
  ROOT,
  runProgram,
  START,
  startProgram,
  testContainer,
  testKernel,
} from '../../../helpers/sandbox.ts';

const forever: Program = function* (process) {
  for (;;) yield* process.sleep(1000);
};

const cat: Program = function* (process) {
  for (;;) {
    const bytes = yield* process.read(0);
    if (bytes === '') return 0;
    yield* process.write(1, bytes);
  }
};

const yes: Program = function* (process) {
  for (;;) yield* process.write(1, 'y\n');
};

/** What `ended` tells, in order. */
function watchEnds(kernel: Kernel): { pid: number; status: number; signal: Signal | undefined }[] {
  const ends: { pid: number; status: number; signal: Signal | undefined }[] = [];
  kernel.setHooks({
    ended: (pid, _namespaces, status, signal) => ends.push({ pid, status, signal }),
    outOfMemory: () => {},
    timer: () => {},
    resolve: () => undefined,
  });
  return ends;
}

describe('processes', () => {
  it('that die with their parent are killed when it ends, however it ends; others go on', () => {
    const kernel = testKernel();
    const parent = startProgram(kernel, {
      body: function* (process) {
        const body = function* (self: Parameters<Program>[0]) {
          for (;;) yield* self.sleep(1000);
        };
        process.spawn({ argv: ['part'], env: process.env, body, diesWithParent: true });
        process.spawn({ argv: ['child'], env: process.env, body });
        for (;;) yield* process.sleep(1000);
      },
    });
    kernel.run(() => false, START + 100);
    kernel.signal(parent.pid, 'SIGKILL');
    kernel.run(() => false, START + 200);
    expect(kernel.processesOf(kernel.host).map(({ argv }) => argv[0])).toEqual(['child']);
  });

  it('run a program and give its status and output', () => {
    const kernel = testKernel();
    const ran = runProgram(
      kernel,
      function* (process) {
        yield* process.write(1, `hello ${process.argv[1]}\n`);
        yield* process.write(2, 'oops\n');
        return 3;
      },
      { argv: ['greet', 'world'] },
    );
    expect(ran).toMatchObject({ exit: 3, stdout: 'hello world\n', stderr: 'oops\n' });
  });

  it('stand in a pipeline whose writer dies of SIGPIPE when the reader has gone', () => {
    const kernel = testKernel({ yes });
    const ran = runProgram(kernel, function* (process) {
      const pipe = process.pipe();
      const writer = process.spawn({ argv: ['yes'], env: process.env, files: new Map([[1, pipe.write]]) });
      process.close(pipe.write);
      yield* process.write(1, yield* process.readLine(pipe.read));
      process.close(pipe.read);
      const ended = yield* process.wait(writer);
      return ended!.status;
    });
    expect(ran).toMatchObject({ exit: 141, stdout: 'y\n' });
  });

  it('sleep in virtual time', () => {
    const kernel = testKernel();
    runProgram(kernel, function* (process) {
      yield* process.sleep(60_000);
      return 0;
    });
    expect(kernel.now()).toBe(START + 60_000);
  });

  it('are looked up in PATH and told apart: not found, not executable, no program', () => {
    const kernel = testKernel({ cat });
    const codes: string[] = [];
    runProgram(kernel, function* (process) {
      process.fs.writeFile('/tmp/plain', 'x', { mode: 0o644 });
      process.fs.writeFile('/tmp/text', 'echo\n', { mode: 0o755 });
      process.fs.writeFile('/tmp/lost', '#!/bin/lost\n', { mode: 0o755 });
      for (const name of ['nothing', '/tmp/plain', '/tmp/text', '/tmp/lost', '/tmp', '/etc/passwd/x']) {
        try {
          process.spawn({ argv: [name], env: process.env });
        } catch (error) {
          codes.push((error as { code: string }).code);
        }
      }
      return 0;
    });
    expect(codes).toEqual(['ENOENT', 'EACCES', 'ENOEXEC', 'ENOENT', 'EACCES', 'ENOTDIR']);
  });

  it('run a script by the interpreter that its first line names', () => {
    const show: Program = function* (process) {
      yield* process.write(1, process.argv.join('|'));
      return 0;
    };
    const kernel = testKernel({ show });
    const ran = runProgram(kernel, function* (process) {
      process.fs.writeFile('/tmp/script', '#!/bin/show -e\nbody\n', { mode: 0o755 });
      const pid = process.spawn({ argv: ['/tmp/script', 'a', 'b'], env: process.env });
      return (yield* process.wait(pid))!.status;
    });
    expect(ran.stdout).toBe('/bin/show|-e|/tmp/script|a|b');
  });

  it('go on as another program after exec, in the same process', () => {
    const kernel = testKernel({ cat });
    const ran = runProgram(
      kernel,
      function* (process) {
        return yield* process.exec({ argv: ['cat'], env: process.env });
      },
      { stdin: 'through\n' },
    );
    expect(ran).toMatchObject({ exit: 0, stdout: 'through\n' });
  });

  it('end with all of their pid namespace when PID 1 ends', () => {
    const kernel = testKernel();
    const ends = watchEnds(kernel);
    const container = testContainer(kernel, littleTree());
    const pid = startProgram(kernel, {
      namespaces: container,
      body: function* (process) {
        process.spawn({ argv: ['child'], env: process.env, body: forever });
        yield* process.sleep(10);
        return 7;
      },
    }).pid;
    const exec = startProgram(kernel, { namespaces: container, body: forever }).pid;
    kernel.run(() => ends.length === 2, Number.POSITIVE_INFINITY);
    expect(ends).toEqual([
      { pid: exec, status: 137, signal: 'SIGKILL' },
      { pid, status: 7, signal: undefined },
    ]);
    expect(kernel.processesOf(container)).toEqual([]);
  });

  it('as PID 1 ignore what they have no handler for, but obey SIGKILL from outside', () => {
    const kernel = testKernel();
    const ends = watchEnds(kernel);
    const container = testContainer(kernel, littleTree());
    const { pid } = startProgram(kernel, { namespaces: container, body: forever });
    kernel.run(() => false, START + 10);
    kernel.signal(pid, 'SIGTERM');
    kernel.run(() => false, START + 20);
    expect(ends).toEqual([]);
    kernel.signal(pid, 'SIGKILL');
    expect(ends).toEqual([{ pid, status: 137, signal: 'SIGKILL' }]);
  });

  it('as children of a small init die of SIGTERM and hand their status on', () => {
    const kernel = testKernel();
    const ends = watchEnds(kernel);
    const container = testContainer(kernel, littleTree());
    const pid = kernel.start(container, {
      argv: ['forever'],
      env: new Map(),
      cwd: '/',
      user: ROOT,
      files: new Map(),
      body: forever,
      init: true,
    });
    kernel.run(() => false, START + 10);
    kernel.signal(pid, 'SIGTERM');
    kernel.run(() => ends.length > 0, Number.POSITIVE_INFINITY);
    expect(ends).toEqual([{ pid, status: 143, signal: undefined }]);
  });

  it('hear a caught signal, which cuts their wait short', () => {
    const kernel = testKernel();
    const container = testContainer(kernel, littleTree());
    const running = startProgram(kernel, {
      namespaces: container,
      body: function* (process) {
        process.onSignal('SIGTERM', 'catch');
        try {
          yield* process.sleep(1e9);
        } catch (error) {
          yield* process.write(1, `${(error as { code: string }).code} ${process.takeSignals()}`);
        }
        return 0;
      },
    });
    kernel.run(() => false, START + 5);
    kernel.signal(running.pid, 'SIGTERM');
    kernel.run(running.ended, START + 5);
    expect(running.stdout).toBe('EINTR SIGTERM');
    expect(running.ended()).toBe(true);
  });

  it('whose parent has ended become children of PID 1', () => {
    const kernel = testKernel();
    const container = testContainer(kernel, littleTree());
    const running = startProgram(kernel, {
      namespaces: container,
      body: function* (process) {
        const middle = process.spawn({
          argv: ['middle'],
          env: process.env,
          body: function* (child) {
            child.spawn({
              argv: ['orphan'],
              env: child.env,
              body: function* (orphan) {
                yield* orphan.sleep(5);
                return 9;
              },
            });
            return 0;
          },
        });
        yield* process.wait(middle);
        const orphan = yield* process.wait('any');
        yield* process.write(1, `${orphan!.pid} ${orphan!.status}`);
        return 0;
      },
    });
    kernel.run(running.ended, Number.POSITIVE_INFINITY);
    expect(running.stdout).toBe('3 9');
  });

  it('stay as zombies until they are waited for', () => {
    const kernel = testKernel();
    const ran = runProgram(kernel, function* (process) {
      const pid = process.spawn({
        argv: ['quick'],
        env: process.env,
        body: function* () {
          return 5;
        },
      });
      yield* process.sleep(10);
      const zombie = process.processes().find((one) => one.pid === pid);
      yield* process.write(1, zombie!.state);
      const ended = yield* process.wait(pid);
      yield* process.write(1, ` ${ended!.status} ${process.processes().some((one) => one.pid === pid)}`);
      return 0;
    });
    expect(ran.stdout).toBe('Z 5 false');
  });

  it('stop and go on by signals, which their parent can wait for', () => {
    const kernel = testKernel();
    const ran = runProgram(kernel, function* (process) {
      const pid = process.spawn({ argv: ['child'], env: process.env, body: forever, group: 'new' });
      process.kill(-pid, 'SIGTSTP');
      const stopped = yield* process.wait(pid, { stopped: true });
      process.kill(pid, 'SIGTERM');
      const still = yield* process.wait(pid, { block: false });
      process.kill(pid, 'SIGCONT');
      const ended = yield* process.wait(pid);
      yield* process.write(1, JSON.stringify([stopped, still, ended]).replaceAll(String(pid), 'P'));
      return 0;
    });
    expect(ran.stdout).toBe(
      '[{"pid":P,"status":148,"signal":"SIGTSTP","stopped":true},null,{"pid":P,"status":143,"signal":"SIGTERM"}]',
    );
  });

  it('of a user may not be signalled by another user', () => {
    const kernel = testKernel();
    const ran = runProgram(kernel, function* (process) {
      const pid = process.spawn({ argv: ['root'], env: process.env, body: forever });
      const other = process.spawn({
        argv: ['other'],
        env: process.env,
        user: NOBODY,
        body: function* (child) {
          child.kill(pid, 'SIGKILL');
          return 0;
        },
      });
      const ended = yield* process.wait(other);
      process.kill(pid, 'SIGKILL');
      return ended!.status;
    });
    expect(ran).toMatchObject({ exit: 1, stderr: 'other: Operation not permitted\n' });
  });

  it('are no more than the cgroup allows', () => {
    const kernel = testKernel();
    const container = testContainer(kernel, littleTree(), { cgroup: { pids: 3 } });
    const ran = runProgram(
      kernel,
      function* (process) {
        for (;;) process.spawn({ argv: ['child'], env: process.env, body: forever });
      },
      { namespaces: container },
    );
    expect(ran).toMatchObject({ exit: 1, stderr: 'program: Resource temporarily unavailable\n' });
  });

  it('end by 139 when they recur too deep', () => {
    const deep = function* (process: Process): Generator<never, number, void> {
      return yield* deep(process);
    };
    expect(runProgram(testKernel(), deep).exit).toBe(139);
  });

  it('are paused and go on', () => {
    const kernel = testKernel();
    const container = testContainer(kernel, littleTree());
    const running = startProgram(kernel, {
      namespaces: container,
      body: function* (process) {
        for (;;) {
          yield* process.sleep(10);
          yield* process.write(1, '.');
        }
      },
    });
    kernel.run(() => false, START + 25);
    kernel.pause(container, true);
    kernel.run(() => false, START + 100);
    expect(running.stdout).toBe('..');
    kernel.pause(container, false);
    kernel.run(() => false, START + 115);
    expect(running.stdout).toBe('....');
  });

  it('of containers are seen and signalled from the host by the pids that they have there', () => {
    const kernel = testKernel();
    const ends = watchEnds(kernel);
    const container = testContainer(kernel, littleTree());
    const { pid } = startProgram(kernel, { namespaces: container, body: forever });
    const ran = runProgram(kernel, function* (process) {
      const seen = process.processes().find((one) => one.pid === pid);
      process.kill(pid, 'SIGTERM');
      process.kill(pid, 0);
      yield* process.write(1, `${seen?.argv} ${process.fs.readFile(`/proc/${pid}/comm`)}`);
      process.kill(pid, 'SIGKILL');
      return 0;
    });
    expect(ran.stdout).toBe('program program\n');
    expect(ends[0]).toEqual({ pid, status: 137, signal: 'SIGKILL' });
  });

  it('that only start over the limit of memory are killed for it', () => {
    const kernel = testKernel();
    const container = testContainer(kernel, littleTree(), { cgroup: { memory: 2_000_000 } });
    const running = startProgram(kernel, {
      namespaces: container,
      body: function* (process) {
        for (;;) {
          const child = process.spawn({ argv: ['child'], env: process.env, body: forever });
          const ended = yield* process.wait(child, { block: false });
          if (ended !== undefined) {
            yield* process.write(1, `${ended.status}`);
            return 0;
          }
        }
      },
    });
    kernel.run(running.ended, Number.POSITIVE_INFINITY);
    expect(running.stdout).toBe('137');
  });
});
