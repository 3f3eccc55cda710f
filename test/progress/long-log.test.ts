import { expect, it } from 'vitest';
import { DAY } from '../../src/progress/days.ts';
import { dueItems } from '../../src/progress/due.ts';
import { writeLines } from '../../src/progress/log-lines.ts';
import { cardsToKeep, settleAll } from '../../src/progress/schedule.ts';
import { learnerLog } from '../helpers/learner-log.ts';
import { logFile, NOW, open } from './fixtures.ts';
import { memoryFolder } from './memory-folder.ts';

const items = Array.from({ length: 400 }, (_, index) => `pack/item-${index}`);
const events = learnerLog({ items, events: 12_000, days: 200, end: NOW });

it('is settled once: what is due is then known without the log and without the items', () => {
  const folder = memoryFolder();
  folder.put(logFile('learner0001'), writeLines(events));
  const first = open(folder);
  const later = NOW + 2 * 60 * 60 * 1000;
  const settled = settleAll(first.progress, later);
  first.settle(cardsToKeep(first.progress, settled, new Map()), later);
  first.close();

  folder.bytesRead = 0;
  const second = open(folder);
  expect(second.dueToday(NOW + DAY)).toEqual(dueItems(settled, NOW + DAY).map(({ key }) => key));
  expect(folder.bytesRead).toBeLessThan(folder.size('snapshot.json'));
  expect(folder.size('snapshot.json')).toBeLessThan(folder.size(logFile('learner0001')) / 4);
  expect(second.progress).toEqual(settled);
});
