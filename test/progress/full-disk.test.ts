import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, NOW, open, seen } from './fixtures.ts';
import { memoryFolder } from './memory-folder.ts';

const notice = (code: string) => ({ kind: 'not-saving', code, path: '/profile/log' });

describe('a full disk', () => {
  it('loses nothing that was acknowledged, wherever in a line it fills up, and saves the rest when there is room', () => {
    const trial = open(memoryFolder());
    trial.record([seen('a')], NOW);
    const line = JSON.stringify(trial.events()[0]).length + 1;
    for (let room = 0; room <= 2 * line; room++) {
      const folder = memoryFolder();
      const store = open(folder);
      store.record([seen('a')], NOW);
      const before = folder.size(`log/${folder.names('log')[0]}`);
      folder.capacity = before + room;
      store.record([seen('b')], NOW);
      store.record([seen('c')], NOW);
      const kept = open(folder).progress.lessons['pack/lesson']?.seen;
      const refused = store.notices.length > 0;
      expect(kept).toEqual(['a', 'b', 'c'].slice(0, 1 + Math.floor(room / before)));
      expect(refused).toBe(room < 2 * before);
      if (refused) expect(store.notices).toEqual([notice('ENOSPC')]);
      expect(store.progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b', 'c']);
      expect(store.events()).toHaveLength(3);

      folder.capacity = Number.POSITIVE_INFINITY;
      store.record([seen('d')], NOW);
      expect(store.notices).toEqual([]);
      const next = open(folder);
      expect(next.progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b', 'c', 'd']);
      expect(next.events().map(({ n }) => n)).toEqual([1, 2, 3, 4]);
      expect(next.notices).toEqual([]);
    }
  });

  it('begins on a fresh line when the part of a line cannot be taken back', () => {
    const folder = memoryFolder();
    folder.truncate = () => {
      throw Object.assign(new Error(), { code: 'EPERM' });
    };
    const store = open(folder);
    store.record([seen('a')], NOW);
    folder.capacity = folder.size(`log/${folder.names('log')[0]}`) + 10;
    store.record([seen('b')], NOW);
    folder.capacity = Number.POSITIVE_INFINITY;
    store.record([seen('c')], NOW);
    const next = open(folder);
    expect(next.progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b', 'c']);
    expect(next.notices).toMatchObject([{ kind: 'set-aside', bytes: 11 }]);
  });

  it('saves what is left when it is closed, and leaves no empty file', () => {
    const folder = memoryFolder();
    folder.capacity = 0;
    const store = open(folder);
    store.record([seen('a')], NOW);
    store.close();
    expect(folder.names('log')).toEqual([]);
    folder.capacity = 1000;
    store.close();
    expect(open(folder).progress.lessons['pack/lesson']?.seen).toEqual(['a']);
  });

  it('takes an event back to be written again when the disk could not confirm it', () => {
    const folder = memoryFolder();
    const store = open(folder);
    folder.beforeChange = (change) => {
      if (change.startsWith('sync')) throw Object.assign(new Error(), { code: 'EIO' });
    };
    store.record([seen('a')], NOW);
    expect(store.notices).toEqual([notice('EIO')]);
    folder.beforeChange = () => {};
    store.record([seen('b')], NOW);
    expect(open(folder).events()).toEqual(store.events());
    expect(store.events()).toHaveLength(2);
  });

  it('keeps imported events in memory until there is room', () => {
    const source = open(memoryFolder());
    source.record([seen('a'), answered('pack/a')], NOW);
    const folder = memoryFolder();
    folder.capacity = 10;
    const store = open(folder);
    expect(store.merge(source.events())).toBe(2);
    expect(store.merge(source.events())).toBe(0);
    expect(store.progress).toEqual(source.progress);
    expect(store.notices).toEqual([notice('ENOSPC')]);
    folder.capacity = 10_000;
    store.close();
    expect(open(folder).events()).toEqual(source.events());
  });

  it('keeps every record through any history of full and free disks', () => {
    const action = fc.oneof(fc.constant('record' as const), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), fc.boolean(), (actions, canTruncate) => {
        const folder = memoryFolder();
        if (!canTruncate) {
          folder.truncate = () => {
            throw Object.assign(new Error(), { code: 'EPERM' });
          };
        }
        const store = open(folder);
        for (const next of actions) {
          if (next === 'record') {
            const before = open(folder).events().length;
            store.record([seen(`step-${store.events().length}`)], NOW);
            const known = open(folder).events();
            expect(known.length).toBeGreaterThanOrEqual(before);
            if (store.notices.length === 0) expect(known).toEqual(store.events());
          } else {
            folder.capacity = [...folder.files.values()].reduce((sum, { bytes }) => sum + bytes.length, next);
          }
        }
        folder.capacity = Number.POSITIVE_INFINITY;
        store.close();
        expect(open(folder).events()).toEqual(store.events());
      }),
      { numRuns: 60 },
    );
  });
});

describe('a disk that refuses', () => {
  it.each([
    'EROFS',
    'EACCES',
    'ENOTDIR',
    'ENOENT',
  ])('keeps the lesson going in memory at %s, and says so once', (code) => {
    const folder = memoryFolder();
    folder.refusal = code;
    const store = open(folder);
    expect(store.notices).toEqual([]);
    store.record([seen('a')], NOW);
    store.record([seen('b')], NOW);
    expect(store.notices).toEqual([notice(code)]);
    expect(store.progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b']);
    expect(store.events()).toHaveLength(2);
    store.close();
    expect(folder.texts()).toEqual({});
  });
});
