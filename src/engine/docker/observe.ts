import type { Observation, Probe } from '../port.ts';
import { readEvent } from './read-event.ts';
import type { DockerRunner } from './runner.ts';
import { firstFileOf } from './tar.ts';

/** What probes need beside the `docker` command. */
export interface Reach {
  readonly runner: DockerRunner;
  /** HTTP GET from this computer; undefined if nothing answers. */
  readonly http: (
    port: number,
    path: string,
  ) => Promise<{ readonly status: number; readonly body: string } | undefined>;
  /** Milliseconds. */
  readonly timeout: number;
  /** The wall clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers one probe. A subject that is not there is an answer, not an error. */
export async function observeOne(reach: Reach, probe: Probe): Promise<Observation> {
  switch (probe.kind) {
    case 'diff': {
      const { found, stdout } = await ask(reach, ['diff', probe.container]);
      return { kind: 'diff', found, changes: stdout.split('\n').flatMap(readChange) };
    }
    case 'file': {
      const result = await reach.runner.run(['cp', `${probe.container}:${probe.path}`, '-'], reach);
      const file = result.kind === 'done' && result.exit === 0 ? firstFileOf(result.stdout) : undefined;
      return { kind: 'file', found: file !== undefined, text: new TextDecoder().decode(file) };
    }
    case 'http': {
      const answer = await reach.http(probe.port, probe.path);
      return {
        kind: 'http',
        found: answer !== undefined,
        status: answer?.status ?? 0,
        body: answer?.body ?? '',
      };
    }
    case 'logs': {
      const { found, stdout, stderr } = await ask(reach, ['logs', probe.container]);
      return { kind: 'logs', found, text: found ? stdout + stderr : '' };
    }
    case 'top': {
      const { found, stdout } = await ask(reach, ['top', probe.container]);
      return { kind: 'top', found, commands: found ? readCommands(stdout) : [] };
    }
    case 'events': {
      const seconds = (time: number) => (time / 1000).toFixed(3);
      const argv = [
        'events',
        '--since',
        seconds(probe.since),
        '--until',
        seconds(reach.now()),
        '--format',
        '{{json .}}',
      ];
      const { found, stdout } = await ask(reach, argv);
      const events = stdout.split('\n').flatMap((line) => readEvent(line) ?? []);
      return { kind: 'events', found, events };
    }
  }
}

async function ask({ runner, timeout }: Reach, argv: readonly string[]) {
  const result = await runner.run(argv, { timeout });
  if (result.kind !== 'done') return { found: false, stdout: '', stderr: '' };
  const decoder = new TextDecoder();
  return {
    found: result.exit === 0,
    stdout: decoder.decode(result.stdout),
    stderr: decoder.decode(result.stderr),
  };
}

function readChange(line: string): { readonly kind: 'A' | 'C' | 'D'; readonly path: string }[] {
  const match = /^([ACD]) (\/.*)$/.exec(line);
  return match === null ? [] : [{ kind: match[1] as 'A' | 'C' | 'D', path: match[2]! }];
}

/** The last column of `ps`, which has spaces of its own. */
function readCommands(table: string): string[] {
  const [header = '', ...rows] = table.trimEnd().split('\n');
  const before = header.trim().split(/\s+/).length - 1;
  const pattern = new RegExp(`^\\s*(?:\\S+\\s+){${before}}(.*)$`);
  return rows.flatMap((row) => pattern.exec(row)?.[1]?.trimEnd() ?? []);
}
