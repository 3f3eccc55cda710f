/** What the item types share: looking at answers of unknown shape, and grades. */
import type { AnswerValue } from '../../progress/events.ts';
import type { Localized } from '../../text/localized.ts';
import type { Prose } from '../../text/prose.ts';
import type { AnswerShape, Grade, Reading, ReadingProblem } from './types.ts';

/** The one text of an answer; the first of a list, empty for anything else. */
export function textOf(answer: AnswerValue): string {
  if (typeof answer === 'string') return answer;
  return isList(answer) ? (answer[0] ?? '') : '';
}

/** The texts of an answer; one alone is a list of one, and the empty text none. */
export function listOf(answer: AnswerValue): readonly string[] {
  if (typeof answer === 'string') return answer === '' ? [] : [answer];
  return isList(answer) ? answer : [];
}

/** The named texts of an answer; none if it is no map. */
export function mapOf(answer: AnswerValue): Readonly<Record<string, string>> {
  return typeof answer === 'object' && !isList(answer) ? answer : {};
}

function isList(answer: AnswerValue): answer is readonly string[] {
  return Array.isArray(answer);
}

/** What is said of a choice, and the misconception that it shows. */
export interface Remark {
  readonly mis?: string;
  readonly say?: Localized<Prose>;
}

/**
 * A grade out of one point.
 *
 * @param correct whether all of the answer is right
 * @param score 0 to 1
 * @param wrong what is known of the wrong choices: their misconceptions count, each once
 * @param said what to say, if that is something else than what the wrong choices say
 */
export function gradeOf(
  correct: boolean,
  score: number,
  wrong: readonly Remark[],
  said: readonly Remark[] = wrong,
): Grade {
  return {
    correct,
    score,
    max: 1,
    misconceptions: [...new Set(wrong.flatMap(({ mis }) => mis ?? []))],
    says: [...new Set(said.flatMap(({ say }) => (say === undefined ? [] : [say])))],
  };
}

/** The reading of a value that has not the shape that is wanted. */
export function wrongShape(wanted: AnswerShape, path: ReadingProblem['path'] = []): Reading {
  return { problems: [{ kind: 'wrong-shape', wanted, path }] };
}

/** The answer, unless something is wrong with it. */
export function readingOf(answer: AnswerValue, problems: readonly ReadingProblem[]): Reading {
  const [first, ...rest] = problems;
  return first === undefined ? { answer } : { problems: [first, ...rest] };
}

/** What is wrong with an id: it is no text, or nothing has it. */
export function idProblems(
  value: unknown,
  known: readonly string[],
  path: ReadingProblem['path'],
  wanted: AnswerShape,
): ReadingProblem[] {
  if (typeof value !== 'string') return [{ kind: 'wrong-shape', wanted, path }];
  return known.includes(value) ? [] : [{ kind: 'unknown-id', given: value, known, path }];
}

/** What is wrong with a list of ids, each of which may stand in it once. */
export function idListProblems(values: readonly unknown[], known: readonly string[]): ReadingProblem[] {
  return values.flatMap((value, index): ReadingProblem[] => {
    const problems = idProblems(value, known, [index], 'option');
    if (problems.length > 0) return problems;
    return values.indexOf(value) < index ? [{ kind: 'twice', given: String(value), path: [index] }] : [];
  });
}

/** Whether a value is a map, as files have them. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
