import { allows, EXECUTE } from '../filesystem/permissions.ts';
import { LONGEST_PATH, walk } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import type { Core, ProcessRecord } from './records.ts';
import { viewOf } from './view.ts';

/** @returns a directory's path without symlinks. Throws ENOENT, ENOTDIR, EACCES */
export function requireDirectory(core: Core, process: ProcessRecord, path: string): string {
  const view = viewOf(core, process);
  const place = walk(view, path, true);
  if (place.node === undefined) throw new SystemError('ENOENT', path);
  if (place.node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
  if (!allows(view, place.node, EXECUTE)) throw new SystemError('EACCES', path);
  if (place.path.length >= LONGEST_PATH) throw new SystemError('ENAMETOOLONG', path);
  return place.path;
}
