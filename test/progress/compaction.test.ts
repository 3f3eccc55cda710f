import { describe, expect, it } from 'vitest';
import { MOST_FILES } from '../../src/progress/compaction.ts';
import type { Event } from '../../src/progress/events.ts';
import { fold } from '../../src/progress/fold.ts';
import { writeLines } from '../../src/progress/log-lines.ts';
import { hostMark, isArchive } from '../../src/progress/log-name.ts';
import { answered, event, logFile, NOW, open, seen } from './fixtures.ts';
import { type MemoryFolder, memoryFolder } from './memory-folder.ts';

const DAY = 24 * 60 * 60 * 1000;

/** As many old log files as are folded together, of ten events each. */
function manyFiles(count = MOST_FILES + 1): { folder: MemoryFolder; events: Event[] } {
  const folder = memoryFolder();
  const events: Event[] = [];
  for (let file = 0; file < count; file++) {
    const some = Array.from({ length: 10 }, (_, index) =>
      event(
        file * 10 + index + 1,
        index % 2 ? seen(`step-${index}`) : answered(`pack/${file}`),
        `old${file}`,
      ),
    );
    folder.put(logFile(`old${file}`), writeLines(some));
    events.push(...some);
  }
  return { folder, events };
}

function archives(folder: MemoryFolder): string[] {
  return folder.names('log').filter(isArchive);
}

