/** The page of `progress`. */
import type { Catalog } from '../../content/catalog.ts';
import { DAY } from '../../progress/days.ts';
import { dueByDay } from '../../progress/due.ts';
import type { Progress } from '../../progress/events.ts';
import { isMastered } from '../../progress/mastery.ts';
import { inLanguage } from '../../text/localized.ts';
import { plainPhrase } from '../../text/prose.ts';
import { type Bar, barNodes } from '../../view/bars.ts';
import { GAP, type Node, paragraph, span } from '../../view/nodes.ts';
import { phraseSpans } from '../../view/prose.ts';
import { pointsText } from '../../view/quiz/summary.ts';
import { dayName } from '../day-name.ts';
import { type ItemPlaces, itemPlaces, livingItems } from '../due.ts';
import type { Session } from '../session.ts';
import { doneCount, stateOf } from '../where.ts';
import { misconceptionsMet } from './misconceptions.ts';
import { objectiveStates } from './objectives.ts';

/** How many days ahead the plot of reviews looks. */
const DAYS_AHEAD = 14;

/**
 * What was done, what is known and what is due, for people.
 *
 * @param session for language, terminal and clock
 * @param catalog the packs
 * @param progress under the names of today, with its schedule up to date
 */
export function progressNodes(session: Session, catalog: Catalog, progress: Progress): Node[] {
  const { progress: words } = session.messages;
  const { done, all } = doneCount(catalog, progress);
  const title: Node[] = [paragraph(words.title, 'title'), GAP];
  const isEmpty = [progress.lessons, progress.items, progress.quizzes, progress.labs].every(
    (known) => Object.keys(known).length === 0,
  );
  if (isEmpty) return [...title, paragraph(words.nothing)];
  const places = itemPlaces(catalog);
  return [
    ...title,
    paragraph(words.lessons(done, all)),
    ...predictionNodes(session, catalog, progress),
    ...dueNodes(session, places, progress),
    GAP,
    ...barNodes(lessonBars(catalog, progress), session.terminal),
    ...quizNodes(session, catalog, progress),
    ...labNodes(session, catalog, progress),
    ...objectiveNodes(session, catalog, progress),
    ...misconceptionNodes(session, catalog, progress),
    ...reviewNodes(session, places, progress),
  ];
}

function predictionNodes({ messages }: Session, catalog: Catalog, progress: Progress): Node[] {
  const answered = catalog.lessons.flatMap(({ pack, entry }) =>
    entry.items.flatMap((id) => progress.items[`${pack.id}/${id}`]?.last ?? []),
  );
  if (answered.length === 0) return [];
  const right = answered.filter(({ correct }) => correct).length;
  return [paragraph(messages.progress.predictions(right, answered.length))];
}

function lessonBars(catalog: Catalog, progress: Progress): Bar[] {
  return catalog.lessons.map((lesson) => {
    const steps = lesson.entry.steps.length;
    const isDone = stateOf(lesson, progress) === 'done';
    const known = new Set(progress.lessons[lesson.key]?.seen);
    const seen = isDone ? steps : lesson.entry.steps.filter((step) => known.has(step.id)).length;
    return {
      label: lesson.entry.id,
      value: seen,
      max: steps,
      note: `${seen}/${steps}${isDone ? ' ✓' : ''}`,
    };
  });
}

/** Quizzes that were begun: the best result of each. */
function quizNodes({ lang, messages, terminal }: Session, catalog: Catalog, progress: Progress): Node[] {
  const { progress: words } = messages;
  const bars = catalog.quizzes.flatMap(({ key, entry }): Bar[] => {
    const known = progress.quizzes[key];
    if (known === undefined) return [];
    const { best, attempt } = known;
    const notes = [
      ...(best === undefined ? [] : [`${pointsText(best.score)}/${pointsText(best.max)}`]),
      ...(best?.passed === true ? [`✓ ${words.passed}`] : []),
      ...(attempt === undefined ? [] : [words.underWay]),
    ];
    const label = plainPhrase(inLanguage(entry.title, lang));
    return [{ label, value: best?.score ?? 0, max: best?.max ?? 1, note: notes.join('  ') }];
  });
  if (bars.length === 0) return [];
  return [GAP, paragraph(words.quizzes, 'strong'), ...barNodes(bars, terminal)];
}

