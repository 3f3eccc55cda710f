import type { CommanderError } from 'commander';
import { languageFor } from '../app/settings.ts';
import { EXIT, type UserError } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';
import { type Messages, messagesOf } from '../text/messages/index.ts';

/**
 * Tells an error that the user can mend: one line says what is wrong, one what to do.
 *
 * @returns the exit code
 */
export function tellUserError(error: UserError, host: Host): number {
  host.stderr.write(`docker-tutor: ${error.message}\n`);
  if (error.hint !== undefined) host.stderr.write(`${error.hint}\n`);
  return error.exitCode;
}

/**
 * Tells what is wrong with a command line, in the user's language.
 *
 * @param error what commander found
 * @param argv the command line
 * @returns the exit code
 */
export function tellUsageError(error: CommanderError, host: Host, argv: readonly string[]): number {
  // A group of commands without a command has printed its help already.
  if (error.code === 'commander.help') return EXIT.wrongUse;
  const asked = argv.find((_, index) => argv[index - 1] === '--lang');
  const { error: words } = messagesOf(languageFor(host, asked === undefined ? {} : { lang: asked }));
  const suggestion = /\(Did you mean (?:one of )?([^,?)]+)/.exec(error.message)?.[1];
  const command = [
    'docker-tutor',
    ...argv
      .filter((word) => /^[a-z]/.test(word))
      .slice(0, argv[0] === 'pack' || argv[0] === 'config' ? 2 : 1),
  ];
  const hint = suggestion === undefined ? words.seeHelp(command.join(' ')) : words.didYouMean(suggestion);
  host.stderr.write(`docker-tutor: ${whatIsWrong(error, words)}\n${hint}\n`);
  return EXIT.wrongUse;
}

/** Commander puts what it complains of between quotes; its codes say what the complaint is. */
function whatIsWrong(error: CommanderError, words: Messages['error']): string {
  const [first = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  switch (error.code) {
    case 'commander.unknownOption':
      return words.unknownOption(first);
    case 'commander.unknownCommand':
      return words.unknownCommand(first);
    case 'commander.missingArgument':
      return words.missingArgument(first);
    case 'commander.optionMissingArgument':
      return words.optionMissingArgument(first);
    case 'commander.excessArguments':
      return words.excessArguments;
    case 'commander.conflictingOption':
      return words.conflictingOption(first, second);
    case 'commander.invalidArgument':
      return words.invalidChoice(second, /Allowed choices are (.*)\.$/m.exec(error.message)?.[1] ?? '');
    default:
      return error.message.replace(/^error: /, '');
  }
}
