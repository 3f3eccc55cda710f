import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Agenda, agendaOf, dueOfAgenda } from '../../src/progress/agenda.ts';
import { DAY } from '../../src/progress/days.ts';
import { dueItems } from '../../src/progress/due.ts';
import type { Event, Progress } from '../../src/progress/events.ts';
import { fold } from '../../src/progress/fold.ts';
import { writeLines } from '../../src/progress/log-lines.ts';
import {
  readSnapshot,
  SNAPSHOT_FORMAT,
  type StoredSnapshot,
  writeSnapshot,
} from '../../src/progress/snapshot.ts';
import { answered, event, logFile, NOW, open, seen, someEvents } from './fixtures.ts';
import { type MemoryFolder, memoryFolder } from './memory-folder.ts';

const LOG = logFile('someone');

/** What a snapshot would say that knows something else than the log. */
const stale = { lessons: {}, items: {}, quizzes: {}, labs: {} };

/** A log of many events, with a snapshot that the store wrote. */
function withSnapshot(count = 300): { folder: MemoryFolder; events: Event[] } {
  const events = Array.from({ length: count }, (_, index) =>
    event(
      index + 1,
      index % 2 === 0 ? seen(`step-${index % 7}`) : answered(`pack/${index % 5}`, index % 3 === 0),
    ),
  );
  const folder = memoryFolder();
  folder.put(LOG, writeLines(events));
  open(folder).close();
  return { folder, events };
}

/** A log of so many items that the snapshot is read in parts. */
function withManyItems(): { folder: MemoryFolder; events: Event[] } {
  const events = Array.from({ length: 6000 }, (_, index) => event(index + 1, answered(`pack/${index}`)));
  const folder = memoryFolder();
  folder.put(LOG, writeLines(events));
  open(folder).close();
  return { folder, events };
}

