import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learner } from '../../helpers/learner.ts';

describe('the learner’s shell', () => {
  it('keeps its state from line to line', () => {
    const { type } = learner();
    expect(type('x=5', 'cd /tmp', 'hi() { echo "hi $x from $PWD"; }', 'hi')).toBe('hi 5 from /tmp\n');
  });

  it('asks for more lines until a command is complete', () => {
    const { sandbox, turn, written } = learner();
    expect(turn()).toMatchObject({ kind: 'prompt', continuation: false });
    sandbox.line('for i in one two');
    expect(turn()).toMatchObject({ kind: 'prompt', continuation: true });
    sandbox.line('do echo $i; done');
    expect(turn()).toMatchObject({ kind: 'prompt', continuation: false });
    expect(written()).toBe('one\ntwo\n');
  });

  it('leaves what is typed next to a program that reads its input', () => {
    const { sandbox, type, turn, written } = learner();
    expect(type('docker run -i --rm -q alpine:3.22 sh -c "read a; echo got \\$a"', 'this')).toBe(
      'got this\n',
    );
    sandbox.line('cat');
    expect(turn()).toEqual({ kind: 'input' });
    expect(sandbox.wantsInput()).toBe(true);
    sandbox.input('one line');
    turn();
    sandbox.input(null);
    turn();
    expect(written()).toBe('one line\n');
  });

  it('ends with the status of exit', () => {
    const { sandbox, turn } = learner();
    turn();
    sandbox.line('exit 3');
    expect(turn()).toEqual({ kind: 'ended', status: 3 });
  });

  it('interrupts what runs in the foreground, in a terminal and in a pipe', () => {
    for (const terminal of [undefined, { columns: 80, rows: 24 }]) {
      const { sandbox, turn, type } = learner(terminal && { terminal });
      turn();
      sandbox.line('sleep infinity');
      expect(turn()).toEqual({ kind: 'input' });
      expect(sandbox.wantsInput()).toBe(false);
      sandbox.interrupt();
      expect(turn()).toMatchObject({ kind: 'prompt', continuation: false });
      expect(type('echo $?').trim()).toContain('130');
    }
  });

  it('lets time pass by itself only as far as it is told', () => {
    const { sandbox, turn, written } = learner();
    turn();
    const start = sandbox.now();
    sandbox.line('echo before; sleep 10; echo after');
    expect(sandbox.run(start + 1000)).toEqual({ kind: 'later', at: expect.any(Number) });
    expect(written()).toBe('before\n');
    expect(sandbox.run(start + 20_000)).toMatchObject({ kind: 'prompt', continuation: false });
    expect(written()).toBe('after\n');
    expect(sandbox.now() - start).toBeGreaterThanOrEqual(10_000);
  });

  it('gives the prompt back from a loop that never ends', () => {
    const { sandbox, turn, type } = learner({ limits: { steps: 100_000 } });
    turn();
    sandbox.line('while true; do :; done');
    expect(turn()).toEqual({ kind: 'limit', what: 'steps' });
    sandbox.interrupt();
    expect(turn()).toMatchObject({ kind: 'prompt', continuation: false });
    expect(type('echo still here')).toBe('still here\n');
  });

  it.each([
    'while :; do :; done',
    'yes',
  ])('stops %s by a limit, in however small steps its time goes by', (line) => {
    const { sandbox } = learner();
    sandbox.line(line);
    let turn = sandbox.run(sandbox.now() + 50);
    for (let slices = 0; turn.kind === 'later' && slices < 1000; slices++)
      turn = sandbox.run(sandbox.now() + 50);
    expect(turn.kind).toBe('limit');
  });

  it('lets a command go on for ever that does little at a time', () => {
    const { sandbox } = learner();
    sandbox.line('while true; do date; sleep 1; done');
    let turn = sandbox.run(sandbox.now() + 1000);
    for (let hours = 0; turn.kind === 'later' && hours < 24; hours++) {
      for (let slices = 0; slices < 36; slices++) turn = sandbox.run(sandbox.now() + 100_000);
    }
    expect(turn.kind).toBe('later');
  });

  it('hands a file to an editor and takes it back', () => {
    const { sandbox, turn, type } = learner({ files: { 'app/notes.txt': '메모\n' } });
    turn();
    sandbox.line('edit app/notes.txt');
    expect(turn()).toEqual({
      kind: 'edit',
      request: { path: '/home/learner/app/notes.txt', text: '메모\n' },
    });
    sandbox.edited('메모 둘\n');
    turn();
    expect(type('cat app/notes.txt')).toBe('메모 둘\n');
  });
});

