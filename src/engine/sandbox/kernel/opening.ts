import { allows, READ, WRITE } from '../filesystem/permissions.ts';
import type { Place } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import { existing, magicFile } from './file-look.ts';
import { putAt, withData } from './file-system-change.ts';
import { forWriting } from './file-write.ts';
import { install, openBase, openPipeEnd } from './open-files.ts';
import { makePipe } from './pipes.ts';
import type { OpenMode } from './process.ts';
import type { Core, OpenRecord, ProcessRecord } from './records.ts';
import { viewOf } from './view.ts';

/** open(2). @returns the descriptor */
export function openPath(
  core: Core,
  process: ProcessRecord,
  path: string,
  mode: OpenMode,
  permissions: number,
): number {
  const write = mode.write === true || mode.append === true;
  const read = mode.read === true || !write;
  const place = write
    ? forWriting(core, process, path, {
        create: mode.create === true,
        exclusive: mode.exclusive === true,
        mode: permissions,
      })
    : existing(core, process, path);
  const magic = magicFile(core, process, place);
  if (magic !== undefined) return install(core, process, magic);
  if (read && !allows(viewOf(core, process), place.node!, READ)) throw new SystemError('EACCES', path);
  return install(core, process, openNode(core, process, place, { read, write }, mode));
}

function openNode(
  core: Core,
  process: ProcessRecord,
  place: Place,
  access: { readonly read: boolean; readonly write: boolean },
  mode: OpenMode,
): OpenRecord {
  const base = openBase(place.path, access);
  const node = place.node!;
  if (node.kind === 'directory') return { file: 'directory', ...base };
  if (place.made !== undefined) {
    return {
      file: 'snapshot',
      ...base,
      data: place.made.kind === 'file' ? place.made.content() : '',
      position: 0,
    };
  }
  if (node.kind === 'device') return openDevice(core, process, place, access);
  if (node.kind !== 'file') throw new SystemError('ELOOP', place.path);
  if (mode.truncate === true && access.write && node.size > 0) {
    putAt(core, place, withData(node, '', Math.floor(core.registers.clock)), false);
  }
  return {
    file: 'regular',
    ...base,
    system: place.mount.source,
    inner: place.inner,
    detached: undefined,
    position: 0,
    append: mode.append === true,
  };
}

function openDevice(
  core: Core,
  process: ProcessRecord,
  place: Place,
  access: { readonly read: boolean; readonly write: boolean },
): OpenRecord {
  const node = place.node!;
  if (node.kind !== 'device') throw new SystemError('EINVAL', place.path);
  if (access.write && !allows(viewOf(core, process), node, WRITE)) {
    throw new SystemError('EACCES', place.path);
  }
  if (node.device === 'tty') {
    if (process.terminal === undefined) throw new SystemError('ENOENT', place.path);
    return { file: 'terminal', ...openBase(place.path, access), terminal: process.terminal };
  }
  if (node.device === 'fifo') {
    const name = place.mount.source.id + place.inner;
    let pipe = core.fifos.get(name);
    if (pipe === undefined || (pipe.readers === 0 && pipe.writers === 0)) {
      pipe = makePipe(core, true);
      core.journal.edit(core.fifos).set(name, pipe);
    }
    const end = access.read && access.write ? 'both' : access.read ? 'read' : 'write';
    return openPipeEnd(pipe, end, place.path);
  }
  return { file: 'device', ...openBase(place.path, access), device: node.device };
}
