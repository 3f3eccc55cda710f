/** Answers that were written down in a file, by scripts, tests and teachers. */
import { parseFile } from '../content/parse.ts';
import type { ParsedFile } from '../content/parsed-file.ts';
import { type Path, writtenAs } from '../content/positions.ts';
import type { Problem } from '../content/problem.ts';
import { findingAt } from '../content/problems.ts';
import { suggest } from '../content/suggest.ts';
import { textReport } from '../lint/report/text.ts';
import { UserError } from '../platform/errors.ts';
import { readTextFile } from '../platform/text-file.ts';
import type { AnswerValue } from '../progress/events.ts';
import type { Messages } from '../text/messages/index.ts';
import { isMap } from '../tutor/items/answers.ts';
import { typeOf } from '../tutor/items/index.ts';
import type { ReadingProblem } from '../tutor/items/types.ts';
import { partsOfItem, type SessionItem } from '../tutor/quiz/state.ts';
import { cannotRead } from './failures.ts';
import type { Session } from './session.ts';

/**
 * Reads a file of answers.
 *
 * @param path YAML or JSON, `{ <item>: <answer> }` with ids as in the content format; `-` is standard input
 * @param items those that may be answered, by their ids or as `<pack>/<item>`
 * @returns answers by the items' keys
 * @throws UserError if the file cannot be read, or anything in it is wrong: each problem is told first, with its place
 */
export function readAnswers(
  session: Session,
  path: string,
  items: readonly SessionItem[],
): Readonly<Record<string, AnswerValue>> {
  const { host, messages } = session;
  const read = readTextFile(path, host.cwd);
  if ('code' in read) throw cannotRead(path, read.code, messages);
  const { answers, problems } = answersIn(path === '-' ? 'stdin' : path, read.text, items, messages);
  if (problems.length === 0) return answers;
  session.warn(textReport(problems));
  throw new UserError(messages.quiz.badAnswers(problems.length), messages.quiz.badAnswersHint);
}

/** What a file of answers holds, and what is wrong with it. */
export interface AnswersRead {
  /** By the items' keys. */
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly problems: readonly Problem[];
}

/**
 * Reads answers from a text.
 *
 * @param name the file's name, for problems
 * @param text YAML or JSON
 * @param items those that may be answered
 * @param messages the language of problems
 */
export function answersIn(
  name: string,
  text: string,
  items: readonly SessionItem[],
  messages: Messages,
): AnswersRead {
  // An empty file is no mistake of its form: it answers nothing.
  if (text.trim() === '') return { answers: {}, problems: [] };
  const { file, problems } = parseFile(name, new TextEncoder().encode(text));
  if (file === undefined) return { answers: {}, problems };
  if (!isMap(file.value))
    return { answers: {}, problems: [problem(file, 'wrong-shape', [], messages.quiz.answers.notAMap)] };
  const found: Problem[] = [];
  const answers: Record<string, AnswerValue> = {};
  const names = items.map(({ item }) => item.id);
  for (const [given, raw] of Object.entries(file.value)) {
    const asked = items.find(({ key, item }) => item.id === given || key === given);
    if (asked === undefined) {
      // Other files of the content format begin so; here it may.
      if (given === 'format' && raw === 1) continue;
      const hint = nearest(given, names, messages);
      found.push(
        problem(file, 'unknown-item', [given], messages.quiz.answers.unknownItem(given), hint, true),
      );
      continue;
    }
    const { item, key } = asked;
    const worded = item.type === 'cloze' ? asWritten(file, given, raw) : raw;
    const reading = typeOf(item).read(item, worded, partsOfItem(asked));
    if ('answer' in reading) answers[key] = reading.answer;
    else found.push(...reading.problems.map((each) => problemOf(file, given, each, messages)));
  }
  return { answers, problems: found };
}

/** Gaps take text; a number or a word that YAML reads as something else counts as it was written. */
function asWritten(file: ParsedFile, given: string, raw: unknown): unknown {
  if (!isMap(raw)) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([gap, value]) => [
      gap,
      typeof value === 'number' || typeof value === 'boolean'
        ? (writtenAs(file, [given, gap]) ?? String(value))
        : value,
    ]),
  );
}

function problemOf(file: ParsedFile, given: string, found: ReadingProblem, messages: Messages): Problem {
  const { answers } = messages.quiz;
  const path = [given, ...found.path];
  switch (found.kind) {
    case 'wrong-shape':
      return problem(file, 'wrong-shape', path, answers.wanted[found.wanted]);
    case 'unknown-id':
      return problem(
        file,
        'unknown-option',
        path,
        answers.unknownId(found.given),
        nearest(found.given, found.known, messages),
      );
    case 'unknown-key':
      return problem(
        file,
        'unknown-part',
        path,
        answers.unknownKey(found.given),
        nearest(found.given, found.known, messages),
        true,
      );
    case 'twice':
      return problem(file, 'given-twice', path, answers.twice(found.given));
    case 'left-out':
      return problem(file, 'left-out', path, answers.leftOut(found.missing.join(', ')));
  }
}

function problem(
  file: ParsedFile,
  rule: string,
  path: Path,
  message: string,
  hint?: string,
  atKey = false,
): Problem {
  return findingAt(file, { rule, path, message, hint, atKey }, false);
}

/** The nearest of the known names, or all of them if they are few. */
function nearest(given: string, known: readonly string[], { quiz }: Messages): string | undefined {
  const near = suggest(given, known);
  if (near !== undefined) return quiz.answers.nearest(near);
  return known.length === 0 || known.length > 24 ? undefined : quiz.answers.known(known.join(', '));
}
