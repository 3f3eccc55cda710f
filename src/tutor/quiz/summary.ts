/** What an attempt comes to. */
import type { Misconception } from '../../content/types.ts';
import type { Localized } from '../../text/localized.ts';
import type { Phrase } from '../../text/prose.ts';
import { grade } from '../grading.ts';
import type { Grade } from '../items/types.ts';
import type { Place, QuizState, SessionItem } from './state.ts';

/** Points of an attempt. Items without an answer earned none. */
export interface Score {
  readonly score: number;
  readonly max: number;
  /** Whether the share of the points reaches the pass mark; absent where there is none. */
  readonly passed?: boolean;
}

/** What is needed of a session to know what it comes to. */
export type Results = Pick<QuizState, 'items' | 'answers' | 'quiz'>;

/** An item and what it earned. */
export interface ItemResult {
  readonly asked: SessionItem;
  /** Absent if it has no answer. */
  readonly grade?: Grade;
}

/** Sums of thirds and sevenths must not fall short of what they stand for. */
const DECIMALS = 1e6;

/** A number of points without what binary fractions add to it. */
export function rounded(points: number): number {
  return Math.round(points * DECIMALS) / DECIMALS;
}

/** Each item with what it earned, in the order asked. */
export function resultsOf({ items, answers }: Results): ItemResult[] {
  return items.map((asked) => {
    const given = answers[asked.key];
    return given === undefined ? { asked } : { asked, grade: grade(asked.item, given.answer) };
  });
}

/** The points of an attempt. */
export function scoreOf(results: Results): Score {
  const all = resultsOf(results);
  const score = rounded(all.reduce((sum, result) => sum + (result.grade?.score ?? 0), 0));
  const max = all.reduce((sum, result) => sum + (result.grade?.max ?? 1), 0);
  const { quiz } = results;
  return { score, max, ...(quiz !== undefined && { passed: score >= rounded(quiz.pass * max) }) };
}

/** How an objective was met. */
export interface ObjectiveResult {
  readonly id: string;
  readonly text: Localized<Phrase>;
  /** `<pack>/<lesson>`. */
  readonly lesson: string;
  readonly score: number;
  readonly max: number;
}

/** The objectives of an attempt, in the order in which they were first asked about. */
export function objectivesOf(results: Results): ObjectiveResult[] {
  const found = new Map<string, ObjectiveResult>();
  for (const { asked, grade: earned } of resultsOf(results)) {
    const { item, home } = asked;
    const objective = home.objectives.find(({ id }) => id === item.objective);
    if (objective === undefined) continue;
    const { id, text } = objective;
    const lesson = `${home.pack}/${objective.lesson}`;
    const before = found.get(`${lesson}/${id}`);
    const score = rounded((before?.score ?? 0) + (earned?.score ?? 0));
    found.set(`${lesson}/${id}`, { id, text, lesson, score, max: (before?.max ?? 0) + (earned?.max ?? 1) });
  }
  return [...found.values()];
}

/** The misconceptions that answers showed, each once. */
export function misconceptionsOf(results: Results): Misconception[] {
  const found = resultsOf(results).flatMap(({ asked, grade: earned }) =>
    (earned?.misconceptions ?? []).flatMap((id) => asked.home.misconceptions[id] ?? []),
  );
  return [...new Map(found.map((each) => [each.id, each])).values()];
}

/** Where to read again about what was missed: each lesson once, at the step of the first item that was missed. */
export function placesOf(results: Results & Pick<QuizState, 'places'>): Place[] {
  const missed = resultsOf(results).filter(({ grade: earned }) => earned?.correct !== true);
  const places = missed.flatMap(({ asked }) => results.places[asked.key] ?? []);
  return [...new Map(places.toReversed().map((place) => [place.lesson, place])).values()].reverse();
}
