import inquirer from 'inquirer';

/** Something to choose from a menu. */
export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/**
 * Lets the user choose from a menu, by arrows or by typing.
 *
 * @param message the question
 * @param choices what to choose from
 * @param preset where the pointer begins
 * @throws an `ExitPromptError` on Ctrl-C, which ends the program as interrupted
 */
export async function choose<T>(message: string, choices: readonly Choice<T>[], preset?: T): Promise<T> {
  const { answer } = await inquirer.prompt([
    {
      type: 'select',
      name: 'answer',
      message,
      choices: [...choices],
      pageSize: 14,
      loop: false,
      ...(preset === undefined ? {} : { default: preset }),
    },
  ]);
  return answer as T;
}

/**
 * Asks for yes or no; no unless the user says otherwise.
 *
 * @param message the question
 */
export async function confirm(message: string): Promise<boolean> {
  const { answer } = await inquirer.prompt([{ type: 'confirm', name: 'answer', message, default: false }]);
  return answer === true;
}
