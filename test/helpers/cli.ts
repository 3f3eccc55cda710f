/** Runs the built program in a child process, as a script or a pipe would. */
import { spawn } from 'node:child_process';
import { BIN } from './built.ts';
import { newFolder } from './temporary.ts';

/** Far more than any command takes, so that only a hang ends here. */
const PATIENCE = 25_000;

/** What a run of the program came to. */
export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  /** Nothing if a signal ended it. */
  readonly code: number | null;
}

/** What a run of the program is given. */
export interface RunSettings {
  /** The data folder; a fresh one unless given. */
  readonly home?: string;
  /** Variables beside a small fixed set; an undefined one is taken away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What stands on stdin; nothing unless given. */
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
}

/**
 * The environment of a run: nothing of the machine's own but where its programs are.
 *
 * @param home the data folder
 * @param more variables beside it
 */
export function environment(home: string, more: RunSettings['env'] = {}): Record<string, string> {
  const all = {
    PATH: process.env['PATH'],
    HOME: home,
    LANG: 'en_US.UTF-8',
    DOCKER_TUTOR_HOME: home,
    // Nobody answers there: what `doctor` says must not depend on the machine's Docker.
    DOCKER_HOST: 'tcp://127.0.0.1:9',
    ...more,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * Runs the program with pipes on all sides and waits for its end.
 *
 * @param args its arguments
 * @param settings what it is given
 * @throws if it has not ended after a long while
 */
export function run(args: readonly string[], settings: RunSettings = {}): Promise<Run> {
  const { home = newFolder(), env, stdin = '', cwd = home } = settings;
  return runAny(process.execPath, [BIN, ...args], { cwd, env: environment(home, env), stdin });
}

/**
 * Runs a line of a shell; `$TUTOR` in it starts the program.
 *
 * @param line for `sh`
 * @param settings what the program is given
 */
export function shell(line: string, settings: RunSettings & { readonly shell?: string } = {}): Promise<Run> {
  const { home = newFolder(), env, stdin = '', cwd = home } = settings;
  const variables = { ...environment(home, env), TUTOR: `${process.execPath} ${BIN}` };
  return runAny(settings.shell ?? 'sh', ['-c', line], { cwd, env: variables, stdin });
}

/**
 * Runs any program and waits for its end.
 *
 * @throws if it has not ended after a long while
 */
export function runAny(
  command: string,
  args: readonly string[],
  settings: {
    readonly cwd: string;
    readonly env: Record<string, string>;
    readonly stdin?: string | Uint8Array;
  },
): Promise<Run> {
  const { cwd, env, stdin = '' } = settings;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, timeout: PATIENCE, killSignal: 'SIGKILL' });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => err.push(data));
    // A program that does not read all of its input is none of our business.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const stdout = Buffer.concat(out).toString('utf8');
      const stderr = Buffer.concat(err).toString('utf8');
      if (signal === 'SIGKILL') reject(new Error(`${args.join(' ')} hung\n${stdout}\n${stderr}`));
      else resolve({ stdout, stderr, code });
    });
  });
}

/** The one JSON document on stdout of a run that ended well. */
export function json(run: Run): unknown {
  if (run.code !== 0 || run.stderr !== '') throw new Error(`exit ${run.code}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}
