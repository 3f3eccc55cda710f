import type { FsNode } from '../filesystem/node.ts';
import { device, directory, symlink } from '../filesystem/tree.ts';
import type { Place } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import { fresh, requireHolder } from './file-holder.ts';
import { existing, find } from './file-look.ts';
import { putAt } from './file-system-change.ts';
import type { Core, ProcessRecord } from './records.ts';
import { viewOf } from './view.ts';

function create(core: Core, process: ProcessRecord, path: string, make: (place: Place) => FsNode): void {
  const place = find(core, process, path.replace(/\/+$/, '') || '/', false);
  if (place.node !== undefined) throw new SystemError('EEXIST', path);
  requireHolder(viewOf(core, process), place, path);
  putAt(core, place, make(place), true);
}

export function makeDirectory(core: Core, process: ProcessRecord, path: string, mode: number): void {
  create(core, process, path, (place) => {
    const attributes = fresh(core, process, place, mode);
    const setgid = (place.parent?.node?.mode ?? 0) & 0o2000;
    return directory({}, { ...attributes, mode: attributes.mode | setgid });
  });
}

export function makeSymlink(core: Core, process: ProcessRecord, target: string, path: string): void {
  if (target === '') throw new SystemError('ENOENT', target);
  create(core, process, path, (place) => symlink(target, fresh(core, process, place, 0o777)));
}

export function makeFifo(core: Core, process: ProcessRecord, path: string, mode: number): void {
  create(core, process, path, (place) => device('fifo', fresh(core, process, place, mode)));
}

export function makeLink(core: Core, process: ProcessRecord, from: string, to: string): void {
  const source = existing(core, process, from, false);
  if (source.node.kind === 'directory') throw new SystemError('EPERM', from);
  const target = find(core, process, to, false);
  if (target.node !== undefined) throw new SystemError('EEXIST', to);
  if (source.mount.source !== target.mount.source) throw new SystemError('EXDEV', to);
  create(core, process, to, () => source.node);
}