describe('a snapshot', () => {
  it('is written only when there is much behind it', () => {
    expect(withSnapshot(200).folder.files.has('snapshot.json')).toBe(false);
    expect(withSnapshot(201).folder.files.has('snapshot.json')).toBe(true);
  });

  it('lets opening read nothing of what it covers', () => {
    const { folder, events } = withSnapshot(1000);
    folder.bytesRead = 0;
    const store = open(folder);
    expect(folder.bytesRead).toBe(folder.size('snapshot.json'));
    expect(store.progress).toEqual(fold(events));
    const [next] = store.record([seen('new')], NOW);
    expect(next?.n).toBe(1001);
    store.close();
    folder.bytesRead = 0;
    expect(open(folder).progress).toEqual(fold([...events, next!]));
    expect(folder.bytesRead).toBeLessThan(folder.size('snapshot.json') + 200);
  });

  it('is used with what other writers added, and all is told about newer events', () => {
    const { folder, events } = withSnapshot();
    const more = [event(301, seen('x'), 'ann'), { ...event(302, seen('y'), 'ann'), v: 2 }];
    folder.put(logFile('ann'), writeLines(more));
    const size = folder.size(LOG);
    folder.bytesRead = 0;
    const store = open(folder);
    expect(folder.bytesRead).toBeLessThan(size);
    expect(store.progress).toEqual(fold([...events, ...more]));
    expect(store.notices).toEqual([{ kind: 'newer', events: 1 }]);
  });

  it('remembers how many newer events it passed over', () => {
    const { events } = withSnapshot();
    const folder = memoryFolder();
    folder.put(LOG, writeLines([...events, { ...event(400, seen('x')), v: 2 }]));
    open(folder).close();
    expect(stored(folder)).toMatchObject({ newer: 1, maxN: 400 });
    expect(open(folder).notices).toEqual([{ kind: 'newer', events: 1 }]);
  });

  it('is not used when something belongs before its end', () => {
    const { folder, events } = withSnapshot();
    const late = [event(2, { type: 'reset', lesson: '*', items: [] }, 'ann')];
    folder.put(logFile('ann'), writeLines(late));
    expect(open(folder).progress).toEqual(fold([...events, ...late]));
  });

  it('is not used when something belongs beside its end, for ids decide there', () => {
    const { folder, events } = withSnapshot(301);
    const beside = [event(301, seen('x'), 'ann')];
    folder.put(logFile('ann'), writeLines(beside));
    const { progress } = open(folder);
    expect(progress).toEqual(fold([...events, ...beside]));
    expect(progress.lessons['pack/lesson']?.step).not.toBe('x');
  });

  it('is replaced when an import put something before its end', () => {
    const { folder, events } = withSnapshot();
    const store = open(folder);
    const late = [event(2, { type: 'reset', lesson: '*', items: [] }, 'ann')];
    store.merge(late);
    store.close();
    folder.bytesRead = 0;
    expect(open(folder).progress).toEqual(fold([...events, ...late]));
    expect(folder.bytesRead).toBe(folder.size('snapshot.json'));
  });

  it('leaves out what the disk has not taken', () => {
    const { folder, events } = withSnapshot(150);
    const store = open(folder);
    store.record(
      Array.from({ length: 100 }, (_, index) => seen(`kept-${index}`)),
      NOW,
    );
    folder.beforeChange = (change) => {
      if (change.includes('log/')) throw Object.assign(new Error(), { code: 'ENOSPC' });
    };
    store.record([seen('refused')], NOW);
    store.close();
    folder.beforeChange = () => {};
    expect(folder.files.has('snapshot.json')).toBe(false);
    expect(open(folder).progress.lessons['pack/lesson']?.seen).not.toContain('refused');
    expect(open(folder).events()).toHaveLength(events.length + 100);
  });

  it('is not needed, and not missed when it cannot be written', () => {
    const { folder, events } = withSnapshot(100);
    folder.beforeChange = (change) => {
      if (change === 'replace snapshot.json') throw Object.assign(new Error(), { code: 'ENOSPC' });
    };
    const store = open(folder);
    const recorded = store.record(
      Array.from({ length: 150 }, (_, index) => seen(`s${index}`)),
      NOW,
    );
    store.close();
    expect(store.notices).toEqual([]);
    expect(open(folder).progress).toEqual(fold([...events, ...recorded]));
  });

  it.each<[string, (folder: MemoryFolder) => void]>([
    ['is gone', (folder) => folder.remove('snapshot.json')],
    ['is empty', (folder) => folder.put('snapshot.json', '')],
    ['was cut short', (folder) => folder.put('snapshot.json', folder.read('snapshot.json').subarray(0, -20))],
    ['is something else', (folder) => folder.put('snapshot.json', '[1]')],
    ['is null', (folder) => folder.put('snapshot.json', 'null')],
    ['is of a newer format', (folder) => edit(folder, { format: SNAPSHOT_FORMAT + 1 })],
    ['has lessons of another shape', (folder) => edit(folder, { lessons: { a: 1 } })],
    ['has no quizzes', (folder) => edit(folder, { quizzes: null })],
    ['has quizzes of another shape', (folder) => edit(folder, { quizzes: { q: { attempt: {} } } })],
    ['has no list of files', (folder) => edit(folder, { covers: null })],
    ['has no clock', (folder) => edit(folder, { maxN: 'many' })],
    [
      'knows a file that vanished',
      (folder) => edit(folder, { ...stale, covers: { 'gone.jsonl': 1, [LOG.slice(4)]: folder.size(LOG) } }),
    ],
    [
      'knows more of a file than there is',
      (folder) => edit(folder, { ...stale, covers: { [LOG.slice(4)]: folder.size(LOG) + 1 } }),
    ],
  ])('is thrown away when it %s', (_what, damage) => {
    const { folder, events } = withSnapshot();
    damage(folder);
    const store = open(folder);
    expect(store.progress).toEqual(fold(events));
    expect(store.notices).toEqual([]);
    store.close();
    expect(stored(folder)).toMatchObject({ maxN: 300 });
  });

  it.each<[string, object]>([
    ['items', { items: { a: { seen: '1' } } }],
    ['cards', { items: { a: { revision: 1, seen: 1, correct: 1, pending: [], rightDays: [], card: {} } } }],
    ['reviews', { items: { a: { revision: 1, seen: 1, correct: 1, pending: [{}], rightDays: [] } } }],
    ['nothing where items are', { items: null }],
  ])('is done without when it turns out to have %s of another shape', (_what, changes) => {
    const { folder, events } = withSnapshot();
    edit(folder, changes);
    folder.put(logFile('ann'), writeLines([event(301, answered('pack/new'), 'ann')]));
    const store = open(folder);
    expect(store.progress).toEqual(fold([...events, event(301, answered('pack/new'), 'ann')]));
    expect(store.notices).toEqual([]);
    store.close();
    expect(folder.files.has('snapshot.json')).toBe(false);
    open(folder).close();
    expect(stored(folder)).toMatchObject({ maxN: 301 });
  });

  it('has its items parsed only for those who ask', () => {
    const { folder, events } = withSnapshot();
    edit(folder, { items: 'broken' });
    const store = open(folder);
    const [next] = store.record([answered('pack/0', false)], NOW);
    expect(folder.files.has('snapshot.json')).toBe(true);
    expect(store.progress).toEqual(fold([...events, next!]));
  });

  it('is read no further than its items by those who do not ask for them, however many they are', () => {
    const { folder, events } = withManyItems();
    expect(folder.size('snapshot.json')).toBeGreaterThan(1024 * 1024);
    folder.bytesRead = 0;
    const store = open(folder);
    expect(store.dueToday(NOW)).toEqual([]);
    expect(folder.bytesRead).toBeLessThan(70 * 1024);
    expect(store.progress).toEqual(fold(events));
  });

  it('gives what it gave when it was opened, also if another took its place before its items were asked for', () => {
    const { folder, events } = withManyItems();
    const store = open(folder);
    const later = event(6001, answered('pack/0', false), 'ann');
    folder.put(logFile('ann'), writeLines([later]));
    writeSnapshot(folder, { covers: {}, maxN: 6001, newer: 0, progress: fold([...events, later]) });
    expect(store.progress).toEqual(fold(events));
    expect(folder.files.has('snapshot.json')).toBe(true);
  });

  it('is done without when it turns out to be cut short among many items', () => {
    const { folder, events } = withManyItems();
    folder.put('snapshot.json', folder.read('snapshot.json').subarray(0, -20));
    expect(open(folder).progress).toEqual(fold(events));
    expect(folder.files.has('snapshot.json')).toBe(false);
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const folder = memoryFolder();
        const snapshot = { covers: { 'a.jsonl': 3 }, maxN: 9, newer: 1, progress: fold(events) };
        writeSnapshot(folder, snapshot);
        const { agenda, ...rest } = stored(folder)!;
        expect(rest).toEqual(snapshot);
        expect(allOf(agenda)).toEqual(allOf(agendaOf(snapshot.progress)));
      }),
    );
  });

  it('tells what is due today as the items themselves do', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 40_000 }), { maxLength: 900 }), (days) => {
        const progress = scheduled(days);
        const folder = memoryFolder();
        writeSnapshot(folder, { covers: {}, maxN: 0, newer: 0, progress });
        const { agenda } = stored(folder)!;
        expect(dueOfAgenda(agenda, [], NOW)).toEqual(dueItems(progress, NOW).map(({ key }) => key));
      }),
      { numRuns: 30 },
    );
  });

  it('is read no further than the first of what is due, however much is', () => {
    const folder = memoryFolder();
    const progress = scheduled(Array.from({ length: 10_000 }, (_, index) => index - 10_000));
    writeSnapshot(folder, { covers: {}, maxN: 0, newer: 0, progress });
    folder.bytesRead = 0;
    const first = dueOfAgenda(stored(folder)!.agenda, [], NOW, 20);
    expect(first).toEqual(
      dueItems(progress, NOW)
        .slice(0, 20)
        .map(({ key }) => key),
    );
    expect(folder.bytesRead).toBeLessThan(70 * 1024);
  });

  it('is read no further than what is due today, however much is due later', () => {
    const folder = memoryFolder();
    const progress = scheduled(Array.from({ length: 10_000 }, (_, index) => (index - 100) / 400));
    writeSnapshot(folder, { covers: {}, maxN: 0, newer: 0, progress });
    folder.bytesRead = 0;
    expect(dueOfAgenda(stored(folder)!.agenda, [], NOW)).toHaveLength(dueItems(progress, NOW).length);
    expect(folder.bytesRead).toBeLessThan(70 * 1024);
  });

  it.each<[string, (text: string) => string]>([
    ['another shape', (text) => text.replace(/"due":\[\d+/, '"due":["x"')],
    ['fewer keys than times', (text) => text.replace('pack/0 ', '')],
  ])('does not tell what is due where a page of its agenda has %s', (_what, damage) => {
    const folder = memoryFolder();
    writeSnapshot(folder, { covers: {}, maxN: 0, newer: 0, progress: scheduled([-2, -1]) });
    folder.put('snapshot.json', damage(folder.read('snapshot.json').toString()));
    expect(dueOfAgenda(stored(folder)!.agenda, [], NOW)).toBeUndefined();
  });

  it('with what came after it is the same as the whole log folded', () => {
    fc.assert(
      fc.property(someEvents, someEvents, fc.integer({ min: 0, max: 30 }), (before, more, shift) => {
        const after = more.map((one) => ({ ...one, id: `late-${one.id}`, n: one.n + shift }));
        const folder = memoryFolder();
        folder.put(LOG, writeLines(before));
        const size = folder.size(LOG);
        const maxN = Math.max(0, ...before.map(({ n }) => n));
        writeSnapshot(folder, { covers: { [LOG.slice(4)]: size }, maxN, newer: 0, progress: fold(before) });
        folder.put(LOG, writeLines([...before, ...after]));
        expect(open(folder).progress).toEqual(fold([...before, ...after]));
      }),
    );
  });
});

