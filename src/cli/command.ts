import { Command, type HelpContext } from 'commander';

/** Thrown when a command line asks for help, or leaves a group without a command: the words are loaded only then. */
export class HelpAsked extends Error {
  readonly command: Command;
  /** Whether help stands for an error. */
  readonly isError: boolean;

  constructor(command: Command, isError: boolean) {
    super(`help of ${command.name()}`);
    this.command = command;
    this.isError = isError;
  }
}

/** A command whose help is told by whoever runs it, in the user's language. */
export class TutorCommand extends Command {
  constructor(name?: string) {
    super(name);
    this.helpCommand(false);
  }

  /** Commands below this one are of the same kind. */
  override createCommand(name?: string): TutorCommand {
    return new TutorCommand(name);
  }

  /** @throws HelpAsked always */
  override outputHelp(context?: HelpContext | ((text: string) => string)): never {
    throw new HelpAsked(this, typeof context === 'object' && context.error === true);
  }
}
