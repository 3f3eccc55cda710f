import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { completionScript, SHELLS } from '../completion-scripts.ts';

/** `completion <shell>`: a script that asks the program itself for what can come next. */
export function run(host: Host, options: GlobalOptions, shell: string): Promise<number> {
  return withSession(host, options, ({ messages, write }) => {
    const known = SHELLS.find((each) => each === shell);
    if (known === undefined) {
      const { error, config } = messages;
      throw new UserError(error.invalidChoice(shell, SHELLS.join(', ')), config.oneOf(SHELLS.join(', ')));
    }
    write(completionScript(known));
    return EXIT.done;
  });
}
