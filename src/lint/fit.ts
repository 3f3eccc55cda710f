/** Whether every step fits its screen: proved by drawing it with the renderer that learners see. */
import type { Finding } from '../content/problems.ts';
import type { Lesson, Step } from '../content/types.ts';
import type { Lang } from '../text/localized.ts';
import type { Choice } from '../tutor/grading.ts';
import { type Answered, choicesOf, type Question, type Walk } from '../tutor/walkthrough/state.ts';
import { walkView } from '../view/walkthrough/page.ts';
import { linesBelow, SCREEN, tooTall } from './screen.ts';

/** A page that a step can show: what the learner is doing there, in words for a finding. */
interface Page {
  readonly walk: Walk;
  readonly doing: string;
}

/**
 * Finds the steps of a lesson that do not fit a terminal of 80 × 24 in some language: as they are read, asked, and
 * answered in every way.
 */
export function checkFit(lesson: Lesson): Finding[] {
  return lesson.languages.flatMap((lang) =>
    lesson.steps.flatMap((step, index) => {
      const worst = pagesOf(lesson, step, index, lang)
        .map((page) => ({ ...page, over: linesBelow(walkView(page.walk, SCREEN)) }))
        .reduce((a, b) => (b.over > a.over ? b : a));
      return worst.over === 0 ? [] : [finding(index, lang, worst.over, worst.doing)];
    }),
  );
}

function finding(index: number, lang: Lang, over: number, doing: string): Finding {
  return {
    rule: 'fit',
    path: ['steps', index, 'id'],
    message: tooTall('step', lang, over, doing),
    hint: 'shorten the text or split the step; `docker-tutor pack preview` shows it',
  };
}

function pagesOf(lesson: Lesson, step: Step, index: number, lang: Lang): Page[] {
  const walk: Walk = {
    lesson,
    lang,
    languages: ['en', 'ko'],
    step: index,
    frame: 0,
    motion: false,
    scroll: 0,
    answered: predictions(lesson, index),
    passedOver: [],
    practice: true,
  };
  const resting = { ...walk, frame: Number.MAX_SAFE_INTEGER };
  if (step.ask === undefined) return [{ walk: resting, doing: 'while it is read' }];
  const { ask } = step;
  const page = (phase: Question['phase'], answer: Choice | undefined, doing: string): Page => ({
    walk: {
      ...resting,
      question: { phase, cursor: 0, chosen: answer === undefined ? [] : [answer].flat() },
      answered: answer === undefined ? walk.answered : { ...walk.answered, [ask.id]: { answer } },
    },
    doing,
  });
  const answers = choicesOf(lesson, step, ask).map((choice) => choice.id);
  return [
    page('sure', answers[0], 'while it asks'),
    ...answers.map((answer) => page('told', answer, `after the answer \`${answer}\``)),
  ];
}

/** The answer that takes most room to recall, where the step before asked. */
function predictions(lesson: Lesson, index: number): Record<string, Answered> {
  const before = lesson.steps[index - 1];
  if (before?.ask === undefined) return {};
  const ids = choicesOf(lesson, before, before.ask).map((choice) => choice.id);
  const answer = before.ask.type === 'multiple' ? ids : (ids[0] ?? '');
  return { [before.ask.id]: { answer } };
}
