import { mountTable } from '../filesystem/mount-table.ts';
import { allows, EXECUTE, WRITE } from '../filesystem/permissions.ts';
import type { Place, View } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import { requireWritable } from './file-system-change.ts';
import type { Core, ProcessRecord } from './records.ts';

/** The clock, in whole milliseconds. */
export const nowOf = (core: Core): number => Math.floor(core.registers.clock);

/** Attributes of what a process makes: its own, with the group of a directory that has the setgid bit. */
export function fresh(core: Core, process: ProcessRecord, place: Place, mode: number) {
  const holder = place.parent?.node;
  const inherits = holder !== undefined && (holder.mode & 0o2000) !== 0;
  return {
    mode: mode & ~process.umask,
    uid: process.user.uid,
    gid: inherits ? holder.gid : process.user.gid,
    mtime: nowOf(core),
  };
}

/** Throws unless the process may put names into the directory that holds the place, or take them out. */
export function requireHolder(view: View, place: Place, path: string): void {
  const holder = place.parent?.node;
  if (holder === undefined) throw new SystemError('EBUSY', path);
  requireWritable(place.node === undefined || !isMounted(view, place) ? place : place.parent!);
  if (!allows(view, holder, WRITE | EXECUTE)) throw new SystemError('EACCES', path);
}

/** @returns whether something is mounted right there */
export function isMounted(view: View, place: Place): boolean {
  return mountTable(view.mounts).has(place.path);
}
