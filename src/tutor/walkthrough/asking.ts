/** A step that asks: choosing, saying how sure, being told. */
import type { AskItem, Step } from '../../content/types.ts';
import type { EventBody } from '../../progress/events.ts';
import { type Choice, grade } from '../grading.ts';
import { typeOf } from '../items/index.ts';
import type { KeyName } from '../keys.ts';
import { END, still } from '../machine.ts';
import { backward, enter, forward, itemKey, type Outcome } from './moves.ts';
import { choicesOf, currentStep, type Question, type Walk } from './state.ts';

/** What a key does while the step has a question. */
export function asking(walk: Walk, key: KeyName): Outcome {
  const step = currentStep(walk);
  const { question } = walk;
  if (step?.ask === undefined || question === undefined) return still(walk);
  switch (question.phase) {
    case 'choosing':
      return choosing(walk, step, step.ask, question, key);
    case 'sure':
      return sayingHowSure(walk, step.ask, question, key);
    case 'told':
      return told(walk, key);
  }
}

function choosing(walk: Walk, step: Step, item: AskItem, question: Question, key: KeyName): Outcome {
  const type = typeOf(item);
  const options = choicesOf(walk.lesson, step, item).map(({ id }) => id);
  const pressed = type.press(item, { options, cursor: question.cursor, chosen: question.chosen }, key);
  if (pressed !== undefined) {
    const { entry, submit: submits, hint } = pressed;
    if (submits === true) return submit(walk, item, entry.cursor, type.answerOf(item, entry) as Choice);
    const { cursor, chosen } = entry;
    const next: Walk = { ...walk, question: { ...question, cursor, chosen } };
    return still(hint === undefined ? next : { ...next, hint: 'choose-some' });
  }
  switch (key) {
    case 's':
      return passOver(walk, item);
    case 'left':
    case 'backspace':
    case 'b':
    case 'p':
      return backward(walk);
    case 'right':
    case 'n':
      return still({ ...walk, hint: 'answer-first' });
    default:
      return still(walk);
  }
}

/** Records the answer at once; how sure the learner was is asked before the verdict, so that the verdict cannot colour it. */
function submit(walk: Walk, item: AskItem, cursor: number, answer: Choice): Outcome {
  const graded = grade(item, answer);
  const state: Walk = {
    ...walk,
    scroll: END,
    question: {
      phase: 'sure',
      cursor,
      chosen: typeof answer === 'string' ? [answer] : answer,
    },
    answered: { ...walk.answered, [item.id]: { answer } },
    passedOver: walk.passedOver.filter((id) => id !== item.id),
  };
  const event: EventBody = {
    type: 'answered',
    item: itemKey(walk, item),
    revision: item.revision,
    answer,
    correct: graded.correct,
    score: graded.score,
    max: graded.max,
    misconceptions: graded.misconceptions,
    via: 'lesson',
  };
  return still(state, [event]);
}

function passOver(walk: Walk, item: AskItem): Outcome {
  const next = enter({ ...walk, passedOver: [...walk.passedOver, item.id] }, walk.step + 1);
  return {
    ...next,
    events: [{ type: 'passed-over', item: itemKey(walk, item) }, ...next.events],
  };
}

function sayingHowSure(walk: Walk, item: AskItem, question: Question, key: KeyName): Outcome {
  const tell = (state: Walk): Walk => ({
    ...state,
    scroll: 0,
    question: { ...question, phase: 'told' },
  });
  const answered = walk.answered[item.id];
  if (key === '1' || key === '2') {
    const sure = key === '1';
    const known = answered === undefined ? {} : { [item.id]: { ...answered, sure } };
    return still(tell({ ...walk, answered: { ...walk.answered, ...known } }), [
      { type: 'sure', item: itemKey(walk, item), sure },
    ]);
  }
  return key === 'enter' || key === 'right' || key === 'space' || key === 'n'
    ? still(tell(walk))
    : still(walk);
}

function told(walk: Walk, key: KeyName): Outcome {
  switch (key) {
    case 'right':
    case 'enter':
    case 'space':
    case 'n':
      return forward(walk);
    case 'left':
    case 'backspace':
    case 'b':
    case 'p':
      return backward(walk);
    default:
      return still(walk);
  }
}
