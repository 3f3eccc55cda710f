import { loadLab } from './load-lab.ts';
import type { SharedContent } from './load-lesson.ts';
import type { LessonWithSource } from './load-quizzes.ts';
import type { PackFiles } from './pack-files.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { ProblemList } from './problems.ts';
import { didYouMean } from './suggest.ts';
import type { Lab } from './types.ts';

/** A lab with the file it stands in, so that more can be said of it by place. */
export interface LoadedLab {
  readonly file: ParsedFile;
  readonly lab: Lab;
}

/**
 * Loads every lab of a pack.
 *
 * @param files the pack's files
 * @param lessons those that loaded, by id
 * @param shared what the pack knows
 * @param list takes what is wrong
 * @returns the labs by id; of two with the same id, the first
 */
export function loadLabs(
  files: PackFiles,
  lessons: ReadonlyMap<string, LessonWithSource>,
  shared: SharedContent,
  list: ProblemList,
): ReadonlyMap<string, LoadedLab> {
  const labs = new Map<string, LoadedLab>();
  const names = files.lessons.map(({ id }) => id);
  for (const { read } of files.labs) {
    if (read === undefined) continue;
    const { lesson } = read.source;
    if (lesson !== undefined && !names.includes(lesson)) {
      const hint = didYouMean(lesson, names);
      list.add(read.file, 'unknown-reference', ['lesson'], `no lesson \`${lesson}\``, { hint });
    }
    const lab = loadLab(read, lesson === undefined ? undefined : lessons.get(lesson), shared, list);
    if (!labs.has(lab.id)) labs.set(lab.id, { file: read.file, lab });
  }
  return labs;
}
