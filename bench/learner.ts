/** Data folders of learners who have been at it for years. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '../src/platform/data-folder.ts';
import type { Event } from '../src/progress/events.ts';
import { writeLines } from '../src/progress/log-lines.ts';
import { LOG_FOLDER, writerFileName } from '../src/progress/log-name.ts';

/**
 * Writes a log as another computer would have left it on a home that both use, without a snapshot.
 *
 * @param home the learner's data folder; made if it is not there
 * @param events of one writer, in order
 */
export function putLog(home: string, events: readonly Event[]): void {
  const folder = join(dataPaths(home).profile, LOG_FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, writerFileName('learner0001', 'elsewhere', 1)), writeLines(events));
}