function stored(folder: MemoryFolder): StoredSnapshot | undefined {
  return readSnapshot(folder, () => {
    throw new Error('the items are not broken');
  });
}

/** Everything on an agenda's pages. */
function allOf({ pages, ...pending }: Agenda): object {
  return { ...pending, pages: pages.map(({ from, to, items }) => ({ from, to, ...items() })) };
}

/** Progress with items that are due so many days from now. */
function scheduled(days: readonly number[]): Progress {
  const rest = { revision: 1, seen: 1, correct: 1, pending: [], rightDays: [] };
  const items = days.map((day, index) => {
    const card = { stability: 1, difficulty: 5, reps: 1, lapses: 0, state: 2, lastReview: NOW - DAY };
    return [`pack/${index}`, { ...rest, card: { ...card, due: NOW + day * DAY } }] as const;
  });
  return { ...fold([]), items: Object.fromEntries(items) };
}

/** Changes parts of a snapshot, laid out as it was; its agenda is empty. */
function edit(folder: MemoryFolder, changes: object): void {
  const { due, items, ...head } = {
    ...JSON.parse(folder.read('snapshot.json').toString()),
    ...changes,
  };
  const [first, second] = [head, { items }].map((part) => JSON.stringify(part).slice(1, -1));
  folder.put('snapshot.json', `{${first},\n"due":[\n],\n${second}}\n`);
}