/** Labs that were begun: how many tasks are met. */
function labNodes({ lang, messages, terminal }: Session, catalog: Catalog, progress: Progress): Node[] {
  const { progress: words } = messages;
  const bars = catalog.labs.flatMap(({ key, entry }): Bar[] => {
    const known = progress.labs[key];
    if (known === undefined) return [];
    const met = known.state === 'done' ? entry.tasks : known.met.length;
    const note = `${words.tasks(met, entry.tasks)}${known.state === 'done' ? ' ✓' : ''}`;
    return [{ label: plainPhrase(inLanguage(entry.title, lang)), value: met, max: entry.tasks, note }];
  });
  if (bars.length === 0) return [];
  return [GAP, paragraph(words.labs, 'strong'), ...barNodes(bars, terminal)];
}

function objectiveNodes({ lang, messages }: Session, catalog: Catalog, progress: Progress): Node[] {
  const { progress: words } = messages;
  const states = objectiveStates(catalog, progress);
  if (states.length === 0) return [];
  return [
    GAP,
    paragraph(words.objectives, 'strong'),
    ...states.map(
      ({ text, lesson, known }): Node => ({
        t: 'text',
        lead: known ? span('✓ ', 'good') : span('~ ', 'accent'),
        spans: [
          ...phraseSpans(inLanguage(text, lang)),
          ...(known ? [] : [span(`  (${words.lookAgain(lesson)})`, 'muted')]),
        ],
      }),
    ),
    paragraph(words.objectivesLegend, 'muted'),
  ];
}

function misconceptionNodes({ lang, messages }: Session, catalog: Catalog, progress: Progress): Node[] {
  const { progress: words } = messages;
  const met = misconceptionsMet(catalog, progress);
  if (met.length === 0) return [];
  return [
    GAP,
    paragraph(words.misconceptions, 'strong'),
    ...met.map(({ misconception: { belief, lesson }, overcome }): Node => {
      const note = overcome ? words.overcome : lesson === undefined ? undefined : words.lookAgain(lesson);
      return {
        t: 'text',
        lead: overcome ? span('✓ ', 'good') : span('• '),
        spans: [
          ...phraseSpans(inLanguage(belief, lang)),
          ...(note === undefined ? [] : [span(`  (${note})`, 'muted')]),
        ],
      };
    }),
  ];
}

/** How many items are due, and how many are mastered. */
function dueNodes(
  { host, messages: { progress: words } }: Session,
  places: ItemPlaces,
  progress: Progress,
): Node[] {
  const items = livingItems(places, progress);
  if (items.length === 0) return [];
  const [due = 0] = dueByDay(items, host.now(), 1);
  return [
    paragraph(words.mastered(items.filter(isMastered).length, items.length)),
    paragraph(words.due(due), due === 0 ? undefined : 'accent'),
  ];
}

/** A bar for each of the coming days: how many items come due. */
function reviewNodes(
  { host, lang, messages, terminal }: Session,
  places: ItemPlaces,
  progress: Progress,
): Node[] {
  const items = livingItems(places, progress);
  if (items.length === 0) return [];
  const now = host.now();
  const counts = dueByDay(items, now, DAYS_AHEAD);
  const most = Math.max(...counts);
  const bars = counts.map((count, day) => ({
    label: dayName(now + day * DAY, now, lang),
    value: count,
    max: most,
    note: String(count),
  }));
  return [GAP, paragraph(messages.progress.reviews, 'strong'), ...barNodes(bars, terminal)];
}
