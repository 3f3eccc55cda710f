/** What happens in a lab: tasks are met in order, mistakes are spoken of, hints and solutions are shown. */
import type { AskTask, DoTask } from '../../content/types.ts';
import type { AnswerValue, EventBody } from '../../progress/events.ts';
import { judgeAll } from '../goals/judge.ts';
import type { Look } from '../goals/seen.ts';
import { grade } from '../grading.ts';
import { commandsOf, isDo, type LabSay, type LabState, taskOnHand } from './state.ts';

/** What reaches a lab. */
export type LabInput =
  /** The engine was looked at; the look can judge `factsToLookAt`. */
  | { readonly type: 'look'; readonly look: Look }
  /** A command ended; the line as typed, where that is known. */
  | { readonly type: 'command'; readonly line?: string }
  | { readonly type: 'answer'; readonly answer: AnswerValue }
  /** The question on hand is left without an answer: commands go on where nobody can be asked. */
  | { readonly type: 'pass' }
  | { readonly type: 'hint' }
  | { readonly type: 'solution' };

/** What an input leads to. Events are on disk before anything is said. */
export interface LabOutcome {
  readonly state: LabState;
  readonly events: readonly EventBody[];
  readonly says: readonly LabSay[];
}

/** The key of a lab in the log. */
export function labKey({ lab }: Pick<LabState, 'lab'>): string {
  return `${lab.pack}/${lab.id}`;
}

/** Begins a lab with its first look: what stands there from the start is no mistake of the learner's. */
export function beginLab(state: LabState, look: Look): LabOutcome {
  const started: EventBody = { type: 'lab-started', lab: labKey(state), engine: state.engine };
  const first = update(settled(state, look), { type: 'look', look });
  return { ...first, events: [started, ...first.events] };
}

/**
 * What an input does.
 *
 * @param state the lab before
 * @param input what happened
 */
export function update(state: LabState, input: LabInput): LabOutcome {
  switch (input.type) {
    case 'look':
      return looked(state, input.look);
    case 'command':
      return { state: tried(state, input.line), events: [], says: [] };
    case 'answer':
      return answered(state, input.answer);
    case 'pass':
      return passedOver(state);
    case 'hint':
      return hinted(state);
    case 'solution':
      return solved(state);
  }
}

function looked(before: LabState, look: Look): LabOutcome {
  if (before.done) return { state: before, events: [], says: [] };
  const says: LabSay[] = [];
  const events: EventBody[] = [];
  let state = before;
  for (let task = taskOnHand(state); isDo(task); task = taskOnHand(state)) {
    const why = judgeAll(task.expect, look);
    if (why !== undefined) {
      const spoken = speakOfMistakes({ ...state, why }, task, look);
      says.push(...spoken.says);
      return { state: spoken.state, events, says };
    }
    events.push(metEvent(state, task));
    says.push({ say: 'met', task });
    // Whatever stands there when a task begins is not what the learner did for it.
    state = settled(meet(state, task.id), look);
    const next = taskOnHand(state);
    if (next !== undefined) says.push({ say: 'next', task: next });
  }
  if (taskOnHand(state) !== undefined) return { state, events, says };
  const ended = endWith(state, look);
  return { state: ended.state, events: [...events, ...ended.events], says: [...says, ...ended.says] };
}

/** All tasks are met: those that have to last are looked at once more. */
function endWith(state: LabState, look: Look): LabOutcome {
  const undone = state.lab.tasks.filter(isDo).flatMap((task): Extract<LabSay, { say: 'undone' }>[] => {
    const why = task.lasting ? judgeAll(task.expect, look) : undefined;
    return why === undefined ? [] : [{ say: 'undone', task, why }];
  });
  const [first] = undone;
  if (first === undefined) {
    const { why: _, ...rest } = state;
    return {
      state: { ...rest, done: true },
      events: [{ type: 'lab-done', lab: labKey(state) }],
      says: [{ say: 'done' }],
    };
  }
  const fallen = undone.map(({ task }) => task.id);
  const open = {
    ...state,
    met: state.met.filter((id) => !fallen.includes(id)),
    why: first.why,
    tries: 0,
    followed: 0,
  };
  return { state: settled(open, look), events: [], says: [...undone, { say: 'next', task: first.task }] };
}

function meet({ why: _, ...state }: LabState, id: string): LabState {
  return { ...state, met: [...state.met, id], tries: 0, followed: 0 };
}

function metEvent(state: LabState, { id }: { readonly id: string }): EventBody {
  return {
    type: 'task-met',
    lab: labKey(state),
    task: id,
    hints: state.hints[id] ?? 0,
    solution: state.solved.includes(id),
  };
}

