/** Whether every question of a quiz fits its screen: proved by drawing it with the renderer that learners see. */
import type { Finding } from '../content/problems.ts';
import type { ClozeItem, Item, MatchItem, MultipleItem, Quiz } from '../content/types.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { type Entry, typeOf } from '../tutor/items/index.ts';
import {
  entryFor,
  itemsOfQuiz,
  partsOfItem,
  type QuizState,
  type SessionItem,
  startSession,
} from '../tutor/quiz/state.ts';
import { quizView } from '../view/quiz/page.ts';
import { linesBelow, SCREEN, tooTall } from './screen.ts';

/** An answer as the types of items take it. */
type Answer = ReturnType<ReturnType<typeof typeOf>['key']>;

/** A page that a question can show: what the learner is doing there, in words for a finding. */
interface Page {
  readonly state: QuizState;
  readonly doing: string;
}

/**
 * Finds the questions of a quiz that do not fit a terminal of 80 × 24 in some language: as they are asked, filled in,
 * answered rightly, and answered with any one mistake that is spoken of. What is said of several mistakes at once may
 * be scrolled.
 */
export function checkQuizFit(quiz: Quiz): Finding[] {
  const items = itemsOfQuiz(quiz);
  return quiz.languages.flatMap((lang) =>
    items.flatMap((asked, index) => {
      const worst = pagesOf(quiz, items, index, asked, lang)
        .map(({ state, doing }) => ({ doing, below: linesBelow(quizView(state, SCREEN)) }))
        .reduce((a, b) => (b.below > a.below ? b : a));
      if (worst.below === 0) return [];
      return [
        {
          rule: 'fit',
          path: ['items', index, 'id'],
          message: tooTall('question', lang, worst.below, worst.doing),
          hint: 'shorten what is asked or said',
        },
      ];
    }),
  );
}

function pagesOf(
  quiz: Quiz,
  items: readonly SessionItem[],
  index: number,
  asked: SessionItem,
  lang: Lang,
): Page[] {
  const session = startSession({
    items,
    via: 'quiz',
    quiz: { key: `${quiz.pack}/${quiz.id}`, pass: quiz.pass },
    title: quiz.title,
    seed: 'fit',
    lang,
    languages: ['en', 'ko'],
  });
  const state: QuizState = { ...session, at: index };
  const asking = entriesOf(asked, lang).flatMap((entry): Page[] => [
    { state: { ...state, phase: { kind: 'choosing', entry } }, doing: 'while it asks' },
    { state: { ...state, phase: { kind: 'sure', entry } }, doing: 'after it was answered' },
  ]);
  const told = answersTo(asked).map(
    ({ answer, name }): Page => ({
      state: { ...state, phase: { kind: 'told' }, answers: { [asked.key]: { answer } } },
      doing: `after ${name}`,
    }),
  );
  return [...asking, ...told];
}

/** What can stand on the screen while a question is asked: nothing put in yet, the pointer anywhere, all filled in. */
function entriesOf(asked: SessionItem, lang: Lang): Entry[] {
  const { item } = asked;
  const empty = entryFor(asked, 'fit');
  if (item.type === 'layer' && 'options' in empty) {
    return empty.options.map((_, cursor) => ({ ...empty, cursor }));
  }
  const filled = linesTo(item, lang).reduce(
    (entry, line) => typeOf(item).typed(item, entry, line)?.entry ?? entry,
    empty,
  );
  return [empty, filled];
}

/** The lines that answer a question whose answer is typed. */
function linesTo(item: Item, lang: Lang): string[] {
  if (item.type === 'cloze') return Object.values(item.gaps).map(({ shown }) => inLanguage(shown, lang));
  if (item.type === 'command') return item.accept.slice(0, 1);
  return item.type === 'numeric' ? [String(item.answer)] : [];
}

/** An answer, and what it is in words. */
interface Named {
  readonly answer: Answer;
  readonly name: string;
}

function answersTo(asked: SessionItem): Named[] {
  const { item } = asked;
  const type = typeOf(item);
  const right: Named = { answer: type.key(item), name: 'the right answer' };
  const choices = type.choices(item, partsOfItem(asked)).map(({ id }) => id);
  switch (item.type) {
    case 'single':
    case 'predict':
      return choices.map((id) => ({ answer: id, name: `the answer \`${id}\`` }));
    case 'layer':
      return [right, ...choices.map((id) => ({ answer: id, name: `the answer \`${id}\`` }))];
    case 'multiple':
      return [right, ...multipleAnswers(item, right.answer as readonly string[])];
    case 'order':
      return [right, { answer: choices.toReversed(), name: 'the order the other way round' }];
    case 'match':
      return [right, ...matchAnswers(item, choices)];
    case 'cloze':
      return [right, ...clozeAnswers(item, right.answer as Readonly<Record<string, string>>)];
    case 'numeric': {
      const wrong = item.wrong.map(({ value }) => ({ answer: value, name: `the answer ${value}` }));
      return [right, ...wrong, { answer: item.answer + item.tolerance + 1, name: 'another number' }];
    }
    case 'command': {
      const wrong = Object.keys(item.wrong).map((line) => ({
        answer: line,
        name: `the command \`${line}\``,
      }));
      return [right, ...wrong, { answer: 'docker version', name: 'another command' }];
    }
  }
}

/** Each option alone, and each wrong one among the right ones. */
function multipleAnswers({ options }: MultipleItem, key: readonly string[]): Named[] {
  return options.flatMap(({ id, correct }) => [
    { answer: [id], name: `marking only \`${id}\`` },
    ...(correct ? [] : [{ answer: [...key, id], name: `marking \`${id}\`, too` }]),
  ]);
}

/** Each left side paired with each right side that is wrong, the others as they should be. */
function matchAnswers({ pairs }: MatchItem, rights: readonly string[]): Named[] {
  const key = Object.fromEntries(pairs.map(({ id }) => [id, id]));
  return pairs.flatMap(({ id: left }) =>
    rights
      .filter((right) => right !== left)
      .map((right) => ({ answer: { ...key, [left]: right }, name: `pairing \`${left}\` with \`${right}\`` })),
  );
}

/** Each wrong text alone, and something else in every gap. */
function clozeAnswers({ gaps }: ClozeItem, key: Readonly<Record<string, string>>): Named[] {
  const wrong = Object.entries(gaps).flatMap(([id, gap]) =>
    Object.keys(gap.wrong).map((text) => ({ answer: { ...key, [id]: text }, name: `the text \`${text}\`` })),
  );
  const other = Object.fromEntries(Object.keys(gaps).map((id) => [id, '?']));
  return [...wrong, { answer: other, name: 'other texts' }];
}
