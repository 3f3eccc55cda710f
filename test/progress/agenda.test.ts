import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY } from '../../src/progress/days.ts';
import { dueItems } from '../../src/progress/due.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
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

/** The keys of what is due, or nothing if the store cannot tell. */
function dueKeys(store: ProgressStore, now: number): string[] | undefined {
  return store.dueToday(now)?.map(({ key }) => key);
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
      expect(store.dueToday(NOW + days * DAY)).toEqual(dueItems(store.progress, NOW + days * DAY));
    }
    expect(dueKeys(open(folder), NOW + DAY)).toEqual(['pack/wrong', 'pack/other']);
  });

  it('is told without reading what is known of every item', () => {
    settleAt(NOW + 2 * HOUR);
    const text = folder.read('snapshot.json').toString();
    folder.put('snapshot.json', text.replace(/"items":.*\}\n$/s, '"items":"not asked for"}\n'));
    expect(dueKeys(open(folder), NOW + DAY)).toEqual(['pack/wrong', 'pack/other']);
  });

  it('leaves out what was answered today, in this run or in one before', () => {
    settleAt(NOW + 2 * HOUR);
    const store = open(folder);
    store.record([seen('a'), answered('pack/wrong')], NOW + DAY);
    expect(dueKeys(store, NOW + DAY)).toEqual(['pack/other']);
    expect(dueKeys(open(folder), NOW + DAY)).toEqual(['pack/other']);
  });

  it('is unknown while answers of an earlier day are not settled', () => {
    settleAt(NOW + 2 * HOUR);
    open(folder).record([answered('pack/wrong')], NOW + DAY);
    expect(dueKeys(open(folder), NOW + 2 * DAY)).toBeUndefined();
    settleAt(NOW + 2 * DAY);
    expect(dueKeys(open(folder), NOW + 2 * DAY)).toEqual(['pack/other']);
  });

  it('is unknown while an answer whose confidence was still awaited is of an earlier day', () => {
    settleAt(NOW + 1000);
    open(folder).record([answered('pack/late', false)], NOW + 2 * HOUR);
    settleAt(NOW + 2.5 * HOUR);
    expect(dueKeys(open(folder), NOW + 2.5 * HOUR)).toEqual([]);
    expect(dueKeys(open(folder), NOW + DAY)).toBeUndefined();
  });

  it('is unknown after something was forgotten', () => {
    settleAt(NOW + 2 * HOUR);
    open(folder).record([{ type: 'reset', lesson: '*', items: [] }], NOW + DAY);
    expect(dueKeys(open(folder), NOW + DAY)).toBeUndefined();
  });

  it('passes over events of newer versions', () => {
    settleAt(NOW + 2 * HOUR);
    const newer = { ...event(99, { type: 'reset', lesson: '*', items: [] }, 'ann'), v: 2 };
    folder.put(logFile('ann'), `${JSON.stringify(newer)}\n`);
    expect(dueKeys(open(folder), NOW + DAY)).toEqual(['pack/wrong', 'pack/other']);
  });
});
