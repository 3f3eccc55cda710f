/** One lesson: its diagrams derived, its rules run, its texts read. */
import { deriveModel } from '../diagram/derive.ts';
import type { Model } from '../diagram/model.ts';
import type { PackContext } from './pack-context.ts';
import type { SourceFile } from './pack-files.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { ProblemList } from './problems.ts';
import { type BareLesson, misconceptionsNamed, pick, readLesson } from './read-lesson.ts';
import { diagramRule } from './rules/diagram-issues.ts';
import { formsOf, hasUnsteadyEmoji, labelsOf } from './rules/labels.ts';
import type { ReportFinding } from './rules/lesson-rule.ts';
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
  { file, source }: SourceFile<LessonSource>,
  shared: SharedContent,
  list: ProblemList,
): LessonWithoutModule {
  const { pack } = shared;
  const texts = new TextReader(file, pack, list);
  const models = deriveModels(file, source, texts, list);
  const items = source.steps.flatMap(({ ask }, step) =>
    ask === undefined ? [] : [{ item: ask, path: ['steps', step, 'ask'], step }],
  );
  const report: ReportFinding = (rule, path, message, detail) => {
    list.add(file, rule, path, message, detail);
  };
  for (const rule of LESSON_RULES) rule({ lesson: source, items, models, pack }, report);

  const lesson = readLesson(source, { pack: shared.packId, languages: pack.languages }, models, texts);
  const asked = lesson.steps.flatMap((step) => step.ask ?? []);
  return {
    ...lesson,
    misconceptions: pick(shared.misconceptions, misconceptionsNamed(asked)),
    terms: pick(shared.terms, texts.named),
  };
}

function deriveModels(
  file: ParsedFile,
  source: LessonSource,
  texts: TextReader,
  list: ProblemList,
): ReadonlyMap<string, Model> {
  const models = new Map<string, Model>();
  for (const [id, diagram] of Object.entries(source.diagrams ?? {})) {
    const path = ['diagrams', id];
    for (const placed of labelsOf(diagram, path)) checkLabel(file, placed, texts, list);
    const derived = deriveModel(diagram);
    if ('model' in derived) models.set(id, derived.model);
    else {
      for (const issue of derived.issues) {
        list.add(file, diagramRule(issue.rule), [...path, ...issue.path], issue.message, {
          hint: issue.hint,
        });
      }
    }
  }
  return models;
}

function checkLabel(
  file: ParsedFile,
  placed: ReturnType<typeof labelsOf>[number],
  texts: TextReader,
  list: ProblemList,
): void {
  const { label, path } = placed;
  if (typeof label === 'object' && !Array.isArray(label)) texts.languages(label, path);
  for (const { form, path: at } of formsOf(placed)) {
    if (typeof label === 'string' || Array.isArray(label)) texts.neutral(form, at);
    if (/[\n\t]/.test(form)) list.add(file, 'wrong-value', at, 'a label is one line without tabs');
    if (!hasUnsteadyEmoji(form)) continue;
    const hint = 'use words, or an emoji that is one character, such as 🐳';
    list.add(file, 'emoji-width', at, 'terminals disagree about the width of this emoji', { hint });
  }
}
