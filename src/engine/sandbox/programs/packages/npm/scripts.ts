import { fromText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Signal, Task } from '../../../kernel/process.ts';
import { isInterrupt } from '../../servers/http.ts';
import { idOf, type Manifest, within } from './manifest.ts';
import { NpmError } from './report.ts';

/** How a script ended. */
export interface ScriptEnd {
  readonly status: number;
  readonly signal?: Signal;
  /** What sh was given. */
  readonly command: string;
}

/** @returns the environment of a script: commands of node_modules first in PATH, and what npm tells of the package */
export function scriptEnvironment(
  process: Process,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const env = new Map(process.env);
  const folders: string[] = [];
  for (let at = folder === '/' ? '' : folder; ; at = at.replace(/\/[^/]*$/, '')) {
    folders.push(`${at}/node_modules/.bin`);
    if (at === '') break;
  }
  env.set('PATH', [...folders, process.env.get('PATH') ?? '/usr/local/bin:/usr/bin:/bin'].join(':'));
  env.set('INIT_CWD', process.cwd());
  env.set('NODE', '/usr/local/bin/node');
  env.set('npm_execpath', '/usr/local/lib/node_modules/npm/bin/npm-cli.js');
  env.set('npm_node_execpath', '/usr/local/bin/node');
  for (const [name, value] of Object.entries(more)) env.set(name, value);
  return env;
}

/** @returns a word as sh takes it back */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * Runs a command and hands signals on to it, as @npmcli/run-script does.
 * @returns how it ended; 127 or 126 if it could not be started
 */
export function* runChild(
  process: Process,
  argv: readonly string[],
  folder: string,
  env: ReadonlyMap<string, string>,
): Task<{ readonly status: number; readonly signal?: Signal }> {
  const pid = process.spawn({ argv, env, cwd: folder });
  process.onSignal('SIGTERM', 'catch');
  process.onSignal('SIGINT', 'catch');
  for (;;) {
    try {
      const ended = yield* process.wait(pid);
      if (ended !== undefined) return ended;
    } catch (error) {
      if (!isInterrupt(error)) throw error;
      for (const signal of process.takeSignals()) {
        try {
          process.kill(pid, signal);
        } catch (gone) {
          if (!(gone instanceof SystemError)) throw gone;
        }
      }
    }
  }
}

/** Runs one script of a package, after saying so. Nothing happens if the package has none of that name. */
export function* runEvent(
  process: Process,
  folder: string,
  manifest: Manifest,
  event: string,
  args: readonly string[] = [],
  silent = false,
  command = 'run-script',
): Task<ScriptEnd> {
  const script =
    manifest.scripts?.[event] ??
    (event === 'start' && process.fs.exists(within(folder, 'server.js')) ? 'node server.js' : undefined);
  if (script === undefined) return { status: 0, command: '' };
  const id = idOf(manifest);
  const shown = [script.trim().replaceAll('\n', '\n> '), ...args].join(' ');
  if (!silent)
    yield* process.write(1, fromText(`\n> ${id === undefined ? '' : `${id} `}${event}\n> ${shown}\n\n`));
  const line = [script, ...args.map(quoted)].join(' ');
  const env = scriptEnvironment(process, folder, {
    npm_command: command,
    npm_lifecycle_event: event,
    npm_lifecycle_script: fromText(script),
    npm_package_json: within(folder, 'package.json'),
    ...(manifest.name === undefined ? {} : { npm_package_name: fromText(manifest.name) }),
    ...(manifest.version === undefined ? {} : { npm_package_version: fromText(manifest.version) }),
  });
  const ended = yield* runChild(process, ['sh', '-c', fromText(line)], folder, env);
  return { ...ended, command: `sh -c ${line}` };
}

/** @returns the error about a script that ended by a signal, or a script of an installation that failed */
export function scriptFailed(folder: string, { status, signal, command }: ScriptEnd): NpmError {
  return new NpmError(
    signal === undefined ? String(status) : undefined,
    [
      `path ${folder}`,
      'command failed',
      ...(signal === undefined ? [] : [`signal ${signal}`]),
      `command ${command}`,
    ],
    signal === undefined ? status : 1,
  );
}