describe('folding old files together', () => {
  it('happens when a store is closed and there are many', () => {
    const { folder, events } = manyFiles();
    open(folder).close();
    expect(folder.names('log')).toEqual([expect.stringMatching(/\.archive\.jsonl$/)]);
    const store = open(folder);
    expect(store.events()).toEqual(events);
    expect(store.progress).toEqual(fold(events));
    expect(store.notices).toEqual([]);
  });

  it('does not happen for few', () => {
    const { folder } = manyFiles(MOST_FILES);
    const before = folder.texts();
    open(folder).close();
    expect(folder.texts()).toEqual(before);
  });

  it('keeps the next opening quick', () => {
    const { folder } = manyFiles();
    open(folder).close();
    folder.bytesRead = 0;
    open(folder);
    expect(folder.bytesRead).toBe(folder.size('snapshot.json'));
  });

  it('leaves what others wrote meanwhile out of the snapshot, and in the log', () => {
    const { folder, events } = manyFiles();
    const store = open(folder);
    const meanwhile = open(folder).record([seen('meanwhile')], NOW);
    store.close();
    expect(folder.names('log')).toHaveLength(1);
    const next = open(folder);
    expect(next.progress).toEqual(fold([...events, ...meanwhile]));
    expect(next.progress.lessons['pack/lesson']?.step).toBe('meanwhile');
  });

  it('takes earlier archives in', () => {
    const { folder, events } = manyFiles();
    open(folder).close();
    for (let file = 0; file <= MOST_FILES; file++) {
      const [next] = open(folder).record([seen(`again-${file}`)], NOW);
      events.push(next!);
    }
    open(folder).close();
    expect(folder.names('log')).toEqual(archives(folder));
    expect(archives(folder)).toHaveLength(1);
    expect(open(folder).events()).toEqual(events);
  });

  it('leaves files alone whose writers may still be there, and its own', () => {
    const { folder, events } = manyFiles();
    const alive = logFile('alive', 77);
    const elsewhere = `log/elsewhere.${hostMark('lab-2')}.1.jsonl`;
    folder.put(alive, writeLines([event(1000, seen('x'), 'alive')]));
    folder.put(elsewhere, writeLines([event(1001, seen('y'), 'elsewhere')]), NOW - DAY / 2);
    const store = open(folder, { isAlive: (pid) => pid === 77 });
    const own = store.record([seen('z')], NOW);
    store.close();
    expect(folder.names('log')).toHaveLength(4);
    expect(folder.files.has(alive)).toBe(true);
    expect(folder.files.has(elsewhere)).toBe(true);
    expect(open(folder).progress).toEqual(
      fold([...events, event(1000, seen('x'), 'alive'), event(1001, seen('y'), 'elsewhere'), ...own]),
    );
  });

  it('takes files of another computer in that lay untouched for a day', () => {
    const { folder, events } = manyFiles();
    folder.put(
      `log/elsewhere.${hostMark('lab-2')}.1.jsonl`,
      writeLines([event(1001, seen('y'), 'e')]),
      NOW - 2 * DAY,
    );
    open(folder).close();
    expect(folder.names('log')).toHaveLength(1);
    expect(open(folder).events()).toEqual([...events, event(1001, seen('y'), 'e')]);
  });

  it('keeps events of newer versions, and sets damage aside before the file goes', () => {
    const { folder, events } = manyFiles();
    const newer = { ...event(999, seen('x'), 'future'), v: 7, more: { kept: true } };
    folder.put(logFile('future'), `${JSON.stringify(newer)}\ngarbage\nhalf`);
    open(folder).close();
    expect(folder.names('log')).toHaveLength(1);
    expect(open(folder).events()).toEqual([...events, newer]);
    expect(folder.names('damaged').map((name) => String(folder.read(`damaged/${name}`)))).toEqual([
      'garbage\n',
      'half',
    ]);
  });

  it('keeps a file whose damage cannot be set aside', () => {
    const { folder, events } = manyFiles();
    folder.put(logFile('bad'), 'garbage\n');
    folder.beforeChange = (change) => {
      if (change.includes('damaged/')) throw Object.assign(new Error(), { code: 'ENOSPC' });
    };
    open(folder).close();
    expect(folder.names('log')).toHaveLength(2);
    expect(folder.files.has(logFile('bad'))).toBe(true);
    expect(open(folder).events()).toEqual(events);
  });

  it('changes nothing on a full disk', () => {
    const { folder } = manyFiles();
    const before = folder.texts();
    folder.capacity = 0;
    open(folder).close();
    expect(folder.texts()).toEqual(before);
  });

  it('loses nothing at whichever step it is killed, nor if what follows is killed again', () => {
    const { events } = manyFiles();
    let steps = 0;
    const counted = manyFiles().folder;
    counted.beforeChange = () => void steps++;
    open(counted).close();
    expect(steps).toBeGreaterThan(MOST_FILES);

    for (let kill = 0; kill <= steps; kill++) {
      const { folder } = manyFiles();
      for (const killed of [kill, steps - kill, Number.POSITIVE_INFINITY]) {
        let step = 0;
        // From the fatal step on nothing happens any more, as far as the disk is concerned.
        folder.beforeChange = (change) => {
          if (step++ < killed) return;
          if (step === killed + 1 && change.startsWith('replace log/')) {
            folder.put(`${change.slice(8)}.abc.tmp`, '{"archive":{"old');
          }
          throw Object.assign(new Error('killed'), { code: 'EIO' });
        };
        open(folder).close();
        const store = open(folder);
        expect(store.events()).toEqual(events);
        expect(store.progress).toEqual(fold(events));
        expect(store.notices).toEqual([]);
      }
      // A few files may be left for the next time, but they never pile up.
      expect(folder.names('log').length).toBeLessThanOrEqual(MOST_FILES);
    }
  });

  it('can be done by two processes at once', () => {
    const { folder, events } = manyFiles();
    const first = open(folder);
    // A second process does all of its work between the first one's archive and its removals.
    let isDone = false;
    folder.beforeChange = (change) => {
      if (isDone || !change.startsWith('remove log/')) return;
      isDone = true;
      open(folder).close();
    };
    first.close();
    expect(isDone).toBe(true);
    expect(open(folder).events()).toEqual(events);
    expect(open(folder).progress).toEqual(fold(events));
    expect(open(folder).notices).toEqual([]);
  });

  it('begins again when files vanish while they are read', () => {
    const { folder, events } = manyFiles();
    const { read } = folder;
    let isDone = false;
    folder.read = (name, from) => {
      if (!isDone && name.startsWith('log/')) {
        isDone = true;
        open(folder).close();
      }
      return read(name, from);
    };
    const store = open(folder);
    expect(store.progress).toEqual(fold(events));
    expect(store.notices).toEqual([]);
  });

  it('loses nothing of a writer that was taken for gone', () => {
    const { folder, events } = manyFiles();
    const asleep = open(folder);
    events.push(...asleep.record([seen('before')], NOW));
    open(folder).close();
    expect(folder.names('log')).toHaveLength(1);
    events.push(...asleep.record([seen('after')], NOW));
    events.push(...asleep.record([seen('and on')], NOW));
    asleep.close();
    const store = open(folder);
    expect(store.events()).toEqual(events);
    expect(store.progress.lessons['pack/lesson']?.step).toBe('and on');
  });

  it('loses nothing of a writer that was taken for gone while its file was closed', () => {
    const { folder, events } = manyFiles();
    const asleep = open(folder);
    events.push(...asleep.record([seen('before')], NOW));
    folder.beforeChange = (change) => {
      if (change.startsWith('write')) throw Object.assign(new Error(), { code: 'ESTALE' });
    };
    events.push(...asleep.record([seen('refused')], NOW));
    folder.beforeChange = () => {};
    open(folder).close();
    events.push(...asleep.record([seen('after')], NOW));
    expect(open(folder).events()).toEqual(events);
  });

  it('reads on in a file that grew after it was folded', () => {
    const { folder, events } = manyFiles();
    const grown = logFile('old3');
    let isDone = false;
    folder.beforeChange = (change) => {
      if (isDone || !change.startsWith('remove log/')) return;
      isDone = true;
      folder.put(grown, folder.read(grown).toString() + writeLines([event(900, seen('late'), 'old3')]));
    };
    open(folder).close();
    expect(folder.files.has(grown)).toBe(true);
    const store = open(folder);
    expect(store.events()).toEqual([...events, event(900, seen('late'), 'old3')]);
    expect(store.progress.lessons['pack/lesson']?.step).toBe('late');
  });

  it('reads another file that came under the name of a folded one', () => {
    const { folder, events } = manyFiles();
    folder.beforeChange = (change) => {
      if (change.startsWith('remove log/')) throw Object.assign(new Error('killed'), { code: 'EIO' });
    };
    open(folder).close();
    folder.beforeChange = () => {};
    const other = event(900, seen('other'), 'other');
    folder.put(logFile('old3'), writeLines([other]));
    expect(open(folder).events()).toEqual([...events, other]);
  });

  it('reads the files themselves while they exist if the archive has become damaged', () => {
    const { folder, events } = manyFiles();
    folder.beforeChange = (change) => {
      if (change.startsWith('remove log/')) throw Object.assign(new Error('killed'), { code: 'EIO' });
    };
    open(folder).close();
    folder.beforeChange = () => {};
    folder.remove('snapshot.json');
    const archive = `log/${archives(folder)[0]}`;
    folder.put(archive, folder.read(archive).subarray(0, 2000));
    expect(open(folder).events()).toEqual(events);
  });

  it('sweeps up unfinished files that lay there for a day', () => {
    const { folder } = manyFiles();
    folder.put('snapshot.json.abc.tmp', 'x', NOW - 2 * DAY);
    folder.put('log/y.archive.jsonl.abc.tmp', 'x', NOW - 2 * DAY);
    folder.put('log/z.archive.jsonl.abc.tmp', 'x', NOW - DAY / 2);
    open(folder).close();
    expect(
      folder
        .names('')
        .concat(folder.names('log'))
        .filter((name) => name.endsWith('.tmp')),
    ).toEqual(['z.archive.jsonl.abc.tmp']);
  });
});
