/** Answers to the questions of a lab: in a line of a script, or at the prompt. */
import { randomId } from '../platform/random.ts';
import type { EventBody } from '../progress/events.ts';
import type { Lang } from '../text/localized.ts';
import { typeOf } from '../tutor/items/index.ts';
import type { LabSay } from '../tutor/lab/state.ts';
import { isDo, taskOnHand } from '../tutor/lab/state.ts';
import { itemsOfLab, partsOfItem, type QuizState, startSession } from '../tutor/quiz/state.ts';
import { begin, update } from '../tutor/quiz/update.ts';
import type { Node } from '../view/nodes.ts';
import { narrateQuiz, quizPrompt } from '../view/quiz/narrate.ts';
import type { LabRun } from './lab-run.ts';
import type { ShellPrompt } from './shell-prompt.ts';

/**
 * Answers the question on hand from a line, `answer <option>` or `answer <task> <option>`.
 *
 * @param rest what stands behind the word: the id of the task or of its question, if it is named, and the answer, in
 *   the form of an answers file; the options of a list may stand one after the other
 * @returns what is to be said, or why it is no answer
 */
export function answerFromLine(
  run: LabRun,
  rest: string,
):
  | { readonly says: readonly LabSay[] }
  | { readonly problem: 'unknown-task' | 'bad-answer'; readonly name: string } {
  const [, name = '', more = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest.trim()) ?? [];
  const task = taskOnHand(run.state);
  const names = run.state.lab.tasks.flatMap((one) => (isDo(one) ? one.id : [one.id, one.ask.id]));
  const isNamed = more !== '' && names.includes(name);
  if (task === undefined || isDo(task) || (isNamed && name !== task.id && name !== task.ask.id))
    return { problem: 'unknown-task', name };
  const text = isNamed ? more : rest.trim();
  const asked = itemsOfLab(run.state.lab).find(({ item }) => item.id === task.ask.id);
  const read = typeOf(task.ask).read(
    task.ask,
    readValue(task.ask.type, text),
    asked ? partsOfItem(asked) : [],
  );
  if (!('answer' in read)) return { problem: 'bad-answer', name };
  return { says: run.put({ type: 'answer', answer: read.answer }) };
}

/** A word is a text; JSON is what it says; for what is a list, words are its entries. */
function readValue(type: string, text: string): unknown {
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  if (type === 'multiple' || type === 'order') return text.split(/[\s,]+/).filter((word) => word !== '');
  if (type === 'numeric' && text !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** How a question is put at a prompt. */
export interface Asking {
  readonly lang: Lang;
  readonly prompt: Pick<ShellPrompt, 'ask' | 'writeLines'>;
  print(nodes: readonly Node[]): void;
  record(events: readonly EventBody[]): void;
  /** What ^C does: it gives the line up, as in a shell, or leaves. */
  readonly interrupt: 'again' | 'leave';
}

/** How a question ended: answered, or the learner would rather leave, or the terminal is gone. */
export type Asked = 'answered' | 'left' | 'interrupted' | 'gone';

const NO_VIEWPORT = { maxScroll: 0, bodyRows: 1 };
const SEED_LENGTH = 6;

/** Asks the questions on hand, line by line: the answer, how sure the learner is, and then what is so. */
export async function askOnHand(run: LabRun, asking: Asking): Promise<Asked> {
  const { lang, print, record } = asking;
  const task = taskOnHand(run.state);
  const asked = itemsOfLab(run.state.lab).find(({ item }) => !isDo(task) && item.id === task?.ask.id);
  if (asked === undefined) return 'answered';
  const { title, languages } = run.state.lab;
  const seed = randomId(SEED_LENGTH);
  let state: QuizState = begin(
    startSession({ items: [asked], via: 'lab', title, seed, lang, languages }),
  ).state;
  // The title stands above already: only the question is new.
  print(narrateQuiz({ ...state, at: -1 }, state));
  while (state.phase.kind !== 'told') {
    const line = await typed(quizPrompt(state), asking);
    if (typeof line === 'string') return line;
    const before = state;
    const outcome = update(state, { type: 'line', line: line.text }, NO_VIEWPORT);
    if (outcome.effects.some((effect) => effect.do === 'quit')) return 'left';
    state = outcome.state;
    const given = state.answers[asked.key];
    // The lab itself records the answer; how sure the learner was is recorded as in a quiz.
    if (given !== undefined && before.answers[asked.key] === undefined)
      run.put({ type: 'answer', answer: given.answer });
    record(outcome.events.filter(({ type }) => type === 'sure'));
    print(narrateQuiz(before, state));
  }
  return 'answered';
}

/** A line for a question; or how the learner left. */
async function typed(
  question: string,
  { prompt, interrupt }: Asking,
): Promise<{ readonly text: string } | Asked> {
  prompt.writeLines(`${question}\n`);
  for (;;) {
    const line = await prompt.ask('> ', false);
    if (line.kind === 'line') return line;
    if (line.kind === 'end') return line.gone ? 'gone' : 'left';
    if (interrupt === 'leave') return 'interrupted';
  }
}
