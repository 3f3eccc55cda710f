import type { Session } from './session.ts';

/**
 * `play`: a shell on the sandbox.
 *
 * @param json in a pipe: one document instead of what commands print
 * @returns the exit code
 */
export async function play(session: Session, json: boolean): Promise<number> {
  if (session.terminal.interactive && !json) {
    const { playOnTerminal } = await import('./play/terminal.ts');
    return await playOnTerminal(session);
  }
  const { playInPipe } = await import('./play/pipe.ts');
  return await playInPipe(session, json);
}
