import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../../src/progress/events.ts';
import { fold } from '../../../src/progress/fold.ts';
import { draw } from '../../../src/tutor/quiz/draw.ts';
import { resumedAttempt } from '../../../src/tutor/quiz/resume.ts';
import { currentItem, entryFor, itemsOfQuiz, type QuizState } from '../../../src/tutor/quiz/state.ts';
import { quizOf, sessionOf, take } from '../../helpers/quiz.ts';

const quiz = quizOf();
const pool = itemsOfQuiz(quiz);
const KEY = 'test-pack/test-quiz';

function logged(bodies: readonly EventBody[]): Event[] {
  return bodies.map((body, index) => ({ v: 1, id: `w-${index}`, n: index + 1, at: index * 1000, ...body }));
}

/** The session that starts after a crash, from what the log held then; nothing if no attempt was under way. */
function afterCrash(events: readonly EventBody[]): QuizState | undefined {
  const { attempt } = fold(logged(events)).quizzes[KEY] ?? {};
  const resumed = attempt && resumedAttempt(attempt, pool);
  return resumed && sessionOf(quiz, resumed);
}

const keys = fc.array(
  fc.constantFrom(
    ...['1', '2', '3', '4', 'up', 'down', 'right', 'space', 'enter', 'enter', 'tab', '7', 'escape', 's'],
  ),
  { minLength: 20, maxLength: 160 },
);

describe('an attempt that was cut off', () => {
  it('goes on, cut at any of 100 random places, with every answer that was recorded and no other', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), keys, fc.nat(), (seed, pressed, place) => {
        const items = draw(pool, seed);
        const played = take(sessionOf(quiz, { items, seed }), pressed);
        const cut = played.events.slice(0, 1 + (place % played.events.length));
        const start = afterCrash(cut);
        if (cut.some(({ type }) => type === 'quiz-done')) {
          expect(start).toBeUndefined();
          return;
        }
        const { state, events } = take(start!, []);
        expect(state.items.map(({ key }) => key)).toEqual(items.map(({ key }) => key));
        const answered = cut.filter((event) => event.type === 'answered');
        expect(Object.keys(state.answers).sort()).toEqual(answered.map(({ item }) => item).sort());
        for (const { item, answer } of answered) expect(state.answers[item]?.answer).toEqual(answer);
        // What was answered is not asked again, and the options lie where they lay.
        const asked = currentItem(state);
        expect(asked === undefined).toBe(answered.length === items.length);
        if (asked !== undefined) {
          expect(state.answers[asked.key]).toBeUndefined();
          expect(state.phase).toEqual({ kind: 'choosing', entry: entryFor(asked, seed) });
        }
        // Beginning again leaves no second beginning in the log.
        expect(events.map(({ type }) => type)).toEqual(asked === undefined ? ['quiz-done'] : []);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps how sure the learner was', () => {
    const { events } = take(sessionOf(quiz), ['1', 'enter', '2']);
    expect(afterCrash(events)?.answers).toMatchObject({ 'test-pack/kernel-of-vm': { sure: false } });
  });

  it('leaves out items that the quiz no longer has, and is over if none is left', () => {
    const attempt = { seed: 's', items: ['test-pack/gone', 'test-pack/memory'], answers: {} };
    expect(resumedAttempt(attempt, pool)?.items.map(({ key }) => key)).toEqual(['test-pack/memory']);
    expect(resumedAttempt({ ...attempt, items: ['test-pack/gone'] }, pool)).toBeUndefined();
  });
});
