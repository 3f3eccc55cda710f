/** One quiz: its diagrams derived, its rules run, its texts read. */
import type { Model } from '../diagram/model.ts';
import { deriveModels } from './derive-models.ts';
import type { LessonWithoutModule, SharedContent } from './load-lesson.ts';
import { misconceptionsNamed, pick } from './named.ts';
import type { SourceFile } from './pack-files.ts';
import type { ProblemList } from './problems.ts';
import { readItem } from './read-item.ts';
import type { ReportFinding } from './rules/item-rule.ts';
import type { QuizUnderRule } from './rules/quiz-rule.ts';
import { QUIZ_RULES } from './rules/quiz-rules.ts';
import type { LessonSource } from './schema/lesson.ts';
import type { QuizSource } from './schema/quiz.ts';
import { TextReader } from './texts.ts';
import type { Item, Quiz, Source } from './types.ts';

/** What a quiz belongs to, and may name things of: one lesson, or all lessons of a module. */
export interface QuizHome {
  readonly lessons: readonly { readonly source: LessonSource; readonly lesson: LessonWithoutModule }[];
  /** Whether these are all of them: false if the home is not there or a lesson of it cannot be read. */
  readonly whole: boolean;
}

/**
 * Loads one quiz.
 *
 * @param read its file, as its schema let it pass
 * @param home what it belongs to
 * @param shared what the pack knows
 * @param list takes what is wrong
 * @returns the quiz; whatever is wrong in it is left out, so a quiz with errors is only good to look at
 */
export function loadQuiz(
  read: SourceFile<QuizSource>,
  home: QuizHome,
  shared: SharedContent,
  list: ProblemList,
): Quiz {
  const { file, source } = read;
  const { pack, packId } = shared;
  const texts = new TextReader(file, pack, list);
  const models = new Map([...modelsOf(source, home), ...deriveModels(read, texts, list)]);
  const report: ReportFinding = (rule, path, message, detail) => {
    list.add(file, rule, path, message, detail);
  };
  const under = underRules(source, home, models, shared);
  for (const rule of QUIZ_RULES) rule(under, report);

  const title = texts.phrase(source.title, ['title']);
  const items = source.items.map((item, index) => readItem(item, ['items', index], texts));
  return {
    pack: packId,
    id: source.id,
    was: source.was ?? [],
    languages: pack.languages,
    title,
    ...(source.lesson !== undefined && { lesson: source.lesson }),
    ...(source.module !== undefined && { module: source.module }),
    pass: source.pass,
    ...(source.draw !== undefined && { draw: source.draw }),
    items,
    objectives: objectivesNamed(items, home),
    sources: pick(
      sourcesOf(source, home),
      items.flatMap((item) => item.sources),
    ),
    diagrams: pick(
      models,
      items.flatMap((item) => (item.type === 'layer' ? (item.diagram ?? []) : [])),
    ),
    misconceptions: pick(shared.misconceptions, misconceptionsNamed(items)),
    terms: pick(shared.terms, texts.named),
  };
}

/**
 * What a quiz calls a diagram of one of its lessons: by its id where there is one lesson, by `<lesson>/<diagram>`
 * where there are several.
 */
function diagramName(quiz: QuizSource, lesson: string, diagram: string): string {
  return quiz.lesson === undefined ? `${lesson}/${diagram}` : diagram;
}

/** The models of the home's diagrams, by the names that the quiz has for them. */
function modelsOf(quiz: QuizSource, { lessons }: QuizHome): Map<string, Model> {
  const named = lessons.flatMap(({ lesson }) =>
    Object.entries(lesson.diagrams).map(([id, model]): [string, Model] => [
      diagramName(quiz, lesson.id, id),
      model,
    ]),
  );
  return new Map(named);
}

/** Sources by their ids: the quiz's own before those of its home, of which the first counts. */
function sourcesOf(quiz: QuizSource, { lessons }: QuizHome): Map<string, Source> {
  const all = [quiz, ...lessons.map(({ source }) => source)].flatMap(({ sources }) =>
    Object.entries(sources ?? {}),
  );
  // The schema's type allows `undefined` for what is optional; its values never hold one.
  return new Map(all.reverse() as [string, Source][]);
}

function objectivesNamed(items: readonly Item[], { lessons }: QuizHome): Quiz['objectives'] {
  const named = new Set(items.map((item) => item.objective));
  return lessons.flatMap(({ lesson }) =>
    lesson.objectives
      .filter(({ id }) => named.has(id))
      .map((objective) => ({ ...objective, lesson: lesson.id })),
  );
}

function underRules(
  quiz: QuizSource,
  { lessons, whole }: QuizHome,
  models: ReadonlyMap<string, Model>,
  { pack }: SharedContent,
): QuizUnderRule {
  const sources = lessons.map(({ source }) => source);
  const objectives = sources.flatMap((source) => (source.objectives ?? []).map(({ id }) => id));
  const diagrams = sources.flatMap((source) =>
    Object.keys(source.diagrams ?? {}).map((id) => diagramName(quiz, source.id, id)),
  );
  return {
    quiz,
    lessons: sources,
    items: quiz.items.map((item, index) => ({
      item,
      path: ['items', index],
      ...(item.type === 'layer' && item.diagram !== undefined && { diagram: item.diagram }),
    })),
    ...(whole && {
      sources: unique([quiz, ...sources].flatMap((source) => Object.keys(source.sources ?? {}))),
      objectives: { known: new Set(objectives), near: objectives },
      diagrams: unique([...Object.keys(quiz.diagrams ?? {}), ...diagrams]),
    }),
    models,
    home: 'the quiz',
    pack,
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
