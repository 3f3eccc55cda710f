/** The sandbox: how soon its prompt is there, and how long commands take in it. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '../src/engine/sandbox/sandbox.ts';
import { testRegistry } from '../test/helpers/registry.ts';
import { NOTHING } from './child.ts';
import type { Installed } from './installed.ts';
import { inPairs, median, millisecondsOf } from './measure.ts';
import { childEnvironment } from './surroundings.ts';
import { milliseconds, type Row, ratioRow, type Section } from './table.ts';
import { runOnTerminal } from './terminal.ts';

/** Commands in a run; a tenth of them is the baseline, which shows whether the later ones get slower. */
const COMMANDS = 1000;
const INSTRUCTIONS = 30;

/** What has been measured, and what could not be. */
export interface PlayFigures {
  readonly sections: readonly Section[];
  readonly notMeasured: readonly string[];
}

/**
 * Measures `play`.
 *
 * @param folder a folder to work in
 * @param rounds how often
 */
export async function play({ bin }: Installed, folder: string, rounds: number): Promise<PlayFigures> {
  const env = childEnvironment(join(folder, 'play'));
  const prompt = await inPairs(
    rounds,
    () => runOnTerminal({ args: NOTHING, env }),
    () => runOnTerminal({ args: [bin, 'play'], env }, '$ '),
  );
  const all = mixedCommands(COMMANDS);
  const few = Math.max(3, Math.round(rounds / 4));
  const pairs = await inPairs(
    few,
    () => timeOfLines(bin, folder, all.slice(0, COMMANDS / 10), env),
    () => timeOfLines(bin, folder, all, env),
  );
  const build = buildTime();
  const real = realRuns(few);
  const rows: Row[] = [
    absolute(`${COMMANDS} mixed commands in one run`, median(pairs.subject), 1500),
    absolute('undo, the slowest of 300', slowestUndo(all.slice(0, 300)), 5),
    ...(build === undefined ? [] : [absolute(`a build of ${INSTRUCTIONS} instructions`, build, 100)]),
  ];
  return {
    sections: [
      {
        title: 'First prompt of `play`',
        baseline: '`node -e 0` in the terminal, until it ends',
        rows: [ratioRow('`docker-tutor play`, until its prompt', prompt, milliseconds, 2.5)],
      },
      { title: 'Commands in the sandbox', baseline: '', rows },
      {
        title: 'Commands do not get slower',
        baseline: `the first ${COMMANDS / 10}`,
        rows: [ratioRow(`${COMMANDS} mixed commands`, pairs, milliseconds, 12)],
      },
      ...(real === undefined ? [] : [real]),
    ],
    notMeasured: [
      ...(build === undefined ? ['a build, since the sandbox refused it'] : []),
      ...(real === undefined
        ? ['`docker run` against the real one, since no engine answers at DOCKER_HOST']
        : []),
    ],
  };
}

function absolute(name: string, result: number, target: number): Row {
  return { name, value: milliseconds(result), baseline: '', result, unit: ' ms', target };
}

/** Lines as a learner types them: containers come and go, are looked at, written in, stopped. */
function mixedCommands(count: number): string[] {
  const lines = Array.from({ length: Math.ceil(count / 10) }, (_, index) => {
    const name = `box${index}`;
    return [
      `docker run -d --name ${name} alpine sleep 1d`,
      'docker ps -q | wc -l',
      `docker exec ${name} sh -c "echo hi > /tmp/x"`,
      `docker diff ${name}`,
      `docker inspect --format "{{.State.Status}}" ${name}`,
      `docker stop -t 0 ${name}`,
      `docker logs ${name}`,
      'docker ps -a | tail -n 1',
      'docker images -q',
      `docker rm ${name}`,
    ];
  });
  return lines.flat().slice(0, count);
}

/** Runs lines by `play` and gives the milliseconds until it has ended. */
function timeOfLines(
  bin: string,
  folder: string,
  lines: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lines');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const file = openSync(path, 'r');
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, [bin, 'play'], { env, stdio: [file, 'ignore', 'ignore'] });
    child.on('error', reject);
    child.on('exit', (code) => {
      closeSync(file);
      if (code === 0) resolve(performance.now() - start);
      else reject(new Error(`play ended with ${code}`));
    });
  });
}

function newSandbox(files: Readonly<Record<string, string>> = {}): Sandbox {
  return createSandbox({
    registry: testRegistry(),
    start: Date.UTC(2026, 0, 1),
    seed: 1,
    files,
    output: () => undefined,
  });
}

/** Runs lines, then takes each of them back; gives the most milliseconds that one took. */
function slowestUndo(lines: readonly string[]): number {
  const sandbox = newSandbox();
  sandbox.run();
  for (const line of lines) {
    sandbox.line(line);
    sandbox.run();
  }
  const times: number[] = [];
  for (;;) {
    let line: string | undefined;
    const time = millisecondsOf(() => {
      line = sandbox.undo();
    });
    if (line === undefined) return Math.max(...times);
    times.push(time);
  }
}

/** The milliseconds of a build without a cache; nothing if the sandbox refuses to build. */
function buildTime(): number | undefined {
  const lines = Array.from({ length: INSTRUCTIONS - 2 }, (_, index) =>
    index % 3 === 0
      ? `RUN echo ${index} > /file${index}`
      : index % 3 === 1
        ? `ENV V${index}=1`
        : 'COPY . /app',
  );
  const sandbox = newSandbox({ Dockerfile: ['FROM alpine', ...lines, 'CMD ["sh"]', ''].join('\n') });
  sandbox.execute(['pull', '-q', 'alpine']);
  let exit = 1;
  const times = [0, 1, 2, 3, 4].map(() =>
    millisecondsOf(() => {
      ({ exit } = sandbox.execute(['build', '--no-cache', '-q', '.']));
    }),
  );
  return exit === 0 ? median(times) : undefined;
}

/** `docker run` in the sandbox beside a real one; nothing without an engine. */
function realRuns(rounds: number): Section | undefined {
  if (process.env['DOCKER_HOST'] === undefined) return undefined;
  const docker = (...words: string[]): number | null =>
    spawnSync('docker', words, { stdio: 'ignore', timeout: 60_000 }).status;
  if (docker('image', 'inspect', 'busybox') !== 0) return undefined;
  const sandbox = newSandbox();
  sandbox.execute(['pull', '-q', 'busybox']);
  const times = { subject: [] as number[], baseline: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.baseline.push(millisecondsOf(() => docker('run', '--rm', 'busybox', 'true')));
    times.subject.push(millisecondsOf(() => sandbox.execute(['run', '--rm', 'busybox', 'true'])));
  }
  return {
    title: 'A container from start to end',
    baseline: 'a real engine',
    rows: [ratioRow('`docker run --rm busybox true`', times, milliseconds)],
  };
}