describe('^C', () => {
  it.each(['exec', 'exec -i'])('ends %s with all that it shows, not what runs in the container', (exec) => {
    let shown = '';
    const { sandbox } = learner({
      terminal: { columns: 80, rows: 24 },
      output: (_, bytes) => {
        shown += bytes;
      },
    });
    sandbox.line('docker run -d --name box alpine sleep 100000');
    sandbox.run(sandbox.now() + 20_000);
    sandbox.line(`docker ${exec} box sh -c 'while true; do echo line; sleep 1; done'`);
    sandbox.run(sandbox.now() + 3_500);
    sandbox.interrupt();
    expect(sandbox.run(sandbox.now())).toMatchObject({ kind: 'prompt', status: 130 });
    shown = '';
    sandbox.advance(10_000);
    expect(shown).toBe('');
    sandbox.line('docker top box -o args');
    sandbox.run(sandbox.now() + 1000);
    expect(shown).toContain('while true');
  });
});

describe('undo', () => {
  const LINES = [
    'docker run -d --name web -p 8080:80 nginx:alpine',
    'docker run -d --name one alpine:3.22 sleep 1d',
    'docker run --rm alpine:3.22 true',
    'docker stop web',
    'docker start web',
    'docker rm -f one',
    'docker exec one sh -c "echo hi >> /etc/motd"',
    'docker volume create data',
    'docker network create net',
    'docker network connect net one',
    'docker rmi nginx:alpine',
    'docker rmi -f alpine:3.22',
    'docker commit one mine:1',
    'docker tag alpine:3.22 mine:2',
    'docker pause one',
    'docker unpause one',
    'docker restart -t 0 one',
    'docker rename one uno',
    'echo line >> notes.txt',
    'x=$((x + 1))',
    'cd /tmp',
    'docker run -d --name loop alpine:3.22 sh -c "while sleep 5; do date >> /log; done"',
    'sleep 7',
    'docker system prune -f',
  ] as const;
  const LOOK =
    'echo $x $PWD; cat ~/notes.txt; docker ps -a; docker diff loop; docker images; docker volume ls';

  it('puts back the world, the files and the shell, whatever was done; redo does it again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 6 }),
        (before, after) => {
          const { sandbox, type, turn, written } = learner();
          type(...before);
          const seen = (): unknown => {
            const state = { world: sandbox.world(), now: sandbox.now(), shown: type(LOOK) };
            sandbox.undo();
            return structuredClone(state);
          };
          const then = seen();
          type(...after);
          const later = seen();
          for (const line of [...after].reverse()) expect(sandbox.undo()).toBe(line);
          expect(seen()).toEqual(then);
          // Looking was a command of its own, after which nothing can be done again: so it is typed.
          type(...after);
          expect(seen()).toEqual(later);
          for (const _ of after) sandbox.undo();
          for (const line of after) expect(sandbox.redo()).toBe(line);
          turn();
          written();
          expect(seen()).toEqual(later);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('has nothing to undo at the start, and nothing to do again after a new command', () => {
    const { sandbox, type, turn } = learner();
    turn();
    expect(sandbox.undo()).toBeUndefined();
    type('echo one');
    expect(sandbox.undo()).toBe('echo one');
    type('echo two');
    expect(sandbox.redo()).toBeUndefined();
  });
});
