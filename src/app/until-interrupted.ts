import { EXIT } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';

/**
 * Waits until the user presses Ctrl-C or the system asks the process to end.
 *
 * @param stop ends what went on meanwhile
 * @returns the exit code of an interrupted program
 */
export function untilInterrupted(host: Host, stop: () => void): Promise<number> {
  return new Promise((resolve) => {
    const unlisten = host.onSignal((signal) => {
      if (signal === 'SIGCONT') return;
      unlisten();
      stop();
      resolve(EXIT.interrupted);
    });
  });
}
