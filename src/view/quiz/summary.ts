/** What an attempt comes to: the score against the pass mark, each question, the objectives, what to read again. */
import { inLanguage } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { type Prose, plainPhrase } from '../../text/prose.ts';
import type { Grade } from '../../tutor/items/types.ts';
import type { QuizState } from '../../tutor/quiz/state.ts';
import { misconceptionsOf, objectivesOf, placesOf, resultsOf, scoreOf } from '../../tutor/quiz/summary.ts';
import { barNodes } from '../bars.ts';
import type { ViewContext } from '../context.ts';
import { GAP, type Node, paragraph, type Span, span } from '../nodes.ts';
import { phraseSpans } from '../prose.ts';

/** What is needed of a session to tell what it came to. */
export type Told = Pick<QuizState, 'items' | 'answers' | 'quiz' | 'places' | 'lang'>;

/**
 * The page at the end of a quiz or a review.
 *
 * @param told the session
 * @param context the room
 */
export function summaryNodes(told: Told, context: ViewContext): Node[] {
  return [
    ...scoreNodes(told),
    GAP,
    ...markNodes(told),
    ...objectiveNodes(told, context),
    ...misconceptionNodes(told),
    ...readNodes(told),
  ];
}

/** Points for people: at most two decimals, none if there are none. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** Whether it was passed, the score, and the pass mark. */
export function scoreNodes({ lang, ...results }: Told): Node[] {
  const { quiz } = messagesOf(lang);
  const { score, max, passed } = scoreOf(results);
  const percent = max === 0 ? 0 : Math.floor((100 * score) / max);
  const verdict = passed === undefined ? quiz.reviewed : passed ? quiz.passed : quiz.notPassed;
  const good = passed !== false;
  return [
    {
      t: 'text',
      lead: span(good ? '✓  ' : '✗  ', good ? 'good' : 'bad'),
      spans: [
        span(`${verdict}: `, 'title'),
        span(quiz.score(pointsText(score), pointsText(max), percent), 'strong'),
        ...(results.quiz === undefined
          ? []
          : [span(`  ${quiz.passMark(Math.round(100 * results.quiz.pass))}`, 'muted')]),
      ],
    },
  ];
}

/** Signs of what a question earned. */
function markOf(grade: Grade | undefined): Span {
  if (grade === undefined) return span('·', 'muted');
  if (grade.correct) return span('✓', 'good');
  return grade.score > 0 ? span('~', 'accent') : span('✗', 'bad');
}

/** One mark for each question, all in as few lines as it takes. */
function markNodes({ lang, ...results }: Told): Node[] {
  const spans = resultsOf(results).flatMap(({ grade }, index) => [
    markOf(grade),
    span(`${index + 1}  `, 'muted'),
  ]);
  const { quiz } = messagesOf(lang);
  return [{ t: 'text', spans, indent: 3 }, paragraph(quiz.legend, 'muted', 3)];
}

/** The objectives as a plot. */
function objectiveNodes({ lang, ...results }: Told, room?: Pick<ViewContext, 'columns' | 'charset'>): Node[] {
  const bars = objectivesOf(results).map(({ text, score, max }) => ({
    label: plainPhrase(inLanguage(text, lang)),
    value: score,
    max,
    note: `${pointsText(score)}/${max}`,
  }));
  if (bars.length === 0) return [];
  const plot =
    room === undefined
      ? bars.map(({ label, note }) => paragraph(`${label}: ${note}`, undefined, 3))
      : barNodes(bars, room, 3);
  return [GAP, paragraph(messagesOf(lang).quiz.byObjective, 'strong', 3), ...plot];
}

function misconceptionNodes({ lang, ...results }: Told): Node[] {
  const found = misconceptionsOf(results);
  if (found.length === 0) return [];
  return [
    GAP,
    paragraph(messagesOf(lang).quiz.misconceptions, 'strong', 3),
    ...found.map(
      ({ belief }): Node => ({
        t: 'text',
        indent: 3,
        lead: span('• '),
        spans: phraseSpans(inLanguage(belief, lang)),
      }),
    ),
  ];
}

/** The lessons to read again, with the command that opens each. */
export function readNodes({ lang, ...results }: Told): Node[] {
  const places = placesOf(results);
  if (places.length === 0) return [];
  return [
    GAP,
    paragraph(messagesOf(lang).quiz.readAgain, 'strong', 3),
    ...places.map(
      ({ lesson, title, step }): Node => ({
        t: 'text',
        indent: 3,
        lead: span('• '),
        spans: [
          ...phraseSpans(inLanguage(title, lang)),
          span(`  ${commandFor(lesson, step?.number)}`, 'code'),
        ],
      }),
    ),
  ];
}

function commandFor(lesson: string, step: number | undefined): string {
  const id = lesson.slice(lesson.indexOf('/') + 1);
  return `docker-tutor learn ${id}${step === undefined ? '' : ` --step ${step}`}`;
}

/**
 * The result of an attempt as text, for a pipe or to be heard: each question with its mark and id instead of marks in a
 * row.
 *
 * @param told the session
 * @param room where it is shown; without it, what would be a plot is a list
 */
export function resultNodes(told: Told, room?: Pick<ViewContext, 'columns' | 'charset'>): Node[] {
  return [
    ...scoreNodes(told),
    GAP,
    paragraph(messagesOf(told.lang).quiz.byQuestion, 'strong', 3),
    ...resultsOf(told).map(({ asked, grade }, index): Node => {
      const mark = markOf(grade);
      return {
        t: 'text',
        indent: 3,
        lead: { ...mark, text: `${mark.text} ${index + 1}. ` },
        spans: [
          span(firstWords(inLanguage(asked.item.prompt, told.lang))),
          span(`  ${asked.item.id}`, 'muted'),
        ],
      };
    }),
    ...objectiveNodes(told, room),
    ...misconceptionNodes(told),
    ...readNodes(told),
  ];
}

/** The first paragraph of a prompt, as plain text. */
function firstWords(prompt: Prose): string {
  const first = prompt.find((block) => block.t === 'p');
  return first === undefined ? '' : plainPhrase(first.children);
}
