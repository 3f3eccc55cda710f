import type { Argument, Command, HelpConfiguration, Option } from 'commander';
import { languageFor } from '../app/settings.ts';
import { EXIT } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';
import { EXAMPLES, type HelpText, helpEn } from '../text/messages/help.en.ts';
import type { HelpAsked } from './command.ts';

/** The words of a command from the program's own on: `pack check`; the program itself is `docker-tutor`. */
function pathOf(command: Command): string {
  const words: string[] = [];
  for (let each: Command | null = command; each?.parent != null; each = each.parent)
    words.unshift(each.name());
  return words.length === 0 ? 'docker-tutor' : words.join(' ');
}

/**
 * Tells the help of a command in the user's language: on stdout if it was asked for, on stderr if it stands for an
 * error, such as a group of commands without a command.
 *
 * @param host where the language is told
 * @returns the exit code
 */
export async function tellHelp({ command, isError }: HelpAsked, host: Host): Promise<number> {
  const isKorean = languageFor(host, command.optsWithGlobals()) === 'ko';
  const { text, cells } = isKorean
    ? (await import('./help-korean.ts')).koreanHelp
    : { text: helpEn, cells: {} };
  configureHelp(command, text, cells);
  const examples = EXAMPLES[pathOf(command)] ?? [];
  const lines = [
    command.helpInformation({ error: isError }),
    ...(examples.length === 0
      ? []
      : [`${text.titles.examples}\n`, ...examples.map((line) => `  ${line}\n`), '\n']),
    ...(command.parent === null ? [`${text.more}\n`] : []),
  ];
  if (isError) host.stderr.write(lines.join(''));
  else host.write(lines.join(''));
  return isError ? EXIT.wrongUse : EXIT.done;
}

/** Gives a command the words of a language: commander knows only the names of things. */
function configureHelp(command: Command, text: HelpText, cells: HelpConfiguration): void {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': text.titles.usage,
    'Arguments:': text.titles.arguments,
    'Options:': text.titles.options,
    'Global Options:': text.titles.globalOptions,
    'Commands:': text.titles.commands,
  };
  command.configureHelp({
    ...cells,
    showGlobalOptions: true,
    styleTitle: (title) => titles[title] ?? title,
    commandDescription: (each) => text.commands[pathOf(each)] ?? '',
    subcommandDescription: (each) => text.commands[pathOf(each)] ?? '',
    argumentDescription: (argument: Argument) => argument.description,
    optionDescription: ({ long }: Option) =>
      text.options[`${pathOf(command)} ${long}`] ?? text.options[long ?? ''] ?? '',
    visibleArguments: (each: Command) => {
      for (const argument of each.registeredArguments) {
        argument.description = text.arguments[`${pathOf(each)} ${argument.name()}`] ?? '';
      }
      return each.registeredArguments.filter((argument) => argument.description !== '');
    },
  });
}
