import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/content/catalog.ts';
import { packSource } from '../../src/content/pack-source.ts';
import type { LessonEntry, Pack, Quiz, QuizEntry } from '../../src/content/types.ts';

const lesson = (id: string, more: Partial<LessonEntry> = {}): LessonEntry => ({
  id,
  was: [],
  title: { en: [id] },
  minutes: 5,
  steps: [],
  items: [],
  ...more,
});

const quiz = (id: string, of?: string, more: Partial<QuizEntry> = {}): QuizEntry => ({
  id,
  was: [],
  title: { en: [id] },
  ...(of !== undefined && { lesson: of }),
  items: 1,
  itemIds: [`${id}-item`],
  ...more,
});

type Module = readonly [id: string, lessons: readonly LessonEntry[], quizzes: readonly QuizEntry[]];

function pack(id: string, modules: readonly Module[]) {
  const index: Pack['index'] = {
    format: 1,
    id,
    version: '1.0.0',
    title: { en: [id] },
    languages: ['en'],
    modules: modules.map(([module, lessons, quizzes]) => {
      return { id: module, title: { en: [module] }, lessons, quizzes, labs: [] };
    }),
  };
  const quizzes = modules.flatMap((module) => module[2]).map((entry) => ({ id: entry.id }) as Quiz);
  return packSource({ index, lessons: [], quizzes, labs: [], terms: [], misconceptions: [] });
}

describe('the quizzes of a catalog', () => {
  const core = pack('core', [
    [
      'why',
      [lesson('containers', { was: ['boxes'] }), lesson('layers'), lesson('history')],
      [
        quiz('containers-quiz', 'containers', { was: ['boxes-quiz'] }),
        quiz('layers', 'layers'),
        quiz('why-final'),
      ],
    ],
    ['how', [lesson('run'), lesson('build')], [quiz('run-quiz', 'run'), quiz('build-quiz', 'build')]],
  ]);
  const extra = pack('extra', [['own', [lesson('layers')], [quiz('layers-quiz', 'layers')]]]);
  const catalog = createCatalog([core, extra]);
  const meant = (name: string) => {
    const found = catalog.findQuizzes(name);
    return 'quizzes' in found ? found.quizzes.map(({ key }) => key) : found;
  };

  it('stand in the order of their modules, each with its key, module and entry', () => {
    expect(catalog.quizzes.map(({ key }) => key)).toEqual([
      'core/containers-quiz',
      'core/layers',
      'core/why-final',
      'core/run-quiz',
      'core/build-quiz',
      'extra/layers-quiz',
    ]);
    const found = catalog.quizByKey('core/run-quiz');
    expect(found?.module.id).toBe('how');
    expect(found?.entry.lesson).toBe('run');
    expect(catalog.quizByKey('core/run')).toBeUndefined();
  });

  it('are opened by what was found', () => {
    expect(catalog.openQuiz(catalog.quizByKey('extra/layers-quiz')!).id).toBe('layers-quiz');
  });

  it('are found by their own id, with or without the pack', () => {
    expect(meant('run-quiz')).toEqual(['core/run-quiz']);
    expect(meant('core/run-quiz')).toEqual(['core/run-quiz']);
  });

  it('are found by their lesson, also by its former id, and by their own', () => {
    expect(meant('containers')).toEqual(['core/containers-quiz']);
    expect(meant('boxes')).toEqual(['core/containers-quiz']);
    expect(meant('boxes-quiz')).toEqual(['core/containers-quiz']);
    expect(meant('core/boxes-quiz')).toEqual(['core/containers-quiz']);
  });

  it('are found by their module: the final, or all if it has none', () => {
    expect(meant('why')).toEqual(['core/why-final']);
    expect(meant('how')).toEqual(['core/run-quiz', 'core/build-quiz']);
    expect(meant('core/how')).toEqual(['core/run-quiz', 'core/build-quiz']);
  });

  it('are found by their pack: all of them', () => {
    expect(meant('core')).toHaveLength(5);
    expect(meant('extra')).toEqual(['extra/layers-quiz']);
  });

  it('have the id of a quiz come before that of a lesson', () => {
    expect(meant('layers')).toEqual(['core/layers']);
    expect(meant('extra/layers')).toEqual(['extra/layers-quiz']);
  });

  it('are none for a lesson that has no quiz', () => {
    expect(meant('history')).toEqual([]);
  });

  it('are asked for again if several packs have what is named', () => {
    const both = createCatalog([extra, pack('more', [['own', [lesson('layers')], []]])]);
    expect(both.findQuizzes('layers')).toEqual({ ambiguous: ['extra/layers', 'more/layers'] });
    expect(both.findQuizzes('own')).toEqual({ ambiguous: ['extra/own', 'more/own'] });
  });

  it('have the nearest name suggested, of something that has a quiz', () => {
    expect(meant('contaners')).toEqual({ unknown: 'contaners', suggestion: 'containers' });
    expect(meant('core/why-fnal')).toEqual({ unknown: 'core/why-fnal', suggestion: 'core/why-final' });
    expect(meant('historic')).toEqual({ unknown: 'historic' });
  });

  it('bring their renames, and those of their items', () => {
    const renamed = pack('p', [
      ['m', [], [quiz('new', undefined, { was: ['old'], formerItems: { 'old-item': 'new-item' } })]],
    ]);
    const { quizzes, items } = createCatalog([renamed]).renames();
    expect([...quizzes]).toEqual([['p/old', 'p/new']]);
    expect([...items]).toEqual([['p/old-item', 'p/new-item']]);
  });
});
