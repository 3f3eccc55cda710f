/** How long commands take until something is there, and how much memory, against a Node that does nothing. */
import { copyFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOf, NOTHING, REPORT_MEMORY, run, type Timing } from './child.ts';
import { generatePack } from './generate-pack.ts';
import type { Installed } from './installed.ts';
import { inPairs } from './measure.ts';
import { childEnvironment } from './surroundings.ts';
import { mebibytes, milliseconds, type Row, ratioRow, type Section } from './table.ts';
import { END_OF_FRAME, runOnTerminal } from './terminal.ts';

/** A command line to measure. */
interface Start {
  readonly words: readonly string[];
  /** Whether to wait for the end, or for the first output only. */
  readonly until: keyof Timing;
  readonly target: number;
  /** The most memory against the baseline's; none for a command that holds a whole pack in memory. */
  readonly memory?: number;
}

const MEMORY_TARGET = 1.2;

/** Where the program remembers the terminals that it has measured, in the data folder. */
const TERMINALS = 'terminals.json';

/** Which command lines are measured; each runs with an empty data folder. */
function starts(pack: string): readonly Start[] {
  const memory = MEMORY_TARGET;
  const first = (...words: string[]): Start => ({ words, until: 'firstOutput', target: 1.9, memory });
  return [
    { words: ['--version'], until: 'end', target: 1.4, memory },
    { words: ['--help'], until: 'end', target: 1.4, memory },
    { words: ['list'], until: 'end', target: 1.7, memory },
    first(),
    first('learn'),
    first('draw', 'vm-vs-container/no-guest'),
    first('term', 'kernel'),
    first('progress'),
    first('export'),
    first('config', 'get'),
    first('doctor'),
    first('completion', 'bash'),
    first('pack', 'schema'),
    { words: ['pack', 'check', pack], until: 'firstOutput', target: 1.9 },
  ];
}

/**
 * Measures starts in a pipe and the first frame in a terminal.
 *
 * @param folder a folder to work in
 * @param rounds how often each is run for its time
 */
export async function startUp({ bin }: Installed, folder: string, rounds: number): Promise<Section[]> {
  const env = childEnvironment(join(folder, 'home'));
  const small = join(folder, 'small-pack');
  generatePack(small, 3);
  const times: Row[] = [];
  const memory: Row[] = [];
  for (const { words, until, target, memory: most } of starts(small)) {
    const name = `\`${['docker-tutor', ...words.map((word) => (word === small ? '<pack>' : word))].join(' ')}\``;
    const own = (): Promise<Timing> => run({ args: [bin, ...words], env: freshHome(env, folder) });
    const time = await inPairs(
      rounds,
      async () => (await run({ args: NOTHING, env })).end,
      async () => (await own())[until],
    );
    const reached = until === 'end' ? 'until it ends' : 'until its first output';
    times.push(ratioRow(`${name} ${reached}`, time, milliseconds, target));
    const peak = await inPairs(
      memoryRounds(rounds),
      () =>
        memoryOf(folder, (extra) => run({ args: [...REPORT_MEMORY, ...NOTHING], env: { ...env, ...extra } })),
      () =>
        memoryOf(folder, (extra) =>
          run({ args: [...REPORT_MEMORY, bin, ...words], env: { ...freshHome(env, folder), ...extra } }),
        ),
    );
    memory.push(ratioRow(name, peak, mebibytes, most));
  }
  const frame = await firstFrame(bin, folder, env, rounds);
  return [
    { title: 'Start-up', baseline: '`node -e 0` until it ends', rows: times },
    { title: 'First frame of `learn`', baseline: 'baseline', rows: frame.times },
    { title: 'Peak memory', baseline: '`node -e 0`', rows: [...memory, frame.memory] },
  ];
}

async function firstFrame(
  bin: string,
  folder: string,
  env: Record<string, string>,
  rounds: number,
): Promise<{ times: Row[]; memory: Row }> {
  const known = freshHome(env, folder);
  await runOnTerminal({ args: [bin, 'doctor'], env: known });
  /** A learner who has seen no lesson yet, at a terminal that was measured before. */
  const newcomer = (): Record<string, string> => {
    const home = freshHome(env, folder);
    copyFileSync(join(known['DOCKER_TUTOR_HOME']!, TERMINALS), join(home['DOCKER_TUTOR_HOME']!, TERMINALS));
    return home;
  };
  const learn = (
    extra: Readonly<Record<string, string>> = {},
    options: readonly string[] = [],
    home: Readonly<Record<string, string>> = newcomer(),
  ) => runOnTerminal({ args: [...options, bin, 'learn'], env: { ...home, ...extra } }, END_OF_FRAME);
  const nothing = await inPairs(
    rounds,
    () => runOnTerminal({ args: NOTHING, env }),
    () => learn(),
  );
  const unknown = await inPairs(
    rounds,
    () => runOnTerminal({ args: NOTHING, env }),
    () => learn({}, [], freshHome(env, folder)),
  );
  const line = await inPairs(
    rounds,
    () => runOnTerminal({ args: ['-e', 'process.stdout.write("hi\\n")'], env }, 'hi'),
    () => learn(),
  );
  const peak = await inPairs(
    memoryRounds(rounds),
    () =>
      memoryOf(folder, (extra) =>
        runOnTerminal({ args: [...REPORT_MEMORY, ...NOTHING], env: { ...env, ...extra } }),
      ),
    () => memoryOf(folder, (extra) => learn(extra, REPORT_MEMORY)),
  );
  return {
    times: [
      ratioRow('against `node -e 0` in the terminal, until it ends', nothing, milliseconds, 1.7),
      ratioRow('the same, at a terminal that is measured in this start', unknown, milliseconds),
      ratioRow('against a program that prints a line there, until that line', line, milliseconds),
    ],
    memory: ratioRow('first frame of `docker-tutor learn` in a terminal', peak, mebibytes, MEMORY_TARGET),
  };
}

/** Memory hardly differs from run to run. */
function memoryRounds(rounds: number): number {
  return Math.max(3, Math.round(rounds / 5));
}

/** The same environment with a data folder that nobody has used. */
function freshHome(env: Record<string, string>, folder: string): Record<string, string> {
  return { ...env, DOCKER_TUTOR_HOME: mkdtempSync(join(folder, 'home-')) };
}
