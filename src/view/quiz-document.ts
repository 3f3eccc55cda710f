import { typeOf } from '../tutor/items/index.ts';
import { entryFor, type QuizState } from '../tutor/quiz/state.ts';
import type { ViewContext } from './context.ts';
import { GAP, type Node } from './nodes.ts';
import { quizView } from './quiz/page.ts';

/**
 * A whole quiz for reading and printing: each question as it is asked, and what is said after the right answer.
 *
 * @param state the quiz before its first question
 */
export function quizDocument(state: QuizState, context: Pick<ViewContext, 'columns' | 'charset'>): Node[] {
  return state.items.flatMap((asked, at): Node[] => {
    const { item, key } = asked;
    const answer = typeOf(item).key(item);
    const asking = quizView(
      { ...state, at, phase: { kind: 'choosing', entry: entryFor(asked, state.seed) } },
      context,
    );
    const told = quizView({ ...state, at, phase: { kind: 'told' }, answers: { [key]: { answer } } }, context);
    return [...asking.header, ...asking.body, GAP, ...told.body, GAP];
  });
}
