import { describe, expect, it } from 'vitest';
import { doneCount, nextLesson, resumeStep, stateOf } from '../../src/app/where.ts';
import { createCatalog } from '../../src/content/catalog.ts';
import type { LessonEntry, PackIndex } from '../../src/content/types.ts';
import type { LessonProgress, Progress } from '../../src/progress/events.ts';
import { phrase } from '../helpers/lesson.ts';

const entry = (id: string): LessonEntry => ({
  id,
  was: [],
  title: phrase(id),
  minutes: 5,
  steps: ['one', 'two', 'three'].map((step) => ({ id: step, was: [] })),
  items: [],
});
const index: PackIndex = {
  format: 1,
  id: 'pack',
  version: '1.0.0',
  title: phrase('Pack'),
  languages: ['en'],
  modules: [
    { id: 'module', title: phrase('Module'), lessons: ['a', 'b', 'c'].map(entry), quizzes: [], labs: [] },
  ],
};
const catalog = createCatalog([
  {
    index,
    lesson: () => {
      throw new Error('no lesson is read to know where a learner is');
    },
    quiz: () => {
      throw new Error('no quiz is read to know where a learner is');
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
  },
]);
const known = (state: 'started' | 'done', step = 'two'): LessonProgress => ({
  state,
  step,
  seen: [step],
  at: 0,
});
const progress = (lessons: Record<string, LessonProgress>, current?: string): Progress => ({
  lessons: Object.fromEntries(Object.entries(lessons).map(([id, each]) => [`pack/${id}`, each])),
  items: {},
  quizzes: {},
  labs: {},
  ...(current === undefined ? {} : { current: `pack/${current}` }),
});
const lesson = (id: string) => catalog.lessons.find((each) => each.entry.id === id)!;

describe('nextLesson', () => {
  it('is the first of all for someone new', () => {
    expect(nextLesson(catalog, progress({}))?.entry.id).toBe('a');
  });

  it('is the one under way', () => {
    expect(nextLesson(catalog, progress({ a: known('started'), b: known('started') }, 'b'))?.entry.id).toBe(
      'b',
    );
  });

  it('is the one after the lesson just done, and then the ones left open before it', () => {
    expect(nextLesson(catalog, progress({ b: known('done') }, 'b'))?.entry.id).toBe('c');
    expect(nextLesson(catalog, progress({ b: known('done'), c: known('done') }, 'c'))?.entry.id).toBe('a');
  });

  it('is none when all are done', () => {
    expect(
      nextLesson(catalog, progress({ a: known('done'), b: known('done'), c: known('done') }, 'c')),
    ).toBeUndefined();
  });
});

describe('resumeStep', () => {
  it('is the step last seen', () => {
    expect(resumeStep(lesson('a'), progress({ a: known('started', 'three') }))).toBe(2);
  });

  it('is the first step of a lesson that is new, done, or lost that step', () => {
    expect(resumeStep(lesson('a'), progress({}))).toBe(0);
    expect(resumeStep(lesson('a'), progress({ a: known('done') }))).toBe(0);
    expect(resumeStep(lesson('a'), progress({ a: known('started', 'gone') }))).toBe(0);
  });
});

describe('doneCount', () => {
  it('counts lessons that are done, of all there are', () => {
    expect(doneCount(catalog, progress({ a: known('done'), b: known('started') }))).toEqual({
      done: 1,
      all: 3,
    });
    expect(stateOf(lesson('b'), progress({ b: known('started') }))).toBe('started');
  });
});
