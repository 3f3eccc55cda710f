import { describe, expect, it } from 'vitest';
import type { DoTask, Lab } from '../../../src/content/types.ts';
import type { Look } from '../../../src/tutor/goals/seen.ts';
import {
  factsToLookAt,
  isDo,
  type LabState,
  shownCommands,
  startLab,
  taskOnHand,
} from '../../../src/tutor/lab/state.ts';
import { beginLab, type LabInput, type LabOutcome, update } from '../../../src/tutor/lab/update.ts';
import { aContainer, aLab, aLook } from '../../helpers/lab.ts';

const NOTHING = aLook();
const RUNNING = aLook({ containers: [aContainer('web')] });
const EXITED = aLook({ containers: [aContainer('web', 'exited')] });

/** Begins a lab on an empty engine and gives it inputs. */
function play(inputs: readonly (LabInput | Look)[], lab: Lab = aLab(), first: Look = NOTHING): LabOutcome {
  let outcome = beginLab(startLab(lab, 'sandbox'), first);
  const events = [...outcome.events];
  const says = [...outcome.says];
  for (const input of inputs) {
    outcome = update(outcome.state, 'world' in input ? { type: 'look', look: input } : input);
    events.push(...outcome.events);
    says.push(...outcome.says);
  }
  return { state: outcome.state, events, says };
}

const kinds = ({ says }: LabOutcome): string[] => says.map(({ say }) => say);
const onHand = (state: LabState): string | undefined => taskOnHand(state)?.id;

/** The small lab with its task of a number changed. */
function withTask(index: number, change: Partial<DoTask>): Lab {
  const lab = aLab();
  return {
    ...lab,
    tasks: lab.tasks.map((task, at) => (at === index && isDo(task) ? { ...task, ...change } : task)),
  };
}

describe('a lab', () => {
  it('begins at its first task, and says in the log on which engine', () => {
    const { state, events } = play([]);
    expect(onHand(state)).toBe('start');
    expect(events).toEqual([{ type: 'lab-started', lab: 'pack/small', engine: 'sandbox' }]);
    expect(state.why).toMatchObject({ subject: { kind: 'container', name: 'web' }, fact: 'exists' });
  });

  it('goes on to the question once the first task holds, and no further before the answer', () => {
    const { state, says } = play([RUNNING, NOTHING]);
    expect(onHand(state)).toBe('ask');
    expect(kinds({ state, says, events: [] })).toEqual(['met', 'next']);
  });

  it('takes an answer, right or wrong, and tells what it shows', () => {
    const { state, events } = play([RUNNING, { type: 'answer', answer: 'b' }]);
    expect(onHand(state)).toBe('remove');
    expect(events.slice(-2)).toMatchObject([
      { type: 'answered', item: 'pack/which', correct: false, misconceptions: ['wrong'], via: 'lab' },
      { type: 'task-met', task: 'ask' },
    ]);
  });

  it('goes on without an answer where nobody can be asked, and writes that down', () => {
    const { state, events } = play([RUNNING, { type: 'pass' }, NOTHING]);
    expect(state.done).toBe(true);
    expect(state.answers).toEqual({});
    expect(events).toContainEqual({ type: 'passed-over', item: 'pack/which' });
    // With a task on hand there is nothing to pass over.
    expect(play([{ type: 'pass' }]).state.met).toEqual([]);
  });

  it('is done when the last task is met, and says so once', () => {
    const outcome = play([RUNNING, { type: 'answer', answer: 'a' }, NOTHING, NOTHING]);
    expect(outcome.state.done).toBe(true);
    expect(outcome.events.filter(({ type }) => type === 'lab-done')).toHaveLength(1);
    expect(kinds(outcome).filter((say) => say === 'done')).toHaveLength(1);
  });

  it('meets several tasks in one look', () => {
    const lab = aLab();
    const [start, , remove] = lab.tasks;
    const two = {
      ...lab,
      tasks: [
        { ...start!, expect: [{ container: 'web' }] },
        { ...remove!, expect: [{ container: 'web' }] },
      ],
    };
    expect(play([RUNNING], two as Lab).state.done).toBe(true);
  });

  it('keeps a met task met, whatever becomes of what it asked for', () => {
    const { state } = play([RUNNING, NOTHING, { type: 'answer', answer: 'a' }]);
    expect(state.met).toEqual(['start', 'ask']);
  });

  it('takes a lasting task back when the lab would be complete without it', () => {
    const lasting = withTask(0, { lasting: true });
    const outcome = play([RUNNING, { type: 'answer', answer: 'a' }, NOTHING], lasting);
    expect(outcome.state.done).toBe(false);
    expect(onHand(outcome.state)).toBe('start');
    expect(kinds(outcome)).toContain('undone');
  });

  it('speaks of a mistake when it comes to be, once', () => {
    expect(kinds(play([EXITED, NOTHING, EXITED])).filter((say) => say === 'mistake')).toHaveLength(1);
  });

  it('does not speak of what was so from the beginning', () => {
    expect(kinds(play([EXITED], aLab(), EXITED))).toEqual([]);
  });

  it('gives hints one at a time, and writes down how many', () => {
    const outcome = play([{ type: 'hint' }, { type: 'hint' }, { type: 'hint' }, RUNNING]);
    expect(kinds(outcome).slice(0, 3)).toEqual(['hint', 'hint', 'no-hint']);
    expect(outcome.events.at(-1)).toMatchObject({ type: 'task-met', hints: 2, solution: false });
  });

  it('shows the solution only to who tried, or has seen every hint', () => {
    expect(kinds(play([{ type: 'solution' }]))).toEqual(['try-first']);
    expect(kinds(play([{ type: 'command', line: 'docker ps' }, { type: 'solution' }]))).toEqual(['solution']);
    const hinted = play([{ type: 'hint' }, { type: 'hint' }, { type: 'solution' }, RUNNING]);
    expect(kinds(hinted).slice(0, 3)).toEqual(['hint', 'hint', 'solution']);
    expect(hinted.events.at(-1)).toMatchObject({ type: 'task-met', solution: true });
  });

  it('follows what is typed of the solution, blanks apart', () => {
    const { state } = play([{ type: 'command', line: ' docker  run -d --name web nginx ' }]);
    expect(state.followed).toBe(1);
    expect(play([{ type: 'command', line: 'docker ps' }]).state.followed).toBe(0);
  });

  it('shows the commands of every task, of the first third, or of none, by its difficulty', () => {
    const shown = (difficulty: Lab['difficulty']) => {
      const lab = aLab({ difficulty });
      return lab.tasks.filter(isDo).map((task) => shownCommands(lab, task).length);
    };
    expect(shown('worked')).toEqual([2, 1]);
    expect(shown('faded')).toEqual([2, 0]);
    expect(shown('independent')).toEqual([0, 0]);
  });

  it('looks at what may be met before the next question, and at nothing behind it', () => {
    const state = startLab(aLab(), 'sandbox');
    expect(factsToLookAt(state)).toEqual([
      { container: 'web', state: 'running' },
      { container: 'web', state: 'exited' },
    ]);
    expect(factsToLookAt({ ...state, met: ['start'] })).toEqual([]);
  });
});
