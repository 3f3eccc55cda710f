import type { Path } from '../positions.ts';
import { didYouMean } from '../suggest.ts';
import type { ItemRule, ReportFinding } from './item-rule.ts';
import type { LessonRule } from './lesson-rule.ts';
import { wrongAnswersOf } from './wrong-answers.ts';

/** Reports a name that is not among those that exist. */
function mustExist(
  report: ReportFinding,
  what: string,
  id: string,
  known: readonly string[],
  path: Path,
  home: string,
): void {
  if (known.includes(id)) return;
  const hint = didYouMean(id, known) ?? `give it in ${home}`;
  report('unknown-reference', path, `no ${what} \`${id}\``, { hint });
}

/** Reports each source of a list that is not among those that exist. */
function sourcesMustExist(
  report: ReportFinding,
  sources: readonly string[] | undefined,
  known: readonly string[],
  path: Path,
  home: string,
): void {
  sources?.forEach((id, index) => {
    mustExist(report, 'source', id, known, [...path, 'sources', index], `\`sources:\` of ${home}`);
  });
}

/** `unknown-reference` for the sources of steps. */
export const knownStepSources: LessonRule = ({ lesson, sources = [], home }, report) => {
  lesson.steps.forEach((step, index) => {
    sourcesMustExist(report, step.sources, sources, ['steps', index], home);
  });
};

/** `unknown-reference` for the sources of questions. */
export const knownSources: ItemRule = ({ items, sources, home }, report) => {
  if (sources === undefined) return;
  for (const { item, path } of items) sourcesMustExist(report, item.sources, sources, path, home);
};

/** `unknown-reference` for the objectives of questions. */
export const knownObjectives: ItemRule = ({ items, objectives }, report) => {
  if (objectives === undefined) return;
  for (const { item, path } of items) {
    if (item.objective === undefined || objectives.known.has(item.objective)) continue;
    const home = '`objectives:` of the lesson';
    mustExist(report, 'objective', item.objective, objectives.near, [...path, 'objective'], home);
  }
};

/** `unknown-reference` for the misconceptions of wrong answers. */
export const knownMisconceptions: ItemRule = ({ items, pack }, report) => {
  const known = pack.misconceptions;
  if (known === undefined) return;
  for (const { mis, path } of items.flatMap(wrongAnswersOf)) {
    if (mis === undefined || known.has(mis)) continue;
    mustExist(report, 'misconception', mis, [...known], [...path, 'mis'], 'misconceptions.yaml');
  }
};

/** `unknown-reference` for the diagrams of steps. */
export const knownStepDiagrams: LessonRule = ({ lesson, diagrams = [], home }, report) => {
  lesson.steps.forEach((step, index) => {
    if (step.diagram === undefined) return;
    const path = ['steps', index, 'diagram', 'use'];
    mustExist(report, 'diagram', step.diagram.use, diagrams, path, `\`diagrams:\` of ${home}`);
  });
};

/** `unknown-reference` for the diagrams of questions. */
export const knownDiagrams: ItemRule = ({ items, diagrams, home }, report) => {
  if (diagrams === undefined) return;
  for (const { item, path } of items) {
    if (item.type !== 'layer' || item.diagram === undefined) continue;
    mustExist(report, 'diagram', item.diagram, diagrams, [...path, 'diagram'], `\`diagrams:\` of ${home}`);
  }
};
