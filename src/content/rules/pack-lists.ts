/** What the manifest lists, against the files that are there. */
import type { ContentFile, LabFile, PackFiles, QuizFile, SourceFile } from '../pack-files.ts';
import type { ProblemList } from '../problems.ts';
import type { PackSource } from '../schema/pack.ts';
import { suggest } from '../suggest.ts';

/** Lessons, quizzes and labs are listed in the same way. */
const KINDS = {
  lesson: { key: 'lessons', missing: 'missing-lesson', unreachable: 'unreachable-lesson' },
  quiz: { key: 'quizzes', missing: 'missing-quiz', unreachable: 'unreachable-quiz' },
  lab: { key: 'labs', missing: 'missing-lab', unreachable: 'unreachable-lab' },
} as const;

/**
 * `missing-lesson`, `unreachable-lesson` and the like for quizzes and labs: the manifest and the files name the same, each once.
 * `quiz-home`, `lab-home`: a quiz or lab is listed where it belongs.
 */
export function checkLists({ manifest, lessons, quizzes, labs }: PackFiles, list: ProblemList): void {
  if (manifest === undefined) return;
  checkKind('lesson', manifest, lessons, list);
  checkKind('quiz', manifest, quizzes, list);
  checkKind('lab', manifest, labs, list);
  for (const quiz of quizzes) checkHome(quiz, manifest.source, list);
  for (const lab of labs) checkLabHome(lab, manifest.source, list);
}

function checkKind(
  kind: keyof typeof KINDS,
  { file, source }: SourceFile<PackSource>,
  files: readonly ContentFile<unknown>[],
  list: ProblemList,
): void {
  const { key, missing, unreachable } = KINDS[kind];
  const names = files.map(({ id }) => id);
  const there = new Set(names);
  // What a file that cannot be read holds is anyone's guess.
  const allRead = files.every(({ read }) => read !== undefined);
  const listed = new Set<string>();
  source.modules.forEach((module, at) => {
    module[key]?.forEach((id, index) => {
      const path = ['modules', at, key, index];
      if (listed.has(id)) {
        list.add(file, 'duplicate-id', path, `the ${kind} \`${id}\` is listed twice`, {
          hint: 'list it once',
        });
      } else if (!there.has(id) && allRead) {
        const meant = suggest(id, names);
        const hint =
          meant === undefined ? `write ${module.id}/${id}.${kind}.yaml` : `did you mean \`${meant}\`?`;
        list.add(file, missing, path, `no file has the ${kind} \`${id}\``, { hint });
      }
      listed.add(id);
    });
  });
  for (const { id, read } of files) {
    if (listed.has(id) || read === undefined) continue;
    const hint = `add it to \`${key}:\` of a module in pack.yaml`;
    list.add(read.file, unreachable, ['id'], `no module lists the ${kind} \`${id}\``, { hint });
  }
}

/** A learner looks for a quiz in the module of what it asks about. */
function checkHome({ id, read }: QuizFile, { modules }: PackSource, list: ProblemList): void {
  const listing = modules.find((module) => module.quizzes?.includes(id));
  if (read === undefined || listing === undefined) return;
  const { lesson, module } = read.source;
  const home = lesson === undefined ? module : modules.find(({ lessons }) => lessons.includes(lesson))?.id;
  if (home === undefined || home === listing.id || !modules.some((one) => one.id === home)) return;
  const key = lesson === undefined ? 'module' : 'lesson';
  const message = `the quiz belongs to the module \`${home}\`, and \`${listing.id}\` lists it`;
  list.add(read.file, 'quiz-home', [key], message, { hint: `list it in \`${home}\`` });
}

/** The same for a lab of a lesson. */
function checkLabHome({ id, read }: LabFile, { modules }: PackSource, list: ProblemList): void {
  const listing = modules.find((module) => module.labs?.includes(id));
  const lesson = read?.source.lesson;
  if (read === undefined || listing === undefined || lesson === undefined) return;
  const home = modules.find(({ lessons }) => lessons.includes(lesson))?.id;
  if (home === undefined || home === listing.id) return;
  const message = `the lab belongs to the module \`${home}\`, and \`${listing.id}\` lists it`;
  list.add(read.file, 'lab-home', ['lesson'], message, { hint: `list it in \`${home}\`` });
}
