import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/content/catalog.ts';
import type { PackSource } from '../../src/content/pack-source.ts';
import type { Lesson, LessonEntry } from '../../src/content/types.ts';

const entry = (id: string, more: Partial<LessonEntry> = {}): LessonEntry => ({
  id,
  was: [],
  title: { en: [id] },
  minutes: 5,
  steps: [{ id: 'one', was: [] }],
  items: [],
  ...more,
});

/** A pack of modules, each a list of lessons; reading a lesson is noted. */
function pack(id: string, modules: readonly (readonly LessonEntry[])[], read: string[] = []): PackSource {
  return {
    index: {
      format: 1,
      id,
      version: '1.0.0',
      title: { en: [id] },
      languages: ['en'],
      modules: modules.map((lessons, at) => ({
        id: `m${at}`,
        title: { en: ['M'] },
        lessons,
        quizzes: [],
        labs: [],
      })),
    },
    lesson: (lesson) => {
      read.push(`${id}/${lesson}`);
      return { id: lesson } as Lesson;
    },
    quiz: () => {
      throw new Error('no quiz is asked for here');
    },
    lab: () => {
      throw new Error('nobody asks');
    },
    terms: () => [],
    misconceptions: () => [],
    objectives: () => [],
    registry: () => undefined,
    items: () => {
      throw new Error('no item is looked for');
    },
  };
}

describe('a catalog', () => {
  const core = pack('core', [
    [entry('containers'), entry('layers', { was: ['image-layers'] })],
    [entry('volumes')],
  ]);
  const extra = pack('extra', [[entry('volumes'), entry('own')]]);
  const catalog = createCatalog([core, extra]);
  const keyOf = (name: string) => {
    const found = catalog.find(name);
    return 'lesson' in found ? found.lesson.key : found;
  };

  it('finds a lesson by its id, with or without its pack, and by a former id', () => {
    expect(keyOf('containers')).toBe('core/containers');
    expect(keyOf('extra/volumes')).toBe('extra/volumes');
    expect(keyOf('image-layers')).toBe('core/layers');
    expect(keyOf('core/image-layers')).toBe('core/layers');
  });

  it('asks which one is meant if several packs have the lesson', () => {
    expect(keyOf('volumes')).toEqual({ ambiguous: ['core/volumes', 'extra/volumes'] });
  });

  it('suggests the nearest name for one that it does not know', () => {
    expect(keyOf('contaners')).toEqual({ unknown: 'contaners', suggestion: 'containers' });
    expect(keyOf('core/contaners')).toEqual({ unknown: 'core/contaners', suggestion: 'core/containers' });
    expect(keyOf('something-else-entirely')).toEqual({ unknown: 'something-else-entirely' });
    expect(keyOf('x'.repeat(100_000))).toMatchObject({ unknown: expect.any(String) });
  });

  it('knows what comes after a lesson: the next of its module, of the next module, and nothing at the end', () => {
    const keyAfter = (key: string) => catalog.after(catalog.byKey(key)!)?.key;
    expect(keyAfter('core/containers')).toBe('core/layers');
    expect(keyAfter('core/layers')).toBe('core/volumes');
    expect(keyAfter('core/volumes')).toBeUndefined();
    expect(keyAfter('extra/own')).toBeUndefined();
  });

  it('knows the module of a lesson, and reads its steps only when it is opened', () => {
    const read: string[] = [];
    const lazy = createCatalog([pack('lazy', [[entry('a')], [entry('b')]], read)]);
    const lesson = lazy.byKey('lazy/b')!;
    expect(lesson.module.id).toBe('m1');
    expect(read).toEqual([]);
    expect(lazy.open(lesson).id).toBe('b');
    expect(read).toEqual(['lazy/b']);
  });

  it('lets a later pack of the same id stand for the earlier', () => {
    const draft = createCatalog([core, pack('core', [[entry('draft')]])]);
    expect(draft.lessons.map(({ key }) => key)).toEqual(['core/draft']);
  });

  it('collects what was renamed, by the keys that progress hangs on', () => {
    const renamed = pack('p', [
      [
        entry('new', {
          was: ['old', 'older'],
          formerItems: { 'old-item': 'item' },
          steps: [
            { id: 'one', was: ['uno', 'eins'] },
            { id: 'two', was: [] },
          ],
        }),
      ],
    ]);
    const { lessons, items, steps } = createCatalog([renamed]).renames();
    expect([...lessons]).toEqual([
      ['p/old', 'p/new'],
      ['p/older', 'p/new'],
    ]);
    expect([...items]).toEqual([['p/old-item', 'p/item']]);
    expect([...(steps.get('p/new') ?? [])]).toEqual([
      ['uno', 'one'],
      ['eins', 'one'],
    ]);
  });
});