/** The state with the mistakes that stand now taken as known. */
function settled(state: LabState, look: Look): LabState {
  const task = taskOnHand(state);
  return { ...state, standing: isDo(task) ? mistakesSeen(task, look) : [] };
}

/** A mistake is spoken of when it comes to be, once. */
function speakOfMistakes(state: LabState, task: DoTask, look: Look): Pick<LabOutcome, 'state' | 'says'> {
  const standing = mistakesSeen(task, look);
  const fresh = standing.filter((key) => !state.standing.includes(key) && !state.told.includes(key));
  return {
    state: { ...state, standing, told: [...state.told, ...fresh] },
    says: fresh.map((key) => ({ say: 'mistake', mistake: task.mistakes[numberOf(key)]! })),
  };
}

/** The mistakes of a task that are there, as `<task>/<number>`. */
function mistakesSeen(task: DoTask, look: Look): string[] {
  return task.mistakes.flatMap(({ when }, index) =>
    judgeAll(when, look) === undefined ? [`${task.id}/${index}`] : [],
  );
}

function numberOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}

function tried(state: LabState, line: string | undefined): LabState {
  const task = taskOnHand(state);
  const next = isDo(task) ? commandsOf(state.lab, task)[state.followed] : undefined;
  const follows = next !== undefined && line !== undefined && sameLine(line, next.sh);
  return { ...state, tries: state.tries + 1, followed: state.followed + (follows ? 1 : 0) };
}

function sameLine(one: string, other: string): boolean {
  const plain = (text: string): string => text.trim().replace(/\s+/g, ' ');
  return plain(one) === plain(other);
}

function answered(state: LabState, answer: AnswerValue): LabOutcome {
  const task = taskOnHand(state);
  if (task === undefined || isDo(task)) return { state, events: [], says: [] };
  const graded = grade(task.ask, answer);
  const { correct, score, max, misconceptions } = graded;
  const event: EventBody = {
    type: 'answered',
    item: `${state.lab.pack}/${task.ask.id}`,
    revision: task.ask.revision,
    answer,
    correct,
    score,
    max,
    misconceptions,
    via: 'lab',
  };
  const told: LabSay = { say: 'answered', task, answer, grade: graded };
  const after = afterQuestion(state, task, answer);
  return { ...after, events: [event, ...after.events], says: [told, ...after.says] };
}

function passedOver(state: LabState): LabOutcome {
  const task = taskOnHand(state);
  if (task === undefined || isDo(task)) return { state, events: [], says: [] };
  const met = meet(state, task.id);
  const event: EventBody = { type: 'passed-over', item: `${state.lab.pack}/${task.ask.id}` };
  const next = taskOnHand(met);
  return {
    state: met,
    events: [event, metEvent(state, task)],
    says: next === undefined ? [] : [{ say: 'next', task: next }],
  };
}

/** A question is met by an answer, right or wrong: what is so has been told. The end waits for a look. */
function afterQuestion(state: LabState, task: AskTask, answer: AnswerValue): LabOutcome {
  const met = meet({ ...state, answers: { ...state.answers, [task.id]: answer } }, task.id);
  const next = taskOnHand(met);
  return {
    state: met,
    events: [metEvent(state, task)],
    says: next === undefined ? [] : [{ say: 'next', task: next }],
  };
}

function hinted(state: LabState): LabOutcome {
  const task = taskOnHand(state);
  const index = task === undefined ? 0 : (state.hints[task.id] ?? 0);
  if (!isDo(task) || task.hints[index] === undefined)
    return { state, events: [], says: [{ say: 'no-hint' }] };
  return {
    state: { ...state, hints: { ...state.hints, [task.id]: index + 1 } },
    events: [],
    says: [{ say: 'hint', task, index }],
  };
}

/** The solution is for those who tried, or have seen every hint. */
function solved(state: LabState): LabOutcome {
  const task = taskOnHand(state);
  if (!isDo(task)) return { state, events: [], says: [{ say: 'no-hint' }] };
  const hintsSeen = task.hints.length > 0 && (state.hints[task.id] ?? 0) >= task.hints.length;
  if (state.tries === 0 && !hintsSeen) return { state, events: [], says: [{ say: 'try-first' }] };
  const known = state.solved.includes(task.id) ? state.solved : [...state.solved, task.id];
  return {
    state: { ...state, solved: known },
    events: [],
    says: [{ say: 'solution', commands: commandsOf(state.lab, task) }],
  };
}
