import { UserError } from '../platform/errors.ts';
import type { Drawn } from './drawn.ts';
import type { Session } from './session.ts';

/**
 * Draws a Compose file.
 *
 * @param path the file, relative to the current folder
 * @throws UserError for a file that Compose would refuse
 */
export async function drawComposeFile(_session: Session, path: string): Promise<Drawn> {
  throw new UserError(`${path}: Compose files cannot be drawn yet`);
}
