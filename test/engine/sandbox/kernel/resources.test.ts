import { describe, expect, it } from 'vitest';
import type { SystemError } from '../../../../src/engine/sandbox/kernel/errors.ts';
import type { Program } from '../../../../src/engine/sandbox/kernel/process.ts';
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

const MEGABYTE = 1024 * 1024;

const worker = (milliseconds: number): Program =>
  function* work(process) {
    yield* process.work(milliseconds);
    yield* process.write(1, `${process.now() - START}`);
    return 0;
  };

describe('the processor', () => {
  it('is used by one process at full speed, and shared when there are more than processors', () => {
    const kernel = testKernel({}, { cpus: 2 });
    const all = [100, 100, 100, 100].map((time) => startProgram(kernel, { body: worker(time) }));
    kernel.run(() => all.every((one) => one.ended()), Number.POSITIVE_INFINITY);
    expect(all.map((one) => one.stdout)).toEqual(['200', '200', '200', '200']);
  });

  it('is limited by the cgroup, and the rest goes to the others', () => {
    const kernel = testKernel({}, { cpus: 2 });
    const half = testContainer(kernel, littleTree(), { cgroup: { cpus: 0.5 } });
    const limited = startProgram(kernel, { body: worker(100), namespaces: half });
    const free = startProgram(kernel, { body: worker(100) });
    kernel.run(() => limited.ended() && free.ended(), Number.POSITIVE_INFINITY);
    expect([limited.stdout, free.stdout]).toEqual(['200', '100']);
    expect(kernel.usageOf(kernel.host).cpu).toBeCloseTo(100);
  });

  it('is used by whoever makes endless calls, so that time goes on', () => {
    const kernel = testKernel();
    const running = startProgram(kernel, {
      body: function* (process) {
        for (;;) yield* process.write(1, '');
      },
    });
    expect(kernel.run(() => false, START + 100)).toMatchObject({ kind: 'later' });
    expect(kernel.now()).toBe(START + 100);
    kernel.signal(running.pid, 'SIGKILL');
    expect(kernel.run(() => false, START + 200)).toEqual({ kind: 'idle' });
  });
});

describe('memory', () => {
  it('over the limit of the cgroup kills its biggest process and tells', () => {
    const kernel = testKernel();
    const told: unknown[] = [];
    kernel.setHooks({
      ended: (_pid, _namespaces, status) => told.push(status),
      outOfMemory: (_namespaces, first) => told.push(first),
      timer: () => {},
      resolve: () => undefined,
    });
    const namespaces = testContainer(kernel, littleTree(), { cgroup: { memory: 32 * MEGABYTE } });
    const running = startProgram(kernel, {
      namespaces,
      body: function* (process) {
        const child = process.spawn({
          argv: ['hog'],
          env: process.env,
          body: function* (hog) {
            for (;;) yield* hog.allocate(MEGABYTE);
          },
        });
        const ended = yield* process.wait(child);
        yield* process.write(1, `${ended!.status} ${process.fs.readFile('/sys/fs/cgroup/memory.events')}`);
        for (;;) yield* process.allocate(MEGABYTE);
      },
    });
    kernel.run(running.ended, Number.POSITIVE_INFINITY);
    expect(running.stdout).toContain('137 low 0');
    expect(running.stdout).toContain('oom_kill 1');
    expect(told).toEqual([false, true, 137]);
  });
});

