import type { CommanderError } from 'commander';
import { languageFor } from '../app/settings.ts';
import { EXIT, type OptionError, type UserError } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';
import { withoutControls } from '../text/control.ts';
import { type Messages, messagesOf } from '../text/messages/index.ts';

/**
 * Tells an error that the user can mend: one line says what is wrong, one what to do.
 *
 * @returns the exit code
 */
export function tellUserError(error: UserError, host: Host): number {
  tell(host, error.message, error.hint);
  return error.exitCode;
}

/**
 * Tells that a global option cannot be what it is.
 *
 * @returns the exit code
 */
export function tellOptionError({ option, given, lang }: OptionError, host: Host): number {
  const { error: words } = messagesOf(lang);
  if (option === 'lang') tell(host, words.badLanguage(given), words.badLanguageHint);
  else tell(host, words.badProfile(given), words.badProfileHint);
  return EXIT.wrongUse;
}

/**
 * Tells what is wrong with a command line, in the user's language.
 *
 * @param error what commander found
 * @param argv the command line
 * @returns the exit code
 */
export function tellUsageError(error: CommanderError, host: Host, argv: readonly string[]): number {
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
  tell(host, whatIsWrong(error, words), hint);
  return EXIT.wrongUse;
}

/** Words of the command line come back in errors, and may have been pasted with anything in them. */
function tell(host: Host, problem: string, hint: string | undefined): void {
  host.stderr.write(`docker-tutor: ${withoutControls(problem)}\n`);
  if (hint !== undefined) host.stderr.write(`${withoutControls(hint)}\n`);
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
