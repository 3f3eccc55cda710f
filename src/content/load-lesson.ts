/** One lesson: its diagrams derived, its rules run, its texts read. */
import { deriveModels } from './derive-models.ts';
import { misconceptionsNamed, pick } from './named.ts';
import type { PackContext } from './pack-context.ts';
import type { SourceFile } from './pack-files.ts';
import type { ProblemList } from './problems.ts';
import { type BareLesson, readLesson } from './read-lesson.ts';
import type { PlacedItem, ReportFinding } from './rules/item-rule.ts';
import { LESSON_RULES } from './rules/lesson-rules.ts';
import type { LessonSource } from './schema/lesson.ts';
import { TextReader } from './texts.ts';
import type { Misconception, Term } from './types.ts';

/** What lessons of a pack share. */
export interface SharedContent {
  readonly pack: PackContext;
  readonly packId: string;
  readonly terms: ReadonlyMap<string, Term>;
  readonly misconceptions: ReadonlyMap<string, Misconception>;
}

/** A lesson that does not yet know its module. */
export type LessonWithoutModule = BareLesson & {
  readonly misconceptions: Readonly<Record<string, Misconception>>;
  readonly terms: Readonly<Record<string, Term>>;
};

/**
 * Loads one lesson.
 *
 * @param read its file, as its schema let it pass
 * @param shared what the pack knows
 * @param list takes what is wrong
 * @returns the lesson; whatever is wrong in it is left out, so a lesson with errors is only good to look at
 */
export function loadLesson(
  read: SourceFile<LessonSource>,
  shared: SharedContent,
  list: ProblemList,
): LessonWithoutModule {
  const { file, source } = read;
  const { pack } = shared;
  const texts = new TextReader(file, pack, list);
  const models = deriveModels(read, texts, list);
  const report: ReportFinding = (rule, path, message, detail) => {
    list.add(file, rule, path, message, detail);
  };
  const under = {
    lesson: source,
    items: placedItems(source),
    sources: Object.keys(source.sources ?? {}),
    objectives: { known: pack.objectives, near: (source.objectives ?? []).map(({ id }) => id) },
    diagrams: Object.keys(source.diagrams ?? {}),
    models,
    home: 'the lesson',
    pack,
  };
  for (const rule of LESSON_RULES) rule(under, report);

  const lesson = readLesson(source, { pack: shared.packId, languages: pack.languages }, models, texts);
  const asked = lesson.steps.flatMap((step) => step.ask ?? []);
  const mistakes = lesson.steps.flatMap((step) => step.try?.mistakes ?? []);
  return {
    ...lesson,
    misconceptions: pick(shared.misconceptions, [
      ...misconceptionsNamed(asked),
      ...mistakes.flatMap(({ mis }) => mis ?? []),
    ]),
    terms: pick(shared.terms, texts.named),
  };
}

/** The items of `ask` steps; where one names no diagram, it asks about its step's. */
function placedItems({ steps }: LessonSource): PlacedItem[] {
  return steps.flatMap(({ ask, diagram }, step) => {
    if (ask === undefined) return [];
    const about = (ask.type === 'layer' ? ask.diagram : undefined) ?? diagram?.use;
    return [{ item: ask, path: ['steps', step, 'ask'], ...(about !== undefined && { diagram: about }) }];
  });
}
