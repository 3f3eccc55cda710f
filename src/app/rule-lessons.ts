/** Which lessons explain what a build check is about, the best one first. A pack may lack some of them. */
const LESSONS: Readonly<Record<string, readonly string[]>> = {
  JSONArgsRecommended: ['cmd-and-entrypoint', 'dockerfile'],
  MultipleInstructionsDisallowed: ['cmd-and-entrypoint', 'dockerfile'],
  CopyIgnoredFile: ['build-context', 'build-cache'],
  DuplicateStageName: ['small-images', 'dockerfile'],
  ReservedStageName: ['small-images', 'dockerfile'],
  StageNameCasing: ['small-images', 'dockerfile'],
  ExposeInvalidFormat: ['ports', 'dockerfile'],
  ExposeProtoCasing: ['ports', 'dockerfile'],
};

/**
 * The lessons that explain a build check.
 *
 * @param rule the check's name
 * @returns ids, the best first
 */
export function lessonsOfRule(rule: string): readonly string[] {
  return LESSONS[rule] ?? ['dockerfile'];
}
