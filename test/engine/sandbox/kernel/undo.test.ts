import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../../src/engine/sandbox/kernel/create-journal.ts';
import type { Process, Program, Task } from '../../../../src/engine/sandbox/kernel/process.ts';
import {
  littleTree,
  runProgram,
  START,
  startProgram,
  testContainer,
  testKernel,
} from '../../../helpers/sandbox.ts';

describe('journal', () => {
  it('puts back any records, whatever was done to them in any order', () => {
    const edit = fc.record({
      record: fc.nat(3),
      key: fc.constantFrom('a', 'b', 'c'),
      value: fc.nat(9),
      does: fc.constantFrom('set', 'delete', 'clear', 'mark'),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), fc.nat(9), (edits, to) => {
        const journal = createJournal();
        const object: Record<string, number> = { a: 0 };
        const map = new Map<string, number>([['a', 0]]);
        const set = new Set<number>([1]);
        const array = [1, 2];
        const look = (): string => JSON.stringify([object, [...map], [...set], array]);
        const seen = [look()];
        journal.mark();
        for (const { record, key, value, does } of edits) {
          if (does === 'mark') {
            seen.push(look());
            journal.mark();
          } else if (record === 0) {
            const writable = journal.edit(object) as Record<string, number>;
            if (does === 'set') writable[key] = value;
            else delete writable[key];
          } else if (record === 1) {
            const writable = journal.edit(map);
            if (does === 'set') writable.set(key, value);
            else if (does === 'delete') writable.delete(key);
            else writable.clear();
          } else if (record === 2) {
            const writable = journal.edit(set);
            if (does === 'set') writable.add(value);
            else if (does === 'delete') writable.delete(value);
            else writable.clear();
          } else {
            const writable = journal.edit(array);
            if (does === 'set') writable.push(value);
            else if (does === 'delete') writable.pop();
            else writable.length = 0;
          }
        }
        const mark = to % seen.length;
        journal.undo(mark);
        const sorted = (text: string): unknown => JSON.parse(text);
        expect(sorted(look())).toEqual(sorted(seen[mark]!));
      }),
    );
  });
});

describe('a journal that forgets', () => {
  it('still goes back to its last mark, and says which others it does not reach', () => {
    const journal = createJournal();
    const record = { value: 0 };
    const first = journal.mark();
    journal.edit(record).value = 1;
    const second = journal.mark();
    journal.edit(record).value = 2;
    journal.forget();
    expect([journal.reaches(first), journal.reaches(second)]).toEqual([false, true]);
    journal.undo(second);
    expect(record.value).toBe(1);
  });
});

/** A little language of programs: each step is a system call or two. */
const STEPS: Readonly<Record<string, (process: Process, at: number) => Task<void>>> = {
  *say(process, at) {
    yield* process.write(1, `${process.pid}:${at}@${process.now() - START};`);
  },
  *sleep(process, at) {
    yield* process.sleep(at * 3);
  },
  *work(process, at) {
    yield* process.work(at + 0.5);
  },
  *dice(process) {
    yield* process.write(1, `d${Math.floor(process.random() * 100)};`);
  },
  *clock(process) {
    yield* process.write(1, `t${process.now() - START};`);
  },
  *note(process, at) {
    process.fs.writeFile('/tmp/notes', `${at},`, { append: true });
    yield* process.write(1, `${process.fs.readFile('/tmp/notes')};`);
  },
  *big(process, at) {
    const pipe = process.pipe();
    const child = process.spawn({
      argv: ['reader'],
      env: process.env,
      files: new Map([
        [0, pipe.read],
        [1, 1],
      ]),
      body: function* reader(self) {
        let length = 0;
        for (;;) {
          const piece = yield* self.read(0, 50_000);
          if (piece === '') break;
          length += piece.length;
          yield* self.work(1);
        }
        yield* self.write(1, `got ${length};`);
        return at;
      },
    });
    process.close(pipe.read);
    yield* process.write(pipe.write, 'x'.repeat(100_000 + at));
    process.close(pipe.write);
    const ended = yield* process.wait(child);
    yield* process.write(1, `w${ended!.status};`);
  },
  *splice(process, at) {
    const [one, two] = [process.pipe(), process.pipe()];
    const carrier = process.spawn({
      argv: ['carrier'],
      env: process.env,
      files: new Map([
        [0, one.read],
        [1, two.write],
      ]),
      body: function* carry(self) {
        while ((yield* self.splice(0, 1, 20_000)) > 0) yield* self.work(0.5);
        return at;
      },
    });
    const writer = process.spawn({
      argv: ['writer'],
      env: process.env,
      files: new Map([[1, one.write]]),
      body: function* write(self) {
        yield* self.write(1, '0123456789'.repeat(9000 + at));
        return 0;
      },
    });
    for (const end of [one.read, one.write, two.write]) process.close(end);
    let all = '';
    for (;;) {
      const piece = yield* process.read(two.read, 30_000);
      if (piece === '') break;
      all += piece;
      yield* process.sleep(1);
    }
    process.close(two.read);
    for (const pid of [carrier, writer]) yield* process.wait(pid);
    const isWhole = all === '0123456789'.repeat(9000 + at);
    yield* process.write(1, isWhole ? 'whole;' : `broken ${all.length};`);
  },
  *kill(process) {
    const child = process.spawn({
      argv: ['victim'],
      env: process.env,
      body: function* victim(self) {
        self.onSignal('SIGTERM', 'catch');
        for (;;) {
          try {
            yield* self.sleep(1000);
          } catch {
            yield* self.write(1, `${self.takeSignals().join()};`);
            return 4;
          }
        }
      },
    });
    yield* process.sleep(2);
    process.kill(child, 'SIGTERM');
    yield* process.write(1, `k${(yield* process.wait('any'))!.status};`);
  },
  *become(process, at) {
    yield* process.write(1, 'before;');
    if (at < 4) {
      yield* process.become(function* after(self) {
        yield* self.sleep(at);
        yield* self.write(1, 'after;');
        return 1;
      });
    }
  },
  *wrong(process) {
    try {
      process.fs.readFile('/nothing');
    } catch (error) {
      yield* process.write(1, `${(error as { code: string }).code};`);
    }
  },
  *nested(process, at) {
    const answer = yield* process.callTask(function* () {
      yield* process.write(1, `${process.random() * at};`);
      return process.call(() => `n${process.now() - START};`);
    });
    yield* process.write(1, answer);
  },
  *line(process) {
    yield* process.write(1, `${(yield* process.readLine(0)).trim()};`);
  },
};

