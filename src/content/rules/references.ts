import type { Path } from '../positions.ts';
import { didYouMean } from '../suggest.ts';
import type { LessonRule, ReportFinding } from './lesson-rule.ts';

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

/** `unknown-reference` for the sources of steps and questions. */
export const knownSources: LessonRule = ({ lesson, items }, report) => {
  const known = Object.keys(lesson.sources ?? {});
  const check = (sources: readonly string[] | undefined, path: Path) => {
    sources?.forEach((id, index) => {
      mustExist(report, 'source', id, known, [...path, 'sources', index], '`sources:` of the lesson');
    });
  };
  lesson.steps.forEach((step, index) => {
    check(step.sources, ['steps', index]);
  });
  for (const { item, path } of items) check(item.sources, path);
};

/** `unknown-reference` for the objectives of questions; they may stand in any lesson of the pack. */
export const knownObjectives: LessonRule = ({ lesson, items, pack }, report) => {
  for (const { item, path } of items) {
    if (item.objective === undefined || pack.objectives.has(item.objective)) continue;
    const own = (lesson.objectives ?? []).map((objective) => objective.id);
    mustExist(
      report,
      'objective',
      item.objective,
      own,
      [...path, 'objective'],
      '`objectives:` of the lesson',
    );
  }
};

/** `unknown-reference` for the misconceptions of wrong answers. */
export const knownMisconceptions: LessonRule = ({ items, pack }, report) => {
  const known = pack.misconceptions;
  if (known === undefined) return;
  const check = (id: string | undefined, path: Path) => {
    if (id === undefined || known.has(id)) return;
    mustExist(report, 'misconception', id, [...known], [...path, 'mis'], 'misconceptions.yaml');
  };
  for (const { item, path } of items) {
    if (item.type === 'layer') {
      for (const [part, wrong] of Object.entries(item.wrong ?? {}))
        check(wrong.mis, [...path, 'wrong', part]);
    } else {
      item.options.forEach((option, index) => {
        check(option.mis, [...path, 'options', index]);
      });
    }
  }
};

/** `unknown-reference` for the diagrams of steps and questions. */
export const knownDiagrams: LessonRule = ({ lesson, items }, report) => {
  const known = Object.keys(lesson.diagrams ?? {});
  const home = '`diagrams:` of the lesson';
  lesson.steps.forEach((step, index) => {
    if (step.diagram !== undefined) {
      mustExist(report, 'diagram', step.diagram.use, known, ['steps', index, 'diagram', 'use'], home);
    }
  });
  for (const { item, path } of items) {
    if (item.type === 'layer' && item.diagram !== undefined) {
      mustExist(report, 'diagram', item.diagram, known, [...path, 'diagram'], home);
    }
  }
};
