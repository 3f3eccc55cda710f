import type { PackFiles } from '../pack-files.ts';
import type { ParsedFile } from '../parsed-file.ts';
import type { Path } from '../positions.ts';
import type { ProblemList } from '../problems.ts';
import type { ItemSource } from '../schema/item.ts';
import { IdRegister } from './ids.ts';

/** `duplicate-id` and `was-clash` for everything in the pack that has an id. */
export function checkIds(files: PackFiles, list: ProblemList): void {
  const lessons = new IdRegister('lesson', list);
  const quizzes = new IdRegister('quiz', list);
  const labs = new IdRegister('lab', list);
  const objectives = new IdRegister('objective', list);
  const questions = new IdRegister('question', list);
  for (const { read } of files.lessons) {
    if (read === undefined) continue;
    const { file, source } = read;
    lessons.add(source.id, file, [], source.was);
    source.objectives?.forEach((objective, index) => {
      objectives.add(objective.id, file, ['objectives', index]);
    });
    const steps = new IdRegister('step', list);
    source.steps.forEach((step, index) => {
      steps.add(step.id, file, ['steps', index], step.was);
      if (step.ask === undefined) return;
      const path = ['steps', index, 'ask'];
      questions.add(step.ask.id, file, path, step.ask.was);
      checkInside(step.ask, file, path, list);
    });
    steps.finish();
  }
  for (const { read } of files.quizzes) {
    if (read === undefined) continue;
    const { file, source } = read;
    quizzes.add(source.id, file, [], source.was);
    source.items.forEach((item, index) => {
      questions.add(item.id, file, ['items', index], item.was);
      checkInside(item, file, ['items', index], list);
    });
  }
  for (const { read } of files.labs) {
    if (read === undefined) continue;
    const { file, source } = read;
    labs.add(source.id, file, [], source.was);
    const tasks = new IdRegister('task', list);
    source.tasks.forEach((task, index) => {
      tasks.add(task.id, file, ['tasks', index], task.was);
      if (!('ask' in task)) return;
      const path = ['tasks', index, 'ask'];
      questions.add(task.ask.id, file, path, task.ask.was);
      checkInside(task.ask, file, path, list);
    });
    tasks.finish();
  }
  for (const register of [lessons, quizzes, labs, objectives, questions]) register.finish();
  checkSharedIds(files, list);
  checkQuizNames(files, list);
  checkLabNames(files, list);
}

/** A lesson's name means its quiz, so no other quiz may have that name; and so for modules. */
function checkQuizNames({ manifest, lessons, quizzes }: PackFiles, list: ProblemList): void {
  const taken = {
    lesson: new Set(lessons.map(({ id }) => id)),
    module: new Set(manifest?.source.modules.map(({ id }) => id)),
  };
  for (const { read } of quizzes) {
    if (read === undefined) continue;
    const { id, lesson, module } = read.source;
    for (const kind of ['lesson', 'module'] as const) {
      if (!taken[kind].has(id) || id === (kind === 'lesson' ? lesson : module)) continue;
      const message = `the ${kind} \`${id}\` has this id, and the quiz does not belong to it`;
      list.add(read.file, 'duplicate-id', ['id'], message, { hint: 'give the quiz another id' });
    }
  }
}

/** A lesson's name means its lab, so no other lab may have that name. */
function checkLabNames({ lessons, labs }: PackFiles, list: ProblemList): void {
  const taken = new Set(lessons.map(({ id }) => id));
  for (const { read } of labs) {
    if (read === undefined || !taken.has(read.source.id) || read.source.id === read.source.lesson) continue;
    const message = `the lesson \`${read.source.id}\` has this id, and the lab does not belong to it`;
    list.add(read.file, 'duplicate-id', ['id'], message, { hint: 'give the lab another id' });
  }
}

/** The ids that an answer to an item is made of. */
function checkInside(item: ItemSource, file: ParsedFile, path: Path, list: ProblemList): void {
  const options = new IdRegister('option', list);
  const add = (key: string, named: readonly { readonly id: string }[]) => {
    named.forEach(({ id }, index) => {
      options.add(id, file, [...path, key, index]);
    });
  };
  if (item.type === 'single' || item.type === 'multiple') add('options', item.options);
  if (item.type === 'order') add('items', item.items);
  if (item.type === 'match') {
    add('pairs', item.pairs);
    add('decoys', item.decoys ?? []);
  }
}

function checkSharedIds({ manifest, glossary, misconceptions }: PackFiles, list: ProblemList): void {
  const modules = new IdRegister('module', list);
  manifest?.source.modules.forEach((module, index) => {
    modules.add(module.id, manifest.file, ['modules', index]);
  });
  const terms = new IdRegister('term', list);
  glossary?.source.terms.forEach((term, index) => {
    terms.add(term.id, glossary.file, ['terms', index]);
  });
  const beliefs = new IdRegister('misconception', list);
  misconceptions?.source.misconceptions.forEach((one, index) => {
    beliefs.add(one.id, misconceptions.file, ['misconceptions', index]);
  });
}