function programOf(steps: readonly (readonly [string, number])[]): Program {
  return function* scripted(process) {
    for (const [name, at] of steps) yield* STEPS[name]!(process, at);
    return 0;
  };
}

describe('undo', () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat(6));
  const scripts = fc.array(fc.array(step, { maxLength: 8 }), { minLength: 1, maxLength: 3 });

  it('lets any processes go on as they went on the first time, from any moment', () => {
    fc.assert(
      fc.property(scripts, fc.nat(30), fc.nat(40), fc.nat(40), (programs, before, between, more) => {
        const kernel = testKernel();
        const container = testContainer(kernel, littleTree());
        const all = programs.map((steps, at) =>
          startProgram(kernel, {
            body: programOf(steps),
            stdin: 'one\ntwo\nthree\n',
            ...(at === 1 ? { namespaces: container } : {}),
          }),
        );
        let count = before;
        kernel.run(() => count-- <= 0, Number.POSITIVE_INFINITY);
        const now = kernel.now();
        const written = all.map((one) => one.stdout.length);
        const finish = (): unknown => {
          const from = all.map((one) => one.stdout.length);
          kernel.run(() => false, START + 100_000);
          return [
            all.map((one, at) => one.stdout.slice(from[at])),
            kernel.processesOf(kernel.host),
            kernel.processesOf(container),
            kernel.host.mounts[0]!.source.root,
            kernel.random(),
          ];
        };
        const mark = kernel.journal.mark();
        // A part of the way, back, another part, back: what is brought back must not depend on how far it had come.
        let rest = between;
        kernel.run(() => rest-- <= 0, Number.POSITIVE_INFINITY);
        kernel.journal.undo(mark);
        expect(kernel.now()).toBe(now);
        const again = kernel.journal.mark();
        const first = finish();
        kernel.journal.undo(again);
        const third = kernel.journal.mark();
        rest = more;
        kernel.run(() => rest-- <= 0, Number.POSITIVE_INFINITY);
        kernel.journal.undo(third);
        expect(finish()).toEqual(first);
        expect(all.every((one, at) => one.stdout.length >= written[at]!)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes back files, processes and time', () => {
    const kernel = testKernel();
    const mark = kernel.journal.mark();
    runProgram(kernel, function* (process) {
      process.fs.writeFile('/tmp/a', 'a');
      process.fs.removeTree('/etc');
      yield* process.sleep(1000);
      return 0;
    });
    kernel.journal.undo(mark);
    expect(kernel.now()).toBe(START);
    const ran = runProgram(kernel, function* (process) {
      yield* process.write(1, `${process.fs.readDirectory('/tmp')}${process.fs.exists('/etc/passwd')}`);
      return 0;
    });
    expect(ran.stdout).toBe('true');
  });

  it('asks again what it asked when it was cut in the middle of an answer', () => {
    const kernel = testKernel();
    let asked = 0;
    let open = false;
    const running = startProgram(kernel, {
      body: function* (process) {
        const answer = yield* process.callTask(function* () {
          asked += 1;
          yield* kernel.until(() => open);
          return 'answer';
        });
        yield* process.write(1, answer);
        return 0;
      },
    });
    kernel.run(() => false, START + 10);
    const mark = kernel.journal.mark();
    open = true;
    kernel.run(running.ended, START + 20);
    expect(running.stdout).toBe('answer');
    open = false;
    kernel.journal.undo(mark);
    kernel.run(() => false, START + 20);
    expect(asked).toBe(2);
    open = true;
    kernel.run(running.ended, START + 30);
    expect(running.stdout).toBe('answeranswer');
  });
});
