/** Rules across the files of a pack. */
import type { LessonFile, PackFiles, SourceFile } from '../pack-files.ts';
import type { ProblemList } from '../problems.ts';
import { problemAt } from '../problems.ts';
import type { PackSource } from '../schema/pack.ts';
import { SourceText } from '../source-text.ts';
import { didYouMean, suggest } from '../suggest.ts';
import { IdRegister } from './ids.ts';

/** `duplicate-id` and `was-clash` for everything in the pack that has an id. */
export function checkIds(files: PackFiles, list: ProblemList): void {
  const lessons = new IdRegister('lesson', list);
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
      if (step.ask.type === 'layer') return;
      const options = new IdRegister('option', list);
      step.ask.options.forEach((option, at) => {
        options.add(option.id, file, [...path, 'options', at]);
      });
    });
    steps.finish();
  }
  for (const register of [lessons, objectives, questions]) register.finish();
  checkSharedIds(files, list);
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

/** `missing-lesson` and `unreachable-lesson`: the manifest and the files name the same lessons, each once. */
export function checkLessonLists(
  manifest: SourceFile<PackSource>,
  lessons: readonly LessonFile[],
  list: ProblemList,
): void {
  const { file, source } = manifest;
  const names = lessons.map((lesson) => lesson.id);
  const there = new Set(names);
  const listed = new Set<string>();
  source.modules.forEach((module, at) => {
    module.lessons.forEach((id, index) => {
      const path = ['modules', at, 'lessons', index];
      if (listed.has(id)) {
        list.add(file, 'duplicate-id', path, `the lesson \`${id}\` is listed twice`, {
          hint: 'list it once',
        });
      } else if (!there.has(id)) {
        const meant = suggest(id, names);
        const hint =
          meant === undefined ? `write ${module.id}/${id}.lesson.yaml` : `did you mean \`${meant}\`?`;
        list.add(file, 'missing-lesson', path, `no file has the lesson \`${id}\``, { hint });
      }
      listed.add(id);
    });
  });
  for (const lesson of lessons) {
    if (listed.has(lesson.id)) continue;
    const message = `no module lists the lesson \`${lesson.id}\``;
    const hint = 'add it to `lessons:` of a module in pack.yaml';
    if (lesson.read === undefined) {
      list.problems.push(
        problemAt(new SourceText(lesson.name, ''), 'unreachable-lesson', 0, 0, message, hint),
      );
    } else {
      list.add(lesson.read.file, 'unreachable-lesson', ['id'], message, { hint });
    }
  }
}

/** `unknown-reference` and `source-without-date` in the glossary and the misconceptions. */
export function checkShared({ glossary, misconceptions, lessons }: PackFiles, list: ProblemList): void {
  const names = lessons.map((lesson) => lesson.id);
  const there = new Set(names);
  const checkLesson = (from: SourceFile<unknown>, id: string | undefined, path: (string | number)[]) => {
    if (id === undefined || there.has(id)) return;
    list.add(from.file, 'unknown-reference', [...path, 'lesson'], `no lesson \`${id}\``, {
      hint: didYouMean(id, names),
    });
  };
  glossary?.source.terms.forEach((term, index) => {
    checkLesson(glossary, term.lesson, ['terms', index]);
  });
  misconceptions?.source.misconceptions.forEach((one, index) => {
    const path = ['misconceptions', index];
    checkLesson(misconceptions, one.lesson, path);
    one.sources?.forEach((source, at) => {
      if (source.checked !== undefined) return;
      const hint = 'add `checked:` with the day you last read it, such as 2026-11-20';
      list.add(misconceptions.file, 'source-without-date', [...path, 'sources', at], 'a source has no date', {
        hint,
      });
    });
  });
}
