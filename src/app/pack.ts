import { join } from 'node:path';
import { type CheckResult, checkAndReplay, type PackToCheck } from '../lint/check.ts';
import { checkFit } from '../lint/fit.ts';
import { checkQuizFit } from '../lint/quiz-fit.ts';
import { openPack } from '../platform/pack-folder.ts';
import type { Messages } from '../text/messages/index.ts';
import { cannotRead } from './failures.ts';
import type { Session } from './session.ts';

/**
 * Opens packs for checking, each afresh, so that files that came or went are seen.
 *
 * @param paths folders or files as the user named them; the current folder without any
 * @throws UserError for a path that cannot be read
 */
export function packsToCheck(paths: readonly string[], messages: Messages): PackToCheck[] {
  return (paths.length === 0 ? ['.'] : paths).map((path) => {
    const opened = openPack(path);
    if ('error' in opened) throw cannotRead(path, opened.code, messages);
    return opened;
  });
}

/** Everything that can be said of packs: the fit of their steps and questions, and their labs done on the sandbox, too. */
export async function check(packs: readonly PackToCheck[], session: Session): Promise<CheckResult> {
  const { replaySandboxes } = await import('./lab-sandbox.ts');
  return await checkAndReplay(packs, { fit: checkFit, quizFit: checkQuizFit }, replaySandboxes(session));
}

/** The files of packs, for watching them. */
export function filesOf(packs: readonly PackToCheck[]): string[] {
  return packs.flatMap(({ reader }) => reader.list().map((file) => join(reader.root, file)));
}
