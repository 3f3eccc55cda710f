import { describe, expect, it } from 'vitest';
import { openQuestions } from '../../../src/tutor/walkthrough/moves.ts';
import { update } from '../../../src/tutor/walkthrough/update.ts';
import { walkView } from '../../../src/view/walkthrough/page.ts';
import { aLab } from '../../helpers/lab.ts';
import { lessonOf } from '../../helpers/lesson.ts';
import { play, walkOf } from '../../helpers/walk.ts';

const [task] = aLab().tasks;
if (task === undefined || !('do' in task)) throw new Error('the first task is to be done');
const step = { id: 'see-it', sources: [], covers: [], was: [], try: { ...task, files: {}, setup: [] } };
const after = {
  id: 'after',
  sources: [],
  covers: [],
  was: [],
  text: { en: [{ t: 'p' as const, children: ['After.'] }] },
};
const lesson = lessonOf([step, after]);
const walk = walkOf(lesson, { practice: true });

describe('a step with something to try', () => {
  it.each(['t', 'enter'])('opens the sandbox with %s', (key) => {
    expect(play(walk, [key]).effects).toEqual([{ do: 'practice', step: 'see-it' }]);
  });

  it('is written down when it was done, once, and then enter goes on', () => {
    const viewport = { maxScroll: 0, bodyRows: 18 };
    const back = update(play(walk, []).walk, { type: 'tried', step: 'see-it', met: true }, viewport);
    expect(back.events).toEqual([{ type: 'try-met', lesson: `${lesson.pack}/${lesson.id}`, step: 'see-it' }]);
    expect(update(back.state, { type: 'tried', step: 'see-it', met: true }, viewport).events).toEqual([]);
    expect(update(back.state, { type: 'key', key: 'enter' }, viewport).state.step).toBe(1);
  });

  it('can be passed over; the lesson is done then, and not before', () => {
    expect(openQuestions(play(walk, ['right', 'right']).walk)).toEqual([0]);
    const passed = play(walk, ['s', 'right']);
    expect(openQuestions(passed.walk)).toEqual([]);
    expect(passed.events.at(-1)).toMatchObject({ type: 'lesson-done' });
  });

  it('is not open where nothing can be tried', () => {
    expect(openQuestions(play(walkOf(lesson), ['right', 'right']).walk)).toEqual([]);
  });

  it('shows the task, and where it cannot be tried the commands', () => {
    const shown = (practice: boolean) =>
      JSON.stringify(walkView(walkOf(lesson, { practice }), { columns: 80, charset: 'unicode' }));
    expect(shown(true)).toContain('Start web');
    expect(shown(true)).not.toContain('docker ps');
    expect(shown(false)).toContain('docker ps');
  });
});
