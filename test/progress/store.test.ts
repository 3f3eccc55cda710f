import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/progress/fold.ts';
import { answered, event, NOW, open, seen, someEvents } from './fixtures.ts';
import { memoryFolder } from './memory-folder.ts';

describe('openStore', () => {
  it('makes nothing before the first record', () => {
    const folder = memoryFolder();
    const store = open(folder);
    expect(store.record([], NOW)).toEqual([]);
    store.close();
    expect(folder.texts()).toEqual({});
    expect(store.notices).toEqual([]);
  });

  it('gives back what was recorded, in the same process and in the next', () => {
    const folder = memoryFolder();
    const store = open(folder);
    const [first] = store.record([seen('a')], NOW);
    expect(first).toEqual({ v: 1, id: expect.stringMatching(/-0$/), n: 1, at: NOW, ...seen('a') });
    store.record([answered('pack/a'), seen('b')], NOW + 1);
    expect(store.progress.lessons['pack/lesson']).toMatchObject({ step: 'b', seen: ['a', 'b'] });
    store.close();
    const next = open(folder);
    expect(next.progress).toEqual(store.progress);
    expect(next.events()).toEqual(store.events());
    expect(next.notices).toEqual([]);
  });

  it('has every record on disk when record returns, in one write', () => {
    const folder = memoryFolder();
    const changes: string[] = [];
    folder.beforeChange = (change) => changes.push(change.split(' ')[0]!);
    const store = open(folder);
    store.record([seen('a'), answered('pack/a')], NOW);
    store.record([seen('b')], NOW);
    expect(changes).toEqual(['open', 'write', 'sync', 'write', 'sync']);
    expect(open(folder).events()).toHaveLength(3);
  });

  it('names its file after the writer, the computer and the process', () => {
    const folder = memoryFolder();
    const store = open(folder, { pid: 42, randomId: () => 'abcdefghij' });
    const [first] = store.record([seen('a')], NOW);
    expect(first?.id).toBe('abcdefghij-0');
    expect(folder.names('log')).toEqual([expect.stringMatching(/^abcdefghij\.[a-z0-9]+\.42\.jsonl$/)]);
  });

  it('goes on counting after the greatest clock it found, though the wall clock went back', () => {
    const folder = memoryFolder();
    open(folder).record([seen('a'), seen('b')], NOW);
    const store = open(folder, { now: () => NOW - 86_400_000 });
    const [next] = store.record([seen('c')], NOW - 86_400_000);
    expect(next?.n).toBe(3);
    expect(open(folder).progress.lessons['pack/lesson']?.step).toBe('c');
  });

  it('keeps recording when a damaged digit has put the clock at its end', () => {
    const folder = memoryFolder();
    folder.put('log/x.y.1.jsonl', `${JSON.stringify(event(Number.MAX_SAFE_INTEGER, seen('a')))}\n`);
    const store = open(folder);
    store.record([seen('b')], NOW);
    store.record([seen('c')], NOW);
    expect([...(open(folder).progress.lessons['pack/lesson']?.seen ?? [])].sort()).toEqual(['a', 'b', 'c']);
  });

  it('can be closed twice, and records even then', () => {
    const folder = memoryFolder();
    const store = open(folder);
    store.record([seen('a')], NOW);
    store.close();
    store.close();
    store.record([seen('b')], NOW);
    expect(open(folder).progress.lessons['pack/lesson']?.seen).toEqual(['a', 'b']);
  });

  it('keeps the records of two stores that are open at once', () => {
    const folder = memoryFolder();
    const [one, other] = [open(folder), open(folder)];
    for (let round = 0; round < 10; round++) {
      one.record([seen(`one-${round}`)], NOW);
      other.record([seen(`other-${round}`)], NOW);
    }
    expect(open(folder).progress.lessons['pack/lesson']?.seen).toHaveLength(20);
  });

  it('keeps events of newer versions as they were, says how many, and does not count them', () => {
    const folder = memoryFolder();
    const newer = { v: 2, id: 'x-1', n: 7, at: NOW, type: 'step-seen', lesson: { pack: 'p', id: 'l' } };
    const unknown = { v: 1, id: 'x-2', n: 8, at: NOW, type: 'flew', high: true };
    folder.put('log/x.y.1.jsonl', `${JSON.stringify(newer)}\n${JSON.stringify(unknown)}\n`);
    const store = open(folder);
    expect(store.notices).toEqual([{ kind: 'newer', events: 2 }]);
    expect(store.progress).toEqual({ lessons: {}, items: {}, quizzes: {}, labs: {} });
    expect(store.events()).toEqual([newer, unknown]);
    expect(store.record([seen('a')], NOW)[0]?.n).toBe(9);
  });

  it('tells that a file or the whole log cannot be read, and goes on without', () => {
    const folder = memoryFolder();
    open(folder).record([seen('a')], NOW);
    folder.put('log/other.x.1.jsonl', `${JSON.stringify(event(1, seen('b')))}\n`);
    const { read, list } = folder;
    folder.read = (name, from) => {
      if (name === 'log/other.x.1.jsonl') throw Object.assign(new Error(), { code: 'EIO' });
      return read(name, from);
    };
    const store = open(folder);
    expect(store.notices).toEqual([
      { kind: 'unreadable', code: 'EIO', path: '/profile/log/other.x.1.jsonl' },
    ]);
    expect(store.progress.lessons['pack/lesson']?.seen).toEqual(['a']);
    folder.list = () => {
      throw Object.assign(new Error(), { code: 'EACCES' });
    };
    expect(open(folder).notices).toEqual([{ kind: 'unreadable', code: 'EACCES', path: '/profile/log' }]);
    folder.list = list;
  });
});

