import type { PackFiles, SourceFile } from '../pack-files.ts';
import type { ProblemList } from '../problems.ts';
import { didYouMean } from '../suggest.ts';

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
