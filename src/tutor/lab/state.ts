import type { Fact, Remember } from '../../content/schema/fact.ts';
import type { AskTask, CommandLine, DoTask, Goal, Lab, LabTask, Mistake, Try } from '../../content/types.ts';
import type { AnswerValue } from '../../progress/events.ts';
import type { Difference } from '../goals/difference.ts';
import type { Grade } from '../items/types.ts';

/** A lab under way. All of it is a value: the same inputs give the same lab. */
export interface LabState {
  readonly lab: Lab;
  readonly engine: 'sandbox' | 'docker';
  /** Ids of the tasks that are met. */
  readonly met: readonly string[];
  /** Answers to `ask` tasks, by the task's id. */
  readonly answers: Readonly<Record<string, AnswerValue>>;
  /** How many hints were shown, by the task's id. */
  readonly hints: Readonly<Record<string, number>>;
  /** Ids of the tasks whose solution was asked for. */
  readonly solved: readonly string[];
  /** How many commands were run since the task on hand began. */
  readonly tries: number;
  /** How many commands of the solution of the task on hand were typed just so, one after the other. */
  readonly followed: number;
  /** Mistakes that were there at the last look, as `<task>/<number>`. */
  readonly standing: readonly string[];
  /** Mistakes that were spoken of: each is once. */
  readonly told: readonly string[];
  /** What the task on hand still differs in, as of the last look. */
  readonly why?: Difference;
  /** Whether every task is met, and those that last were looked at in the end. */
  readonly done: boolean;
}

/** What is to be said after an input, in order; whoever shows it finds the words. */
export type LabSay =
  | { readonly say: 'met'; readonly task: LabTask }
  /** A task that has to last does not hold any more. */
  | { readonly say: 'undone'; readonly task: DoTask; readonly why: Difference }
  | { readonly say: 'mistake'; readonly mistake: Mistake }
  | { readonly say: 'hint'; readonly task: DoTask; readonly index: number }
  /** There is no further hint. */
  | { readonly say: 'no-hint' }
  | { readonly say: 'solution'; readonly commands: readonly CommandLine[] }
  /** The solution is shown once something was tried. */
  | { readonly say: 'try-first' }
  | { readonly say: 'answered'; readonly task: AskTask; readonly answer: AnswerValue; readonly grade: Grade }
  /** The task on hand is another one now. */
  | { readonly say: 'next'; readonly task: LabTask }
  | { readonly say: 'done' };

/** A lab before its first look. */
export function startLab(lab: Lab, engine: LabState['engine'], met: readonly string[] = []): LabState {
  return {
    lab,
    engine,
    met,
    answers: {},
    hints: {},
    solved: [],
    tries: 0,
    followed: 0,
    standing: [],
    told: [],
    done: false,
  };
}

/** The task on hand: the first that is not met; nothing once all are. */
export function taskOnHand({ lab, met }: Pick<LabState, 'lab' | 'met'>): LabTask | undefined {
  return lab.tasks.find(({ id }) => !met.includes(id));
}

/** Whether a task is done with commands, and not a question. */
export function isDo(task: LabTask | undefined): task is DoTask {
  return task !== undefined && 'do' in task;
}

/** Everything that a lab notes when it begins. */
export function memoriesOf(lab: Lab): Remember {
  return Object.assign({}, ...lab.tasks.map((task) => (isDo(task) ? task.remember : {})));
}

/**
 * The facts that a look must be able to judge: those of the task on hand and of what may come to be on hand in the same
 * look, up to the next question; of mistakes there; and of what has to last.
 */
export function factsToLookAt(state: LabState): readonly Fact[] {
  const open = state.lab.tasks.filter(({ id }) => !state.met.includes(id));
  const asked = open.findIndex((task) => !isDo(task));
  const near = (asked < 0 ? open : open.slice(0, asked)).filter(isDo);
  // What lasts is looked at when nothing is left to be done but what this look can meet.
  const lasting = asked < 0 ? state.lab.tasks.filter((task) => isDo(task) && task.lasting) : [];
  const goals: readonly Goal[] = [...near, ...lasting.filter(isDo)];
  return goals.flatMap(({ expect, mistakes }) => [...expect, ...mistakes.flatMap(({ when }) => when)]);
}

/**
 * The commands of the solution that a lab shows by itself: all of a worked lab, those of the first third of the tasks of
 * a faded one, none of an independent one.
 *
 * @param task one of the lab's
 */
export function shownCommands(lab: Lab, task: DoTask): readonly CommandLine[] {
  if (lab.difficulty === 'independent') return [];
  const tasks = lab.tasks.filter(isDo);
  const shown = lab.difficulty === 'worked' ? tasks.length : Math.ceil(tasks.length / 3);
  return tasks.indexOf(task) < shown ? commandsOf(lab, task) : [];
}

/** The commands that solve a task: its own, or those of the whole lab where it has none. */
export function commandsOf(lab: Lab, task: DoTask): readonly CommandLine[] {
  return task.solution.length > 0 ? task.solution : lab.solution;
}

/** A lab of one task: what a step of a lesson gives to try. */
export function labOfTry(
  tried: Try,
  about: Pick<Lab, 'pack' | 'id' | 'languages' | 'title' | 'misconceptions' | 'terms'>,
): Lab {
  const { files, setup, ...goal } = tried;
  return {
    pack: about.pack,
    id: about.id,
    was: [],
    languages: about.languages,
    title: about.title,
    difficulty: 'independent',
    files,
    setup,
    tasks: [{ id: 'try', was: [], ...goal, lasting: false }],
    solution: [],
    objectives: [],
    sources: {},
    diagrams: {},
    misconceptions: about.misconceptions,
    terms: about.terms,
  };
}
