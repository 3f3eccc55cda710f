import type { Language } from '../../grammar/help.ts';
import { parse } from '../../grammar/parse.ts';
import type { ParsedCommand } from '../../grammar/types.ts';
import type { Daemon } from '../daemon/api.ts';
import { fromText, toText } from '../kernel/bytes.ts';
import type { Process, Program, Task } from '../kernel/process.ts';
import { COMMAND_CODE } from './commands.ts';
import { type BuildCache, type CommandCode, CommandError, dockerOf } from './docker.ts';

/** What the docker command is put together with. */
export interface DockerOptions {
  /** The builder's cache; left out: there is none. */
  readonly buildCache?: BuildCache;
  /** Of the descriptions in help. */
  readonly language?: Language;
  /**
   * Commands that live elsewhere, by full name (`buildx build`) or by the word that gathers them (`compose`): the builder
   * and Compose plug in here.
   */
  readonly plugins?: ReadonlyMap<string, CommandCode>;
}

function codeOf(parsed: ParsedCommand, plugins: DockerOptions['plugins']): CommandCode | undefined {
  const name = parsed.command.path.join(' ');
  return COMMAND_CODE.get(name) ?? plugins?.get(name) ?? plugins?.get(parsed.command.path[0] ?? '');
}

/** @returns what is asked for and the sandbox does not have: a command or a flag, as it is written; undefined if all is there */
function notModelled(parsed: ParsedCommand, code: CommandCode | undefined): string | undefined {
  const { command, words, global } = parsed;
  if (command.notModelled === true || code === undefined) return parsed.name;
  const refused = words.find(({ flag }) => flag?.notModelled === true);
  if (refused?.flag !== undefined) return `--${refused.flag.name}`;
  const context = global.get('context');
  return context === undefined || context === 'default' ? undefined : `--context ${String(context)}`;
}

const CREATES = new Set(['container run', 'container create']);

function* perform(
  process: Process,
  daemon: Daemon,
  parsed: ParsedCommand,
  options: DockerOptions,
): Task<number> {
  const code = codeOf(parsed, options.plugins);
  const docker = dockerOf(process, daemon, parsed, options.buildCache);
  yield* docker.out(parsed.notice);
  const missing = notModelled(parsed, code);
  if (missing !== undefined || code === undefined) {
    yield* docker.err(`docker: the sandbox does not model ${missing} yet\n`);
    return CREATES.has(parsed.command.path.join(' ')) ? 125 : 1;
  }
  try {
    return yield* code(docker);
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    yield* docker.err(`${problem.message}\n`);
    return problem.exit;
  }
}

/**
 * The `docker` command: an ordinary program of the host that talks to the daemon.
 * @param daemon asked through the process, so that an undo can bring the command back
 */
export function dockerProgram(daemon: Daemon, options: DockerOptions = {}): Program {
  return function* docker(process) {
    const result = parse(process.argv.slice(1).map(toText), options.language);
    if (result.kind === 'command') return yield* perform(process, daemon, result.parsed, options);
    const { stdout, stderr, exit } = result.answer;
    if (stdout !== '') yield* process.write(1, fromText(stdout));
    if (stderr !== '') yield* process.write(2, fromText(stderr));
    return exit;
  };
}
