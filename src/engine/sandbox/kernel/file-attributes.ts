import { allows, isCapable, ownsOr, WRITE } from '../filesystem/permissions.ts';
import { SystemError } from './errors.ts';
import { existing } from './file-look.ts';
import { putAt, requireWritable } from './file-system-change.ts';
import type { Core, ProcessRecord } from './records.ts';
import { viewOf } from './view.ts';

export function changeMode(core: Core, process: ProcessRecord, path: string, mode: number): void {
  const place = existing(core, process, path);
  requireWritable(place);
  if (!ownsOr(viewOf(core, process), place.node)) throw new SystemError('EPERM', path);
  putAt(core, place, { ...place.node, mode: mode & 0o7777 }, false);
}

/** -1 leaves the owner or the group as it is. */
export function changeOwner(
  core: Core,
  process: ProcessRecord,
  path: string,
  owner: { readonly uid: number; readonly gid: number },
  followSymlinks: boolean,
): void {
  const place = existing(core, process, path, followSymlinks);
  requireWritable(place);
  const { node } = place;
  const uid = owner.uid === -1 ? node.uid : owner.uid;
  const gid = owner.gid === -1 ? node.gid : owner.gid;
  if (!isCapable(viewOf(core, process), 'CHOWN')) {
    const { user } = process;
    const inGroup = gid === node.gid || gid === user.gid || user.groups.includes(gid);
    if (node.uid !== user.uid || uid !== node.uid || !inGroup) throw new SystemError('EPERM', path);
  }
  const mode = node.kind === 'file' ? node.mode & 0o1777 : node.mode;
  putAt(core, place, { ...node, uid, gid, mode }, false);
}

export function changeTime(core: Core, process: ProcessRecord, path: string, mtime: number): void {
  const place = existing(core, process, path);
  requireWritable(place);
  const view = viewOf(core, process);
  if (!ownsOr(view, place.node) && !allows(view, place.node, WRITE)) throw new SystemError('EACCES', path);
  putAt(core, place, { ...place.node, mtime }, false);
}
