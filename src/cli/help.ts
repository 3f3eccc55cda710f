import type { Argument, Command, Option } from 'commander';
import { languageFor } from '../app/settings.ts';
import type { Host } from '../platform/host.ts';
import { EXAMPLES, type HelpText, helpEn } from '../text/messages/help.en.ts';
import { helpKo } from '../text/messages/help.ko.ts';
import { displayWidth } from '../text/width.ts';

/** The words of a command from the program's own on: `pack check`; the program itself is `docker-tutor`. */
function pathOf(command: Command): string {
  const words: string[] = [];
  for (let each: Command | null = command; each?.parent != null; each = each.parent)
    words.unshift(each.name());
  return words.length === 0 ? 'docker-tutor' : words.join(' ');
}

/**
 * Gives a program help in the user's language, looked up only when help is printed.
 *
 * @param program the program, before any of its commands is declared, so that they inherit this
 * @param host where the language is told
 */
export function configureHelpIn(program: Command, host: Host): void {
  const text = (): HelpText => (languageFor(host, program.opts()) === 'ko' ? helpKo : helpEn);
  const titles = (): Readonly<Record<string, string>> => {
    const { titles } = text();
    return {
      'Usage:': titles.usage,
      'Arguments:': titles.arguments,
      'Options:': titles.options,
      'Global Options:': titles.globalOptions,
      'Commands:': titles.commands,
    };
  };

  program.helpOption('-h, --help').helpCommand(false).exitOverride();
  program.configureHelp({
    showGlobalOptions: true,
    displayWidth,
    styleTitle: (title) => titles()[title] ?? title,
    commandDescription: (command) => text().commands[pathOf(command)] ?? '',
    subcommandDescription: (command) => text().commands[pathOf(command)] ?? '',
    argumentDescription: (argument: Argument) => argument.description,
    optionDescription: (option: Option) => {
      const { options } = text();
      return options[option.description] ?? options[option.long ?? ''] ?? '';
    },
    visibleArguments: (command: Command) => {
      const { arguments: words } = text();
      for (const argument of command.registeredArguments) {
        argument.description = words[`${pathOf(command)} ${argument.name()}`] ?? '';
      }
      return command.registeredArguments.filter((argument) => argument.description !== '');
    },
  });
  program.configureOutput({
    // Errors are told by the program itself, in the user's language, with what to do.
    outputError: () => undefined,
  });
  program.addHelpText('afterAll', ({ command }) => {
    const examples = EXAMPLES[pathOf(command)] ?? [];
    const lines =
      examples.length === 0
        ? ''
        : `\n${text().titles.examples}\n${examples.map((line) => `  ${line}`).join('\n')}\n`;
    return command.parent === null ? `${lines}\n${text().more}` : lines;
  });
}
