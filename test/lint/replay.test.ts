import { describe, expect, it } from 'vitest';
import { typeLine } from '../../src/app/lab-sandbox.ts';
import { loadPack } from '../../src/content/load.ts';
import type { DoTask, Lab } from '../../src/content/types.ts';
import { type OpenReplayEngine, replayLab } from '../../src/lint/replay.ts';
import { openPack } from '../../src/platform/pack-folder.ts';
import { isDo } from '../../src/tutor/lab/state.ts';
import { aContainer, aLab, EMPTY } from '../helpers/lab.ts';
import { newSandbox } from '../helpers/learner.ts';

/** An engine that knows two commands: `run` starts `web`, `rm` removes it. `hang` never ends. */
const fake: OpenReplayEngine = async () => {
  let containers = EMPTY.containers;
  return {
    port: {
      kind: 'sandbox',
      exec: async (argv) => ({ exit: argv[0] === 'bad' ? 1 : 0, stdout: '', stderr: 'no\n' }),
      inspect: async () => ({ ...EMPTY, containers }),
      observe: async () => [],
    },
    now: () => 0,
    pass: () => undefined,
    async type(line) {
      if (line.includes('run')) containers = [aContainer('web')];
      if (line.includes('stop')) containers = [aContainer('web', 'exited')];
      if (line.includes('rm')) containers = [];
      return { output: `did ${line}\n`, ended: line !== 'hang' };
    },
  };
};

function withTask(index: number, change: Partial<DoTask>): Lab {
  const lab = aLab();
  return {
    ...lab,
    tasks: lab.tasks.map((task, at) => (at === index && isDo(task) ? { ...task, ...change } : task)),
  };
}

const rules = async (lab: Lab): Promise<string[]> =>
  (await replayLab(lab, fake)).map(({ rule, path }) => `${rule} ${path.join('/')}`);

describe('replaying a lab', () => {
  it('finds nothing where each solution does what its task asks for', async () => {
    expect(await rules(aLab())).toEqual([]);
  });

  it('finds a task that its solution does not meet, and says what differs', async () => {
    const findings = await replayLab(withTask(0, { solution: [{ sh: 'docker ps' }] }), fake);
    expect(findings).toMatchObject([
      {
        rule: 'solution-fails',
        path: ['tasks', 0, 'solution'],
        message: expect.stringContaining('container web: not there; wanted: there'),
        hint: expect.stringContaining('did docker ps'),
      },
    ]);
  });

  it('finds a task that is met before anything is done', async () => {
    expect(
      await rules(withTask(2, { expect: [{ container: 'web' }], solution: [{ sh: 'docker ps' }] })),
    ).toEqual(['met-at-start tasks/2/expect']);
  });

  it('finds a mistake that is seen along the solution', async () => {
    const solution = [{ sh: 'docker run' }, { sh: 'docker stop' }, { sh: 'docker run' }];
    expect(await rules(withTask(0, { solution }))).toEqual(['mistake-in-solution tasks/0/mistakes/0']);
  });

  it('finds a command that does not end', async () => {
    expect(await rules(withTask(0, { solution: [{ sh: 'hang' }] }))).toEqual([
      'solution-fails tasks/0/solution/0',
    ]);
  });

  it('finds a setup that fails', async () => {
    expect(await rules(aLab({ setup: [['bad']] }))).toEqual(['setup-fails setup/0']);
  });

  it('takes the solution of the whole lab where tasks have none', async () => {
    const whole = (solution: Lab['solution']): Lab => {
      const lab = aLab();
      return {
        ...lab,
        solution,
        tasks: lab.tasks.map((task) => (isDo(task) ? { ...task, solution: [] } : task)),
      };
    };
    expect(await rules(whole([{ sh: 'docker run' }, { sh: 'docker rm' }]))).toEqual([]);
    expect(await rules(whole([{ sh: 'docker run' }]))).toEqual(['solution-fails solution']);
  });
});

describe('the labs of the built-in pack', () => {
  const opened = openPack('lessons');
  if ('error' in opened) throw new Error(opened.error);
  const { labs } = loadPack(opened.reader);
  const onSandbox: OpenReplayEngine = async (files) => {
    let output = '';
    const sandbox = newSandbox({
      files,
      output: (_, bytes) => {
        output += bytes;
      },
    });
    sandbox.run(sandbox.now());
    return {
      port: sandbox,
      now: () => sandbox.now(),
      pass: (milliseconds) => sandbox.advance(milliseconds),
      async type(line) {
        output = '';
        const ends = line.split('\n').map((part) => typeLine(sandbox, part));
        return { output, ended: ends.at(-1) === 'done' };
      },
    };
  };

  it.each(labs.map(({ lab }) => [lab.id, lab] as const))('%s can be done on the sandbox', async (_, lab) => {
    expect(await replayLab(lab, onSandbox)).toEqual([]);
  });
});