describe('limits of the sandbox', () => {
  const forever: Program = function* (process) {
    for (;;) yield* process.sleep(1);
  };

  it('stop what has no end', () => {
    const kernel = testKernel({}, { limits: { steps: 1000 } });
    startProgram(kernel, { body: forever });
    expect(kernel.run(() => false, Number.POSITIVE_INFINITY)).toEqual({ kind: 'limit', what: 'steps' });
    expect(kernel.run(() => false, START + 1e9)).toEqual({ kind: 'limit', what: 'steps' });
  });

  it('stop a loop of calls that never wait, by killing the process', () => {
    const kernel = testKernel({}, { limits: { steps: 1000 } });
    const running = startProgram(kernel, {
      body: function* (process) {
        for (;;) process.now();
      },
    });
    expect(kernel.run(() => false, Number.POSITIVE_INFINITY)).toEqual({ kind: 'limit', what: 'steps' });
    expect(running.ended()).toBe(true);
  });

  it('stop too much output', () => {
    const kernel = testKernel({}, { limits: { output: 10_000, processes: 20 } });
    startProgram(kernel, {
      body: function* (process) {
        for (;;) yield* process.write(1, 'x'.repeat(1000));
      },
    });
    expect(kernel.run(() => false, Number.POSITIVE_INFINITY)).toEqual({ kind: 'limit', what: 'output' });
  });

  it('refuse a process too many, to a container before the host', () => {
    const kernel = testKernel({}, { limits: { processes: 20 } });
    let made = 0;
    const ran = runProgram(kernel, function* (process) {
      try {
        for (;;) {
          process.spawn({ argv: ['child'], env: process.env, body: forever });
          made += 1;
        }
      } catch (error) {
        yield* process.write(1, (error as Error).message);
        return 3;
      }
    });
    expect(ran).toMatchObject({ exit: 3, stdout: 'Resource temporarily unavailable' });
    expect(made).toBe(18);
  });

  it('fill the disk when programs write too much', () => {
    const kernel = testKernel({}, { limits: { memory: 1000 } });
    const ran = runProgram(kernel, function* (process) {
      process.fs.writeFile('/tmp/f', 'x'.repeat(2000));
      return 0;
    });
    expect(ran).toMatchObject({ exit: 1, stderr: 'program: No space left on device\n' });
  });
});

describe('run', () => {
  it('says that nothing will happen, or when', () => {
    const kernel = testKernel();
    startProgram(kernel, {
      body: function* (process) {
        yield* process.sleep(500);
        yield* process.read(0);
        return 0;
      },
    });
    expect(kernel.run(() => false, START + 100)).toEqual({ kind: 'later', at: START + 500 });
    expect(kernel.now()).toBe(START + 100);
    expect(kernel.run(() => false, Number.POSITIVE_INFINITY)).toEqual({ kind: 'idle' });
    expect(kernel.now()).toBe(START + 500);
  });

  it('calls timers at their time, in the order in which they were asked for, unless they were cancelled', () => {
    const kernel = testKernel();
    const told: string[] = [];
    kernel.setHooks({
      ended: () => {},
      outOfMemory: () => {},
      timer: ({ kind }) => told.push(`${kind}@${kernel.now() - START}`),
      resolve: () => undefined,
    });
    kernel.schedule(START + 20, { kind: 'late', subject: '' });
    kernel.schedule(START + 10, { kind: 'first', subject: '' });
    kernel.schedule(START + 10, { kind: 'second', subject: '' });
    kernel.cancel(kernel.schedule(START + 15, { kind: 'never', subject: '' }));
    const mark = kernel.journal.mark();
    kernel.run(() => false, START + 100);
    kernel.journal.undo(mark);
    kernel.run(() => false, START + 15);
    expect(told).toEqual(['first@10', 'second@10', 'late@20', 'first@10', 'second@10']);
  });
});

