import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/progress/events.ts';
import { readExport, writeExport } from '../../src/progress/portable.ts';
import { answered, event, NOW, open, seen, someEvents } from './fixtures.ts';
import { memoryFolder } from './memory-folder.ts';

const document = (changes: object): string =>
  JSON.stringify({ ...JSON.parse(writeExport([event(1, seen('a'))], NOW)), ...changes });

describe('an export', () => {
  it('says what it is, and when it was made', () => {
    expect(JSON.parse(writeExport([event(1, seen('a'))], NOW))).toEqual({
      format: 1,
      app: 'docker-tutor',
      exported: '2025-10-09T08:53:20.000Z',
      events: [event(1, seen('a'))],
    });
  });

  it('is read back as it was, with or without a byte order mark', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        expect(readExport(writeExport(events, NOW))).toEqual({ events });
        expect(readExport(`\uFEFF${writeExport(events, NOW)}`)).toEqual({ events });
      }),
    );
  });

  it('carries events of newer versions', () => {
    const newer = { ...event(1, seen('a')), v: 9, more: [1, { deep: true }] } as unknown as Event;
    expect(readExport(writeExport([newer], NOW))).toEqual({ events: [newer] });
  });

  it('imported, and imported again, gives both logs once', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (ours, theirs) => {
        const [here, there] = [open(memoryFolder()), open(memoryFolder())];
        here.merge(ours);
        there.merge(theirs.map((one) => ({ ...one, id: `their-${one.id}` })));
        const carried = readExport(writeExport(there.events(), NOW));
        here.merge(carried.events ?? []);
        expect(here.merge(carried.events ?? [])).toBe(0);
        there.merge(readExport(writeExport(here.events(), NOW)).events ?? []);
        expect(there.events()).toEqual(here.events());
        expect(here.events()).toHaveLength(ours.length + theirs.length);
        expect(there.progress).toEqual(here.progress);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a document that is no export', () => {
  it.each<[string, string, object]>([
    ['is empty', '', { kind: 'not-json' }],
    ['was cut short', writeExport([event(1, seen('a'))], NOW).slice(0, -9), { kind: 'not-json' }],
    ['is a list', '[]', { kind: 'not-an-export' }],
    ['is nothing', 'null', { kind: 'not-an-export' }],
    ['is of another program', document({ app: 'other' }), { kind: 'not-an-export' }],
    ['has no format', document({ format: 'one' }), { kind: 'not-an-export' }],
    ['has no events', document({ events: {} }), { kind: 'not-an-export' }],
    ['is of a newer format', document({ format: 2, events: 'sealed' }), { kind: 'newer-format', format: 2 }],
    [
      'holds something else',
      document({ events: [event(1, seen('a')), { v: 1 }] }),
      { kind: 'bad-event', index: 1 },
    ],
    [
      'would end the clock',
      document({ events: [event(2 ** 50, seen('a'))] }),
      { kind: 'bad-event', index: 0 },
    ],
  ])('is refused with the reason when it %s', (_what, text, problem) => {
    expect(readExport(text)).toEqual({ problem: expect.objectContaining(problem) });
  });

  it('is refused when an event is nested without end', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `{"format":1,"app":"docker-tutor","events":[{"v":2,"id":"a-1","n":1,"at":0,"type":"x","deep":${deep}}]}`;
    expect(readExport(text)).toEqual({ problem: { kind: 'bad-event', index: 0 } });
  });

  it('is not taken for one when it only looks like it', () => {
    const looksLike = { ...event(1, answered('pack/a')), correct: 'yes' };
    expect(readExport(document({ events: [looksLike] }))).toEqual({
      problem: { kind: 'bad-event', index: 0 },
    });
  });
});
