import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY } from '../../src/progress/days.ts';
import { dueItems } from '../../src/progress/due.ts';
import { cardsToKeep, settleAll } from '../../src/progress/schedule.ts';
import { answered, event, logFile, NOW, open, seen } from './fixtures.ts';
import { type MemoryFolder, memoryFolder } from './memory-folder.ts';

const HOUR = DAY / 24;

let folder: MemoryFolder = memoryFolder();

/** Opens the store, settles it at some time, and closes it. */
function settleAt(now: number): void {
  const store = open(folder);
  const settled = settleAll(store.progress, now);
  store.settle(cardsToKeep(store.progress, settled, new Map()), now);
  store.close();
}

beforeEach(() => {
  // Hours later is the same day, wherever the tests run.
  vi.stubEnv('TZ', 'UTC');
  folder = memoryFolder();
  const store = open(folder);
  store.record([answered('pack/wrong', false), answered('pack/right')], NOW);
  store.record([answered('pack/other', false)], NOW + 1000);
  store.close();
});

describe('what is due, told by the store', () => {
  it('is unknown before anything was settled', () => {
    expect(open(folder).dueToday(NOW)).toBeUndefined();
  });

  it('is what progress says once it is settled', () => {
    settleAt(NOW + 2 * HOUR);
    for (const days of [0, 1, 2, 3, 40]) {
      const store = open(folder);
      const now = NOW + days * DAY;
      expect(store.dueToday(now)).toEqual(dueItems(store.progress, now).map(({ key }) => key));
    }
    expect(open(folder).dueToday(NOW + DAY)).toEqual(['pack/wrong', 'pack/other']);
  });

  it('is told without reading what is known of every item', () => {
    settleAt(NOW + 2 * HOUR);
    const text = folder.read('snapshot.json').toString();
    folder.put('snapshot.json', text.replace(/"items":.*\}\n$/s, '"items":"not asked for"}\n'));
    expect(open(folder).dueToday(NOW + DAY)).toEqual(['pack/wrong', 'pack/other']);
  });

  it('leaves out what was answered today, in this run or in one before', () => {
    settleAt(NOW + 2 * HOUR);
    const store = open(folder);
    store.record([seen('a'), answered('pack/wrong')], NOW + DAY);
    expect(store.dueToday(NOW + DAY)).toEqual(['pack/other']);
    expect(open(folder).dueToday(NOW + DAY)).toEqual(['pack/other']);
  });

  it('is unknown while answers of an earlier day are not settled', () => {
    settleAt(NOW + 2 * HOUR);
    open(folder).record([answered('pack/wrong')], NOW + DAY);
    expect(open(folder).dueToday(NOW + 2 * DAY)).toBeUndefined();
    settleAt(NOW + 2 * DAY);
    expect(open(folder).dueToday(NOW + 2 * DAY)).toEqual(['pack/other']);
  });

  it('is unknown while an answer whose confidence was still awaited is of an earlier day', () => {
    settleAt(NOW + 1000);
    open(folder).record([answered('pack/late', false)], NOW + 2 * HOUR);
    settleAt(NOW + 2.5 * HOUR);
    expect(open(folder).dueToday(NOW + 2.5 * HOUR)).toEqual([]);
    expect(open(folder).dueToday(NOW + DAY)).toBeUndefined();
  });

  it('is unknown after something was forgotten', () => {
    settleAt(NOW + 2 * HOUR);
    open(folder).record([{ type: 'reset', lesson: '*', items: [] }], NOW + DAY);
    expect(open(folder).dueToday(NOW + DAY)).toBeUndefined();
  });

  it('passes over events of newer versions', () => {
    settleAt(NOW + 2 * HOUR);
    const newer = { ...event(99, { type: 'reset', lesson: '*', items: [] }, 'ann'), v: 2 };
    folder.put(logFile('ann'), `${JSON.stringify(newer)}\n`);
    expect(open(folder).dueToday(NOW + DAY)).toEqual(['pack/wrong', 'pack/other']);
  });
});
