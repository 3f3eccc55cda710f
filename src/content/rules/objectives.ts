import type { PackFiles } from '../pack-files.ts';
import type { ProblemList } from '../problems.ts';

/** `objective-not-asked`: in a strict pack, what a lesson is for is asked in its quiz, or in one of several. */
export function checkObjectives({ lessons, quizzes }: PackFiles, list: ProblemList): void {
  if (!list.strict) return;
  for (const lesson of lessons) {
    const own = quizzes.flatMap(({ read }) => (read?.source.lesson === lesson.id ? [read] : []));
    const [first] = own;
    if (first === undefined) continue;
    const asked = new Set(own.flatMap(({ source }) => source.items.map((item) => item.objective)));
    for (const { id } of lesson.read?.source.objectives ?? []) {
      if (asked.has(id)) continue;
      const message = `no item asks for the objective \`${id}\` of the lesson`;
      list.add(first.file, 'objective-not-asked', ['items'], message, { hint: 'ask for it', atKey: true });
    }
  }
}
