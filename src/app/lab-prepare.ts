/** Where a lab begins: its setup is run on an engine. */
import { problemOfCommand } from '../content/lab-command.ts';
import type { Lab } from '../content/types.ts';
import type { EnginePort } from '../engine/port.ts';
import { UserError } from '../platform/errors.ts';
import type { Lang } from '../text/localized.ts';
import { labMessagesOf } from '../text/messages/lab.ts';

/**
 * Runs the setup of a lab, command by command, as vectors of arguments and never by a shell.
 *
 * @param tell hears each command before it runs
 * @param cwd the lab's folder, where the engine has one on this computer
 * @throws UserError if a command fails, or is none that a lab may run: packs that were loaded have none, but this is the
 *   one place where a pack makes something run
 */
export async function prepare(
  lab: Lab,
  port: Pick<EnginePort, 'exec'>,
  lang: Lang,
  tell: (line: string) => void = () => undefined,
  cwd?: string,
): Promise<void> {
  const words = labMessagesOf(lang);
  for (const argv of lab.setup) {
    const line = `docker ${argv.join(' ')}`;
    if (problemOfCommand(argv) !== undefined) throw new UserError(words.docker.setupForbidden(line));
    tell(line);
    const { exit, stderr } = await port.exec(argv, cwd === undefined ? {} : { cwd });
    if (exit === 0) continue;
    throw new UserError(words.docker.setupFailed(line), stderr.trim().split('\n').at(-1));
  }
}
