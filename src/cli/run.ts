import { CommanderError } from 'commander';
import { EXIT, Interrupted, OptionError, UserError } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';
import { HelpAsked } from './command.ts';
import { withDockerWordsApart } from './docker-words.ts';
import { createProgram } from './program.ts';

/** Where to report a bug. */
const ISSUES = 'https://github.com/docker-tutor/docker-tutor/issues';

/**
 * Runs a command line.
 *
 * @param host the computer
 * @param argv the words after the program's name
 * @returns the exit code; every error has been told on stderr
 */
export async function runCli(host: Host, argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  try {
    const program = createProgram(host, (code) => {
      exitCode = code;
    });
    await program.parseAsync(withDockerWordsApart(argv, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    return await exitCodeOf(error, host, argv);
  }
}

async function exitCodeOf(error: unknown, host: Host, argv: readonly string[]): Promise<number> {
  if (error instanceof Interrupted || isPromptExit(error)) return EXIT.interrupted;
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
  if (error instanceof HelpAsked) return await (await import('./help.ts')).tellHelp(error, host);
  const { tellOptionError, tellUsageError, tellUserError } = await import('./errors.ts');
  if (error instanceof CommanderError) return tellUsageError(error, host, argv);
  if (error instanceof UserError) return tellUserError(error, host);
  if (error instanceof OptionError) return tellOptionError(error, host);
  host.stderr.write(
    `docker-tutor: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  host.stderr.write(`This is a bug in docker-tutor. Please report it with the lines above: ${ISSUES}\n`);
  return EXIT.bug;
}

/** Inquirer's prompts throw this on Ctrl-C; told by its name, so that inquirer need not be loaded to know. */
function isPromptExit(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
