import type { Folder } from '../platform/folder.ts';
import type { Progress } from './events.ts';
import { LOG_FOLDER } from './log-name.ts';

/**
 * The progress of someone who has not begun.
 *
 * @returns a fresh value; its records have no prototype, so that no key can meet one of Object's own
 */
export function emptyProgress(): Progress {
  return { lessons: record(), items: record(), quizzes: record(), labs: record() };
}

function record<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

/**
 * Whether nothing was ever put into a profile's folder.
 *
 * @param folder the profile's folder, which may be missing
 * @returns false also where that cannot be seen; opening the log tells why
 */
export function isBlank(folder: Folder): boolean {
  try {
    return folder.list('').length === 0 && folder.list(LOG_FOLDER).length === 0;
  } catch {
    return false;
  }
}
