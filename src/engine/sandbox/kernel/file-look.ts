import { mountedNames } from '../filesystem/mount-table.ts';
import type { FsNode } from '../filesystem/node.ts';
import { allows, EXECUTE, READ, WRITE } from '../filesystem/permissions.ts';
import { contentOf, sortedNames, treeSize } from '../filesystem/tree.ts';
import { isMagic, type Place, walk } from '../filesystem/walk.ts';
import type { Bytes } from './bytes.ts';
import { SystemError } from './errors.ts';
import { nodeInside } from './file-system-change.ts';
import { openAt } from './open-files.ts';
import type { FileStatus } from './process.ts';
import type { Core, OpenRecord, ProcessRecord } from './records.ts';
import { MOST_ZEROS } from './steps.ts';
import { viewOf } from './view.ts';

/** Looks a path up and gives back a place whose last name may be missing. */
export function find(core: Core, process: ProcessRecord, path: string, follow = true): Place {
  return walk(viewOf(core, process), path, follow);
}

/** As `find`, for what must exist. Throws ENOENT */
export function existing(
  core: Core,
  process: ProcessRecord,
  path: string,
  follow = true,
): Place & { readonly node: FsNode } {
  const place = find(core, process, path, follow);
  if (place.node === undefined) throw new SystemError('ENOENT', path);
  return place as Place & { readonly node: FsNode };
}

/** @returns the open file that a link of /proc/<pid>/fd stands for; undefined if the place is none */
export function magicFile(core: Core, process: ProcessRecord, place: Place): OpenRecord | undefined {
  if (!isMagic(place)) return undefined;
  const [, pid, , fd] = place.inner.split('/');
  const owner = core.processes.get(process.pidSpace.pidTable.get(Number(pid)) ?? 0);
  if (owner === undefined) throw new SystemError('ENOENT', place.path);
  return openAt(owner, Number(fd));
}

/** stat(2) and lstat(2). */
export function statusAt(core: Core, process: ProcessRecord, path: string, follow: boolean): FileStatus {
  const place = existing(core, process, path, follow);
  if (follow) {
    const magic = magicFile(core, process, place);
    if (magic !== undefined) return statusOfOpen(magic, place.node);
  }
  return statusOfNode(place.node, place.mount.source.id + place.inner);
}

function statusOfNode(node: FsNode, name: string): FileStatus {
  const kind = node.kind !== 'device' ? node.kind : node.device === 'fifo' ? 'fifo' : 'character-device';
  return {
    kind,
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    size: sizeOf(node),
    mtime: node.mtime,
    inode: inodeOf(name),
    links: node.kind === 'directory' ? 2 + subdirectories(node) : 1,
    ...(node.kind === 'file' && node.program !== undefined ? { program: node.program } : {}),
  };
}

function statusOfOpen(file: OpenRecord, link: FsNode): FileStatus {
  if (file.file === 'regular') {
    const node = file.detached ?? nodeInside(file.system, file.inner);
    if (node !== undefined) return statusOfNode(node, file.system.id + file.inner);
  }
  const { uid, gid, mtime } = link;
  const kind =
    file.file === 'terminal' || file.file === 'device'
      ? 'character-device'
      : file.file === 'directory'
        ? 'directory'
        : file.file === 'snapshot'
          ? 'file'
          : 'fifo';
  return { kind, mode: 0o620, uid, gid, size: 0, mtime, inode: inodeOf(file.path), links: 1 };
}

function sizeOf(node: FsNode): number {
  if (node.kind === 'file') return node.size;
  if (node.kind === 'symlink') return node.target.length;
  return node.kind === 'directory' ? 4096 : 0;
}

function subdirectories(node: FsNode): number {
  if (node.kind !== 'directory') return 0;
  let count = 0;
  for (const entry of node.entries.values()) if (entry.kind === 'directory') count += 1;
  return count;
}

/** A number that stays the same for a name: FNV-1a. */
function inodeOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash >>> 8) + 2;
}

export function accessTo(core: Core, process: ProcessRecord, path: string, want: 'r' | 'w' | 'x'): boolean {
  try {
    const place = existing(core, process, path);
    if (want === 'w' && place.mount.readOnly) return false;
    const bit = want === 'r' ? READ : want === 'w' ? WRITE : EXECUTE;
    return allows(viewOf(core, process), place.node, bit);
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

/** @returns the names of a directory, with those of the mounts in it */
export function namesAt(core: Core, process: ProcessRecord, path: string): readonly string[] {
  const place = existing(core, process, path);
  if (place.node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
  if (!allows(viewOf(core, process), place.node, READ)) throw new SystemError('EACCES', path);
  const names = new Set(place.made?.kind === 'directory' ? place.made.names() : place.node.entries.keys());
  for (const name of mountedNames(process.space.mounts, place.path)) names.add(name);
  return sortedNames(names);
}

export function linkTarget(core: Core, process: ProcessRecord, path: string): string {
  const place = existing(core, process, path, false);
  if (place.node.kind !== 'symlink') throw new SystemError('EINVAL', path);
  return place.node.target;
}

/** The whole content of a file. Throws EISDIR, EACCES, EAGAIN (what would block or never end) */
export function contentAt(core: Core, process: ProcessRecord, path: string): Bytes {
  const place = existing(core, process, path);
  const magic = magicFile(core, process, place);
  if (magic !== undefined) {
    const node =
      magic.file === 'regular' ? (magic.detached ?? nodeInside(magic.system, magic.inner)) : undefined;
    if (node?.kind === 'file') return contentOf(node);
    if (magic.file === 'snapshot') return magic.data;
    if (magic.file === 'device' && magic.device === 'null') return '';
    throw new SystemError('EAGAIN', path);
  }
  const { node } = place;
  if (node.kind === 'directory') throw new SystemError('EISDIR', path);
  if (!allows(viewOf(core, process), node, READ)) throw new SystemError('EACCES', path);
  if (place.made?.kind === 'file') return place.made.content();
  if (node.kind === 'device') {
    if (node.device === 'null') return '';
    throw new SystemError('EAGAIN', path);
  }
  // Too large to be one text: it is to be read piece by piece.
  if (node.kind === 'file' && node.size - node.data.length > MOST_ZEROS)
    throw new SystemError('EAGAIN', path);
  return node.kind === 'file' ? contentOf(node) : '';
}

/** The size of a disk that has no capacity of its own. */
const DISK = 64 * 1024 ** 3;

export function usageAt(
  core: Core,
  process: ProcessRecord,
  path: string,
): { readonly total: number; readonly used: number } {
  const { source } = existing(core, process, path).mount;
  return { total: source.capacity ?? DISK, used: treeSize(source.root) };
}
