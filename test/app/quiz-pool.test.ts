import { describe, expect, it } from 'vitest';
import { findPool } from '../../src/app/quiz-pool.ts';
import { createCatalog } from '../../src/content/catalog.ts';
import { packSource } from '../../src/content/pack-source.ts';
import type { LessonEntry, Quiz, QuizEntry } from '../../src/content/types.ts';
import { UserError } from '../../src/platform/errors.ts';
import { emptyProgress } from '../../src/progress/blank.ts';
import type { Progress } from '../../src/progress/events.ts';
import { messagesOf } from '../../src/text/messages/index.ts';
import { lessonOf, phrase } from '../helpers/lesson.ts';
import { numeric, quizOf } from '../helpers/quiz.ts';

const items = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...numeric, id: `${prefix}-${index}` }));
const quizzes: readonly Quiz[] = [
  quizOf(items('one', 3), { pack: 'core', id: 'one-quiz', lesson: 'one', pass: 0.6 }),
  quizOf(items('two', 30), { pack: 'core', id: 'two-quiz', lesson: 'two', pass: 0.9, draw: 8 }),
];
const entryOf = ({ id, items: all, lesson }: Quiz): QuizEntry => ({
  id,
  was: [],
  title: phrase(id),
  ...(lesson !== undefined && { lesson }),
  items: all.length,
  itemIds: all.map((item) => item.id),
});
const lessons = ['one', 'two'].map((id) => lessonOf([], { id, pack: 'core' }));
const lessonEntry = (id: string): LessonEntry => ({
  id,
  was: [],
  title: phrase(id),
  minutes: 5,
  steps: [],
  items: [],
});
const catalog = createCatalog([
  packSource({
    index: {
      format: 1,
      id: 'core',
      version: '1.0.0',
      title: phrase('Core'),
      languages: ['en', 'ko'],
      modules: [
        {
          id: 'why',
          title: phrase('Why'),
          lessons: ['one', 'two'].map(lessonEntry),
          quizzes: quizzes.map(entryOf),
          labs: [],
        },
      ],
    },
    lessons,
    quizzes,
    labs: [],
    terms: [],
    misconceptions: [],
  }),
]);
const messages = messagesOf('en');
const pool = (name: string | undefined, progress: Progress = emptyProgress()) =>
  findPool(catalog, name, progress, messages);
const done = (lesson: string, at: number) => ({
  [`core/${lesson}`]: { state: 'done', step: 's', seen: [], at } as const,
});
const passed = { best: { score: 3, max: 3, passed: true, at: 1 } };

describe('the pool of a name', () => {
  it('is that of a quiz, or of a lesson’s quiz, with what it draws', () => {
    expect(pool('two-quiz')).toMatchObject({ key: 'core/two-quiz', id: 'two-quiz', pass: 0.9, draw: 8 });
    expect(pool('one')).toMatchObject({ key: 'core/one-quiz', draw: 3 });
    expect(pool('core/one').items.map(({ key }) => key)).toEqual(['core/one-0', 'core/one-1', 'core/one-2']);
  });

  it('is all quizzes together of a module without a final, and of a pack, passed as the strictest is', () => {
    expect(pool('why')).toMatchObject({
      key: 'core/why',
      id: 'why',
      title: phrase('Why'),
      pass: 0.9,
      draw: 20,
    });
    expect(pool('core')).toMatchObject({ key: 'core/core', id: 'core', title: phrase('Core') });
    expect(pool('core').items).toHaveLength(33);
  });

  it('is refused with the nearest name where there is none', () => {
    expect(() => pool('twos')).toThrow(UserError);
    try {
      pool('tow-quiz');
    } catch (error) {
      expect(error).toMatchObject({
        message: '`tow-quiz` has no quiz',
        hint: expect.stringContaining('two-quiz'),
      });
    }
  });
});

describe('the quiz that comes next', () => {
  it('is the first for someone new', () => {
    expect(pool(undefined).id).toBe('one-quiz');
  });

  it('is that of the lesson last done, unless it was passed', () => {
    const progress = { ...emptyProgress(), lessons: { ...done('two', 2), ...done('one', 1) } };
    expect(pool(undefined, progress).id).toBe('two-quiz');
    expect(pool(undefined, { ...progress, quizzes: { 'core/two-quiz': passed } }).id).toBe('one-quiz');
    const all = { 'core/one-quiz': passed, 'core/two-quiz': passed };
    expect(pool(undefined, { ...progress, quizzes: all }).id).toBe('two-quiz');
  });

  it('is the one under way before any other', () => {
    const attempt = { seed: 's', items: ['core/two-0'], answers: {} };
    const progress = { ...emptyProgress(), quizzes: { 'core/two-quiz': { attempt } } };
    expect(pool(undefined, progress).id).toBe('two-quiz');
  });

  it('is refused where there is no quiz at all', () => {
    expect(() => findPool(createCatalog([]), undefined, emptyProgress(), messages)).toThrow(
      'there is no quiz yet',
    );
  });
});
