import { mountTable } from '../filesystem/mount-table.ts';
import type { FsNode } from '../filesystem/node.ts';
import { allows, EXECUTE, isCapable, stickyAllows, WRITE } from '../filesystem/permissions.ts';
import type { Place, View } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import { isMounted, requireHolder } from './file-holder.ts';
import { existing, find } from './file-look.ts';
import { detach, follow, putAt } from './file-system-change.ts';
import type { Core, ProcessRecord } from './records.ts';
import { viewOf } from './view.ts';

/** Throws unless the process may take the name away. */
function requireRemovable(view: View, place: Place & { readonly node: FsNode }, path: string): void {
  requireHolder(view, place, path);
  if (isMounted(view, place)) throw new SystemError('EBUSY', path);
  if (!stickyAllows(view, place.parent!.node!, place.node)) throw new SystemError('EPERM', path);
}

export function unlink(core: Core, process: ProcessRecord, path: string): void {
  const place = existing(core, process, path, false);
  if (place.node.kind === 'directory') throw new SystemError('EISDIR', path);
  requireRemovable(viewOf(core, process), place, path);
  detach(core, place.mount.source, place.inner);
  putAt(core, place, undefined, true);
}

export function removeDirectory(core: Core, process: ProcessRecord, path: string): void {
  const place = existing(core, process, path.replace(/\/+$/, '') || '/', false);
  if (place.node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
  if (/(^|\/)\.\/*$/.test(path)) throw new SystemError('EINVAL', path);
  requireRemovable(viewOf(core, process), place, path);
  if (place.node.entries.size > 0) throw new SystemError('ENOTEMPTY', path);
  putAt(core, place, undefined, true);
}

/** Takes a path away with all below it. Throws before anything is gone if some directory in it may not be emptied. */
export function removeTree(core: Core, process: ProcessRecord, path: string): void {
  const place = existing(core, process, path.replace(/\/+$/, '') || '/', false);
  const view = viewOf(core, process);
  requireRemovable(view, place, path);
  const below = `${place.path}/`;
  for (const target of mountTable(view.mounts).keys()) {
    if (target.startsWith(below)) throw new SystemError('EBUSY', target);
  }
  requireEmptiable(view, place.node, path);
  detach(core, place.mount.source, place.inner);
  putAt(core, place, undefined, true);
}

function requireEmptiable(view: View, node: FsNode, path: string): void {
  if (node.kind !== 'directory' || node.entries.size === 0 || isCapable(view, 'DAC_OVERRIDE')) return;
  if (!allows(view, node, WRITE | EXECUTE)) throw new SystemError('EACCES', path);
  for (const [name, child] of node.entries) {
    if (!stickyAllows(view, node, child)) throw new SystemError('EPERM', `${path}/${name}`);
    requireEmptiable(view, child, `${path}/${name}`);
  }
}

export function rename(core: Core, process: ProcessRecord, from: string, to: string): void {
  const view = viewOf(core, process);
  const source = existing(core, process, from.replace(/\/+$/, '') || '/', false);
  const target = find(core, process, to.replace(/\/+$/, '') || '/', false);
  requireRemovable(view, source, from);
  requireHolder(view, target, to);
  if (source.mount !== target.mount) throw new SystemError('EXDEV', to);
  if (source.path === target.path) return;
  if (target.path.startsWith(`${source.path}/`)) throw new SystemError('EINVAL', to);
  if (target.node !== undefined) {
    requireReplaceable(source.node, target.node, to);
    requireRemovable(view, target as Place & { readonly node: FsNode }, to);
    detach(core, target.mount.source, target.inner);
  }
  putAt(core, source, undefined, true);
  putAt(core, target, source.node, true);
  follow(core, source.mount.source, source.inner, target.inner);
}

function requireReplaceable(source: FsNode, target: FsNode, path: string): void {
  if (target.kind === 'directory') {
    if (source.kind !== 'directory') throw new SystemError('EISDIR', path);
    if (target.entries.size > 0) throw new SystemError('ENOTEMPTY', path);
  } else if (source.kind === 'directory') throw new SystemError('ENOTDIR', path);
}
