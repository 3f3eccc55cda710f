import type { Folder } from '../platform/folder.ts';
import { DAMAGED_FOLDER, LOG_FOLDER } from './log-name.ts';
import type { LogReading } from './log-reader.ts';
import type { StoreNotice } from './port.ts';
import { setAside } from './set-aside.ts';

/**
 * Sets aside what is damaged in the log, and says what the learner must know.
 *
 * @param folder the profile's folder
 * @param reading what reading the log gave
 * @param newer how many events of newer versions there are
 * @returns one notice for each file with something newly set aside, for each unreadable one, and for newer events
 */
export function noticesOf(folder: Folder, reading: LogReading, newer: number): StoreNotice[] {
  const notices: StoreNotice[] = [];
  for (const [name, parts] of reading.damaged) {
    const asides = parts.map((part) => ({ ...part, aside: setAside(folder, name, part.from, part.bytes) }));
    const news = asides.filter(({ aside }) => aside?.isNew !== false);
    const [first] = news;
    if (!first) continue;
    // Where the disk refused the copy, the bytes are still in the log.
    const place = first.aside?.name ?? `${LOG_FOLDER}/${name}`;
    notices.push({
      kind: 'set-aside',
      file: `${folder.path}/${news.length > 1 && first.aside ? DAMAGED_FOLDER : place}`,
      bytes: news.reduce((sum, part) => sum + part.bytes.length, 0),
    });
  }
  for (const { name, code } of reading.unreadable) {
    notices.push({ kind: 'unreadable', code, path: `${folder.path}/${name}` });
  }
  if (newer > 0) notices.push({ kind: 'newer', events: newer });
  return notices;
}
