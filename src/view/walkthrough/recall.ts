import type { Lesson } from '../../content/types.ts';
import type { Lang } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { grade } from '../../tutor/grading.ts';
import { typeOf } from '../../tutor/items/index.ts';
import { type Answered, choicesOf } from '../../tutor/walkthrough/state.ts';
import { saidNode } from '../items/feedback.ts';
import { type Node, span } from '../nodes.ts';

/** What the learner predicted in the step before, recalled where the answer is shown. */
export function recallNode(
  lesson: Lesson,
  step: number,
  answered: Answered | undefined,
  lang: Lang,
): Node | undefined {
  const asking = lesson.steps[step];
  const item = asking?.ask;
  if (asking === undefined || item === undefined || answered === undefined) return undefined;
  const right = grade(item, answered.answer).correct;
  const words = typeOf(item).words(item, answered.answer, choicesOf(lesson, asking, item));
  return {
    ...saidNode(messagesOf(lang).walk.youPredicted, words, lang),
    indent: 0,
    lead: span(right ? '✓ ' : '✗ ', right ? 'good' : 'bad'),
  };
}