describe('merge', () => {
  it('adds foreign events as they are, once', () => {
    const folder = memoryFolder();
    const store = open(folder);
    store.record([seen('a')], NOW);
    const foreign = [event(1, seen('x', 'pack/other')), { ...event(9, answered('pack/a')), v: 3 }];
    expect(store.merge([...foreign, ...foreign])).toBe(2);
    expect(store.merge(foreign)).toBe(0);
    expect(store.progress.lessons['pack/other']?.step).toBe('x');
    expect(store.record([seen('b')], NOW)[0]?.n).toBe(10);
    const next = open(folder);
    expect(next.events()).toEqual(expect.arrayContaining(foreign));
    expect(next.progress).toEqual(store.progress);
    expect(next.merge(foreign)).toBe(0);
  });

  it('puts foreign events where they belong, also before our own', () => {
    const store = open(memoryFolder());
    store.record([seen('a'), seen('b')], NOW);
    store.merge([event(1, seen('z'), 'zoe')]);
    expect(store.progress.lessons['pack/lesson']).toMatchObject({ step: 'b', seen: ['a', 'z', 'b'] });
  });

  it('is idempotent, commutative and associative', () => {
    const merged = (...logs: (readonly ReturnType<typeof event>[])[]): unknown => {
      const store = open(memoryFolder());
      for (const log of logs) store.merge(log);
      return { progress: store.progress, events: store.events() };
    };
    fc.assert(
      fc.property(someEvents, fc.nat(), fc.nat(), (events, cut, other) => {
        const [one, two, three] = [
          events.slice(0, cut % 20),
          events.slice(other % 20),
          events.filter((_, index) => index % 3 === 0),
        ];
        const all = merged(one, two, three);
        expect(merged(one, two, three, one, three)).toEqual(all);
        expect(merged(three, two, one)).toEqual(all);
        const twoAndThree = open(memoryFolder());
        twoAndThree.merge(two);
        twoAndThree.merge(three);
        expect(merged(one, twoAndThree.events())).toEqual(all);
        expect(all).toMatchObject({ progress: fold([...one, ...two, ...three]) });
      }),
      { numRuns: 50 },
    );
  });
});
