import type { Folder } from '../platform/folder.ts';
import { type Compaction, foldTogether } from './compaction.ts';
import type { Here } from './log-name.ts';
import type { Covers } from './log-reader.ts';
import { writeSnapshot } from './snapshot.ts';
import type { State } from './state.ts';

/** How many events may lie behind the snapshot before a new one is worth its writing: folding these takes 1 ms. */
const WORTH_A_SNAPSHOT = 200;

/**
 * Leaves the folder so that the next opening is quick: folds old files together, and writes a snapshot if worth it.
 * Whatever fails here costs time then, and nothing else.
 *
 * @param folder the profile's folder
 * @param here who asks
 * @param newId gives a random id
 * @param state what the log amounts to; undefined if a part of that is not on disk
 * @param own this process's log file and its size in bytes
 */
export function tidy(
  folder: Folder,
  here: Here,
  newId: () => string,
  state: State | undefined,
  own: { readonly name: string | undefined; readonly size: number },
): void {
  let compaction: Compaction | undefined;
  try {
    compaction = foldTogether(folder, here, own.name, newId);
  } catch {
    return;
  }
  if (!state || (!compaction && state.beyond <= WORTH_A_SNAPSHOT)) return;
  const { maxN, newer } = state;
  const known = own.name === undefined ? state.covers : { ...state.covers, [own.name]: own.size };
  const covers = compaction ? coversAfter(compaction, known) : known;
  if (covers) writeSnapshot(folder, { covers, maxN, newer, progress: state.fold.progress() });
}

/** Undefined if the archive has more in it than was folded: then the next opening folds anew. */
function coversAfter({ archive, size, folded }: Compaction, covers: Covers): Covers | undefined {
  const after: Record<string, number> = { ...covers, [archive]: size };
  for (const [name, end] of folded) {
    if (covers[name] !== end) return undefined;
    delete after[name];
  }
  return after;
}