describe('terminals', () => {
  function terminal(body: Program, echo = true) {
    const kernel = testKernel();
    let screen = '';
    const tty = kernel.terminal({
      columns: 80,
      rows: 24,
      echo,
      translate: true,
      output: (bytes) => {
        screen += bytes;
      },
    });
    const pid = kernel.start(kernel.host, {
      argv: ['program'],
      env: new Map(),
      cwd: '/',
      user: ROOT,
      files: new Map([0, 1, 2].map((fd) => [fd, tty.file])),
      body,
    });
    const run = (): string => {
      kernel.run(() => false, kernel.now());
      return screen;
    };
    return { kernel, tty, pid, run };
  }

  const echoLines: Program = function* (process) {
    for (;;) {
      const line = yield* process.read(0);
      if (line === '') return 0;
      yield* process.write(1, `<${line}>`);
    }
  };

  it('hand over lines, echo them, and end by ^D', () => {
    const { kernel, tty, run } = terminal(echoLines);
    tty.input('one');
    expect(run()).toBe('one');
    tty.input(' two\n');
    expect(run()).toBe('one two\r\n<one two\r\n>');
    tty.input('x\x04');
    expect(run()).toContain('<x>');
    tty.input('\x04');
    run();
    expect(kernel.processesOf(kernel.host)).toEqual([]);
  });

  it('send the signals of their keys to the foreground group', () => {
    const { kernel, tty, run } = terminal(function* (process) {
      process.onSignal('SIGINT', 'ignore');
      const child = process.spawn({
        argv: ['child'],
        env: process.env,
        group: 'new',
        body: function* (self) {
          self.onSignal('SIGINT', 'default');
          yield* self.sleep(1e9);
          return 0;
        },
      });
      process.setForeground(0, child);
      const ended = yield* process.wait(child);
      yield* process.write(1, `${ended!.status}\n`);
      return 0;
    });
    run();
    tty.input('\x03');
    expect(run()).toBe('^C130\r\n');
    expect(kernel.processesOf(kernel.host)).toEqual([]);
  });

  it('stop a process of the background that reads', () => {
    const { run } = terminal(function* (process) {
      const child = process.spawn({
        argv: ['child'],
        env: process.env,
        group: 'new',
        body: function* (self) {
          yield* self.read(0);
          return 0;
        },
      });
      const stopped = yield* process.wait(child, { stopped: true });
      yield* process.write(1, `${stopped!.signal}`);
      process.kill(child, 'SIGKILL');
      return 0;
    });
    expect(run()).toBe('SIGTTIN');
  });

  it('have a size, can be raw, and hang up', () => {
    const seen: unknown[] = [];
    const { kernel, tty, run } = terminal(function* (process) {
      seen.push(process.isTerminal(0), process.windowSize(1));
      process.onSignal('SIGWINCH', 'catch');
      try {
        yield* process.read(0);
      } catch (error) {
        seen.push((error as SystemError).code, process.takeSignals(), process.windowSize(0));
      }
      process.rawTerminal(0, true);
      seen.push(yield* process.read(0));
      for (;;) yield* process.sleep(1000);
    }, false);
    run();
    tty.resize(100, 30);
    run();
    tty.input('\x03');
    run();
    expect(seen).toEqual([
      true,
      { columns: 80, rows: 24 },
      'EINTR',
      ['SIGWINCH'],
      { columns: 100, rows: 30 },
      '\x03',
    ]);
    tty.hangup();
    expect(kernel.processesOf(kernel.host)).toEqual([]);
  });
});

describe('open files', () => {
  it('from outside end when nobody holds them any more', () => {
    const kernel = testKernel();
    let closed = 0;
    let written = '';
    const sink = kernel.sink(
      (bytes) => {
        written += bytes;
      },
      () => {
        closed += 1;
      },
    );
    const pipe = kernel.pipe();
    const body: Program = function* (process) {
      const fd = process.receive(pipe.read);
      for (;;) {
        const piece = yield* process.read(fd);
        yield* process.write(1, piece === '' ? 'end' : piece);
        if (piece === '') return 0;
      }
    };
    kernel.start(kernel.host, {
      argv: ['p'],
      env: new Map(),
      cwd: '/',
      user: NOBODY,
      files: new Map([[1, sink]]),
      body,
    });
    kernel.release(sink);
    kernel.feed(pipe.write, 'fed ');
    kernel.run(() => false, START);
    expect([written, closed]).toEqual(['fed ', 0]);
    kernel.release(pipe.write);
    kernel.run(() => false, START);
    expect([written, closed]).toEqual(['fed end', 1]);
  });

  it('are no more than 1024 a process', () => {
    const ran = runProgram(testKernel(), function* (process) {
      let count = 0;
      try {
        for (;;) {
          process.dup(1);
          count += 1;
        }
      } catch (error) {
        process.close(100);
        yield* process.write(1, `${(error as SystemError).code} ${count}`);
      }
      return 0;
    });
    expect(ran.stdout).toBe('EMFILE 1021');
  });
});
