import { diskFolder } from '../platform/disk-folder.ts';
import { HISTORY_SIZE } from './shell-prompt.ts';

/** Where the lines typed at the prompt are kept, in the data folder of the learner's profile; the oldest first. */
const FILE = 'play-history';
/** The longest line that is worth keeping. Characters. */
const LONGEST = 4096;

/**
 * The lines of earlier sessions, the newest first; none if there is no file that can be read.
 *
 * @param folder the learner's data
 */
export function readHistory(folder: string): readonly string[] {
  try {
    const text = diskFolder(folder).read(FILE).toString();
    return text
      .split('\n')
      .filter((line) => line !== '')
      .slice(-HISTORY_SIZE)
      .reverse();
  } catch {
    return [];
  }
}

/**
 * Keeps the lines of a session. A disk that refuses is passed over: nothing is lost but convenience.
 *
 * @param lines the newest first
 */
export function keepHistory(folder: string, lines: readonly string[]): void {
  const kept = lines
    .filter((line) => line.length <= LONGEST && !/[\u0000-\u001f\u007f]/.test(line))
    .slice(0, HISTORY_SIZE)
    .reverse();
  try {
    diskFolder(folder).replace(FILE, kept.map((line) => `${line}\n`).join(''));
  } catch {
    // The log says so in its own notice when the disk refuses.
  }
}
