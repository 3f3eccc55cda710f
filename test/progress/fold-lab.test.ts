import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../src/progress/events.ts';
import { fold } from '../../src/progress/fold.ts';
import { renameProgress } from '../../src/progress/rename.ts';

const log = (...bodies: EventBody[]): Event[] =>
  bodies.map((body, index) => ({ ...body, v: 1, id: `w-${index + 1}`, n: index + 1, at: 1000 + index }));
const started: EventBody = { type: 'lab-started', lab: 'p/one', engine: 'sandbox' };
const met = (task: string): EventBody => ({
  type: 'task-met',
  lab: 'p/one',
  task,
  hints: 0,
  solution: false,
});

describe('labs in the log', () => {
  it('are started, met task by task, and done', () => {
    expect(fold(log(started, met('a'), met('a'), met('b'))).labs['p/one']).toEqual({
      state: 'started',
      engine: 'sandbox',
      met: ['a', 'b'],
      at: 1003,
    });
    expect(fold(log(started, met('a'), { type: 'lab-done', lab: 'p/one' })).labs['p/one']?.state).toBe(
      'done',
    );
  });

  it('begin anew without losing that they were done', () => {
    const events = log(started, met('a'), { type: 'lab-done', lab: 'p/one' }, {
      ...started,
      engine: 'docker',
    } as EventBody);
    expect(fold(events).labs['p/one']).toMatchObject({ state: 'done', engine: 'docker', met: [] });
  });

  it('are forgotten alone, with their lesson, and with everything', () => {
    const before = [started, met('a')];
    expect(fold(log(...before, { type: 'lab-reset', lab: 'p/one', items: [] })).labs).toEqual({});
    const withLesson: EventBody = { type: 'reset', lesson: 'p/l', items: [], quizzes: [], labs: ['p/one'] };
    expect(fold(log(...before, withLesson)).labs).toEqual({});
    expect(fold(log(...before, { type: 'reset', lesson: '*', items: [] })).labs).toEqual({});
    expect(fold(log(...before, { type: 'reset', lesson: 'p/l', items: [] })).labs).toHaveProperty(['p/one']);
  });

  it('follow their new names, and their tasks too', () => {
    const renames = {
      lessons: new Map(),
      items: new Map(),
      steps: new Map(),
      labs: new Map([['p/one', 'p/two']]),
      tasks: new Map([['p/two', new Map([['a', 'b']])]]),
    };
    expect(renameProgress(fold(log(started, met('a'))), renames).labs).toMatchObject({
      'p/two': { met: ['b'] },
    });
  });
});

describe('what steps give to try', () => {
  it('is kept with the lesson', () => {
    const seen: EventBody = { type: 'step-seen', lesson: 'p/l', step: 's' };
    const tried: EventBody = { type: 'try-met', lesson: 'p/l', step: 's' };
    expect(fold(log(seen, tried, tried, seen)).lessons['p/l']).toMatchObject({
      state: 'started',
      tried: ['s'],
    });
    expect(fold(log(seen, tried, { type: 'lesson-done', lesson: 'p/l' })).lessons['p/l']).toMatchObject({
      state: 'done',
      tried: ['s'],
    });
  });
});
