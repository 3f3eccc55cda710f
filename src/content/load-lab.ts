/** One lab: its rules run, its texts read. */

import type { SharedContent } from './load-lesson.ts';
import type { LessonWithSource } from './load-quizzes.ts';
import { misconceptionsNamed, pick } from './named.ts';
import type { SourceFile } from './pack-files.ts';
import type { Path } from './positions.ts';
import type { ProblemList } from './problems.ts';
import { readCommands, readGoal, readPlace } from './read-goal.ts';
import { readItem } from './read-item.ts';
import type { PlacedItem, ReportFinding } from './rules/item-rule.ts';
import { LAB_RULES } from './rules/lab-rules.ts';
import type { LabSource, TaskSource } from './schema/lab.ts';
import { TextReader } from './texts.ts';
import type { Item, Lab, LabTask, Source } from './types.ts';

/**
 * Loads one lab.
 *
 * @param read its file, as its schema let it pass
 * @param home the lesson it belongs to, if it does and that loaded
 * @param shared what the pack knows
 * @param list takes what is wrong
 * @returns the lab; whatever is wrong in it is left out, so a lab with errors is only good to look at
 */
export function loadLab(
  read: SourceFile<LabSource>,
  home: LessonWithSource | undefined,
  shared: SharedContent,
  list: ProblemList,
): Lab {
  const { file, source } = read;
  const { pack, packId } = shared;
  const texts = new TextReader(file, pack, list);
  const report: ReportFinding = (rule, path, message, detail) => {
    list.add(file, rule, path, message, detail);
  };
  const models = new Map(Object.entries(home?.lesson.diagrams ?? {}));
  const objectives = home?.source.objectives?.map(({ id }) => id) ?? [];
  // Where the lesson cannot be read, nothing can be said of what it would lend.
  const whole = source.lesson === undefined || home !== undefined;
  const under = {
    lab: source,
    items: placedItems(source),
    ...(whole && {
      sources: [...Object.keys(source.sources ?? {}), ...Object.keys(home?.source.sources ?? {})],
      objectives: { known: new Set(objectives), near: objectives },
      diagrams: [...models.keys()],
    }),
    // A lab of its own has no objectives that a question could name.
    withoutObjectives: source.lesson === undefined,
    models,
    home: 'the lab',
    pack,
  };
  for (const rule of LAB_RULES) rule(under, report);

  const tasks = source.tasks.map((task, index) => readTask(task, ['tasks', index], texts));
  const items = tasks.flatMap((task) => ('ask' in task ? [task.ask] : []));
  const mistakes = tasks.flatMap((task) => ('ask' in task ? [] : task.mistakes));
  const title = texts.phrase(source.title, ['title']);
  const intro = source.intro === undefined ? {} : { intro: texts.prose(source.intro, ['intro']) };
  const outro = source.outro === undefined ? {} : { outro: texts.prose(source.outro, ['outro']) };
  return {
    pack: packId,
    id: source.id,
    was: source.was ?? [],
    languages: pack.languages,
    title,
    ...(source.lesson !== undefined && { lesson: source.lesson }),
    difficulty: source.difficulty,
    ...(source.minutes !== undefined && { minutes: source.minutes }),
    ...intro,
    ...outro,
    ...readPlace(source),
    tasks,
    solution: readCommands(source.solution),
    objectives: objectivesNamed(items, home),
    sources: pick(sourcesOf(source, home), itemsSources(items)),
    diagrams: pick(
      models,
      items.flatMap((item) => (item.type === 'layer' ? (item.diagram ?? []) : [])),
    ),
    misconceptions: pick(shared.misconceptions, [
      ...misconceptionsNamed(items),
      ...mistakes.flatMap(({ mis }) => mis ?? []),
    ]),
    terms: pick(shared.terms, texts.named),
  };
}

function readTask(source: TaskSource, path: Path, texts: TextReader): LabTask {
  const base = { id: source.id, was: source.was ?? [] };
  if ('ask' in source) return { ...base, ask: readItem(source.ask, [...path, 'ask'], texts) };
  return { ...base, ...readGoal(source, path, texts), lasting: source.lasting ?? false };
}

/** The items of `ask` tasks. */
function placedItems({ tasks }: LabSource): PlacedItem[] {
  return tasks.flatMap((task, index) => {
    if (!('ask' in task)) return [];
    const { ask } = task;
    const diagram = ask.type === 'layer' ? ask.diagram : undefined;
    return [{ item: ask, path: ['tasks', index, 'ask'], ...(diagram !== undefined && { diagram }) }];
  });
}

function itemsSources(items: readonly Item[]): string[] {
  return items.flatMap((item) => item.sources);
}

/** Sources by their ids: the lab's own before those of its lesson. */
function sourcesOf(lab: LabSource, home: LessonWithSource | undefined): Map<string, Source> {
  // The schema's type allows `undefined` for what is optional; its values never hold one.
  return new Map(Object.entries({ ...home?.source.sources, ...lab.sources }) as [string, Source][]);
}

function objectivesNamed(items: readonly Item[], home: LessonWithSource | undefined): Lab['objectives'] {
  const named = new Set(items.map((item) => item.objective));
  return (home?.lesson.objectives ?? [])
    .filter(({ id }) => named.has(id))
    .map((objective) => ({ ...objective, lesson: home!.lesson.id }));
}
