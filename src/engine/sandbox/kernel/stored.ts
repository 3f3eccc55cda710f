/** What the file systems hold altogether: counted as it is added, and measured when the count says that it is too much. */
import type { FsNode } from '../filesystem/node.ts';
import { SystemError } from './errors.ts';
import type { Core } from './records.ts';

/** Nodes that a measurement looks at in the time of a step, as a power of 2. */
const NODES_A_STEP = 3;
/** How often the limit may be given back before old states of undo are given up, which may hold the same bytes. */
const MOST_KEPT = 2;

/**
 * Counts bytes that programs add to files. What was taken away is only noticed when the count reaches the limit: then
 * everything that is still there is measured.
 *
 * @throws SystemError ENOSPC when the sandbox holds as much as it may
 */
export function countStored(core: Core, bytes: number): void {
  if (bytes <= 0) return;
  const { memory } = core.limits;
  if (core.registers.stored + bytes > memory) {
    const before = core.registers.stored;
    core.journal.edit(core.registers).stored = heldBytes(core);
    core.derived.freed += Math.max(0, before - core.registers.stored);
    if (core.derived.freed > MOST_KEPT * memory) {
      core.derived.freed = 0;
      core.journal.forget();
    }
    if (core.registers.stored + bytes > memory) throw new SystemError('ENOSPC');
  }
  core.journal.edit(core.registers).stored += bytes;
}

/** @returns the bytes of all files that something holds: a mount, whoever has told its roots, or a descriptor */
function heldBytes(core: Core): number {
  const seen = new Set<FsNode>();
  let bytes = 0;
  const add = (node: FsNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'file') bytes += node.data.length;
    else if (node.kind === 'directory') for (const child of node.entries.values()) add(child);
  };
  for (const { mounts } of core.spaces.values()) for (const { source } of mounts) add(source.root);
  for (const { detached } of core.opened) if (detached !== undefined) add(detached);
  for (const roots of core.roots) for (const root of roots()) add(root);
  core.derived.steps += seen.size >> NODES_A_STEP;
  return bytes;
}
