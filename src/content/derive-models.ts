import { deriveModel } from '../diagram/derive.ts';
import type { Model } from '../diagram/model.ts';
import type { DiagramSource } from '../diagram/schema.ts';
import type { SourceFile } from './pack-files.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { ProblemList } from './problems.ts';
import { diagramRule } from './rules/diagram-issues.ts';
import { formsOf, hasUnsteadyEmoji, labelsOf, type PlacedLabel } from './rules/labels.ts';
import type { TextReader } from './texts.ts';

/** What has diagrams: a lesson, a quiz. */
interface WithDiagrams {
  readonly diagrams?: Readonly<Record<string, DiagramSource>> | undefined;
}

/**
 * Makes models of the diagrams that a file gives under `diagrams:`.
 *
 * @param read the file
 * @param texts checks their labels
 * @param list takes what is wrong
 * @returns the models, by id; a diagram that none can be made of is not among them
 */
export function deriveModels(
  { file, source }: SourceFile<WithDiagrams>,
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
          atKey: issue.rule === 'unknown-key',
        });
      }
    }
  }
  return models;
}

function checkLabel(file: ParsedFile, placed: PlacedLabel, texts: TextReader, list: ProblemList): void {
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
