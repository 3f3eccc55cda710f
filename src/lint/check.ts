/** `pack check`: lints packs and gives one list of problems, with files as their reader knows them. */
import { loadPack } from '../content/load.ts';
import type { Problem } from '../content/problem.ts';
import { inReadingOrder } from '../content/problems.ts';
import type { PackReader } from '../content/reader.ts';
import { type LintOptions, lintPack, replayPack } from './lint.ts';
import type { OpenReplayEngine } from './replay.ts';

/** A pack to check, or one file of it. */
export interface PackToCheck {
  readonly reader: PackReader;
  /** The only file to look at, relative to the pack. */
  readonly only?: string;
}

/** Whether pages fit their screens. */
export type CheckOptions = Pick<LintOptions, 'fit' | 'quizFit'>;

export interface CheckResult {
  /** By pack, then in reading order; `file` begins with the pack's root. */
  readonly problems: readonly Problem[];
  /** How many files were looked at. */
  readonly files: number;
}

/**
 * Checks packs.
 *
 * @param packs the packs, each with its reader
 */
export function checkPacks(packs: readonly PackToCheck[], options: CheckOptions = {}): CheckResult {
  const problems: Problem[] = [];
  let files = 0;
  for (const { reader, only } of packs) {
    const loaded = loadPack(reader);
    files += only === undefined ? loaded.files : 1;
    const found = lintPack(loaded, { ...options, ...(only !== undefined && { only }) });
    problems.push(...found.map((problem) => ({ ...problem, file: below(reader.root, problem.file) })));
  }
  return { problems, files };
}

/**
 * Checks packs, and types the solutions of their labs on an engine.
 *
 * @param packs the packs, each with its reader
 * @param open gives a fresh engine for a pack; nothing, if there is none to replay on
 */
export async function checkAndReplay(
  packs: readonly PackToCheck[],
  options: CheckOptions,
  open: OpenReplayEngine | undefined,
): Promise<CheckResult> {
  const problems: Problem[] = [];
  let files = 0;
  for (const { reader, only } of packs) {
    const loaded = loadPack(reader);
    files += only === undefined ? loaded.files : 1;
    const found = lintPack(loaded, { ...options, ...(only !== undefined && { only }) });
    const replayed = open === undefined ? [] : await replayPack(loaded, open, only);
    const all = [...found, ...replayed].sort(inReadingOrder);
    problems.push(...all.map((problem) => ({ ...problem, file: below(reader.root, problem.file) })));
  }
  return { problems, files };
}

/** A file of a pack as somebody in the working folder would name it. */
function below(root: string, file: string): string {
  const folder = root.replaceAll('\\', '/').replace(/\/+$/, '');
  if (root.startsWith('/') && folder === '') return `/${file}`;
  return folder === '' || folder === '.' ? file : `${folder}/${file}`;
}
