/** What a quiz or a review leaves in the log. */
import type { AnswerValue, EventBody } from '../../progress/events.ts';
import { grade } from '../grading.ts';
import type { QuizState, SessionItem } from './state.ts';
import { scoreOf } from './summary.ts';

type Attempt = Pick<QuizState, 'via' | 'quiz' | 'seed' | 'items' | 'answers'>;

/** The beginning of an attempt at a quiz; a review has none. */
export function startedEvents({ via, quiz, seed, items }: Attempt): EventBody[] {
  if (via !== 'quiz' || quiz === undefined) return [];
  return [{ type: 'quiz-started', quiz: quiz.key, seed, items: items.map(({ key }) => key) }];
}

/** An answer, graded. */
export function answeredEvent(
  { via, quiz }: Pick<Attempt, 'via' | 'quiz'>,
  { key, item }: SessionItem,
  answer: AnswerValue,
): EventBody {
  const { correct, score, max, misconceptions } = grade(item, answer);
  return {
    type: 'answered',
    item: key,
    revision: item.revision,
    answer,
    correct,
    score,
    max,
    misconceptions,
    via,
    ...(quiz !== undefined && { quiz: quiz.key }),
  };
}

/** The end of an attempt at a quiz; a review has none. */
export function doneEvents(attempt: Attempt): EventBody[] {
  const { quiz } = attempt;
  if (quiz === undefined) return [];
  const { score, max, passed = false } = scoreOf(attempt);
  return [{ type: 'quiz-done', quiz: quiz.key, score, max, passed }];
}

/** A whole attempt that happened at once. An item without an answer leaves no trace of its own. */
export function attemptEvents(attempt: Attempt): EventBody[] {
  const answered = attempt.items.flatMap((asked) => {
    const given = attempt.answers[asked.key];
    return given === undefined ? [] : [answeredEvent(attempt, asked, given.answer)];
  });
  return [...startedEvents(attempt), ...answered, ...doneEvents(attempt)];
}
