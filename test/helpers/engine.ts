import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CommandResult, DockerRunner } from '../../src/engine/docker/runner.ts';
import { ROOT } from './root.ts';

/** Starts a command beside a private Docker Engine; ends with 3 where that cannot be. */
export const WITH_ENGINE = join(ROOT, 'scripts', 'with-engine');

/** What a made-up `docker` answers to a command line: text of stdout, or all of it. */
export type Answers = Readonly<
  Record<
    string,
    string | { readonly exit?: number; readonly stdout?: string; readonly stderr?: string } | 'slow'
  >
>;

/** A runner that knows some command lines by heart, and notes what it was asked. */
export function fakeRunner(
  answers: Answers,
  events: readonly string[] = [],
): DockerRunner & { asked: string[][] } {
  const asked: string[][] = [];
  const encoder = new TextEncoder();
  return {
    asked,
    run(argv): Promise<CommandResult> {
      asked.push([...argv]);
      const answer = answers[argv.join(' ')];
      if (answer === 'slow') return Promise.resolve({ kind: 'slow' });
      const {
        exit = 0,
        stdout = '',
        stderr = '',
      } = answer === undefined
        ? { exit: 1, stderr: `nobody told the fake docker of: ${argv.join(' ')}` }
        : typeof answer === 'string'
          ? { stdout: answer }
          : answer;
      return Promise.resolve({
        kind: 'done',
        exit,
        stdout: encoder.encode(stdout),
        stderr: encoder.encode(stderr),
      });
    },
    follow(argv, onLine, onEnd) {
      asked.push([...argv]);
      for (const event of events) onLine(event);
      onEnd();
      return () => {};
    },
  };
}

/** Runs a command in `scripts/with-engine`. `status` 3 and a line on stderr: the machine cannot. */
export function withEngine(command: readonly string[], timeout = 120_000, env: NodeJS.ProcessEnv = {}) {
  return spawnSync(WITH_ENGINE, command, {
    encoding: 'utf8',
    cwd: ROOT,
    timeout,
    env: { ...process.env, ...env },
  });
}
