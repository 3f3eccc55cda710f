import type { FsNode } from '../filesystem/node.ts';
import { allows, WRITE } from '../filesystem/permissions.ts';
import { file } from '../filesystem/tree.ts';
import type { Place } from '../filesystem/walk.ts';
import type { Bytes } from './bytes.ts';
import { SystemError } from './errors.ts';
import { fresh, nowOf, requireHolder } from './file-holder.ts';
import { find, magicFile } from './file-look.ts';
import { putAt, requireWritable, withData } from './file-system-change.ts';
import type { Core, ProcessRecord } from './records.ts';
import { countStored } from './stored.ts';
import { writeNow } from './streams.ts';
import { viewOf } from './view.ts';

/**
 * Looks up a file to write to, and makes it if it is not there.
 * @returns the place, whose node is there now
 */
export function forWriting(
  core: Core,
  process: ProcessRecord,
  path: string,
  options: { readonly create: boolean; readonly exclusive: boolean; readonly mode: number },
): Place & { readonly node: FsNode } {
  const view = viewOf(core, process);
  const place = find(core, process, path, !options.exclusive);
  if (place.node === undefined) {
    if (!options.create) throw new SystemError('ENOENT', path);
    if (path.endsWith('/')) throw new SystemError('EISDIR', path);
    requireHolder(view, place, path);
    const node = file('', fresh(core, process, place, options.mode));
    putAt(core, place, node, true);
    return { ...place, node };
  }
  if (options.create && options.exclusive) throw new SystemError('EEXIST', path);
  if (place.node.kind === 'directory') throw new SystemError('EISDIR', path);
  if (place.node.kind === 'device' || magicFile(core, process, place) !== undefined) {
    if (place.node.kind === 'device' && !allows(view, place.node, WRITE)) {
      throw new SystemError('EACCES', path);
    }
    return place as Place & { readonly node: FsNode };
  }
  if (!allows(view, place.node, WRITE)) throw new SystemError('EACCES', path);
  requireWritable(place);
  return place as Place & { readonly node: FsNode };
}

/** Writes a whole file at once. Throws what open(2) and write(2) throw. */
export function writeWhole(
  core: Core,
  process: ProcessRecord,
  path: string,
  data: Bytes,
  options: {
    readonly append: boolean;
    readonly mode: number;
    readonly executable?: { readonly program?: string; readonly size: number };
  },
): void {
  const place = forWriting(core, process, path, { create: true, exclusive: false, mode: options.mode });
  const magic = magicFile(core, process, place);
  if (magic !== undefined) {
    writeNow(core, magic, data);
    return;
  }
  const { node } = place;
  if (node.kind === 'device') {
    if (node.device === 'full') throw new SystemError('ENOSPC', path);
    if (node.device === 'fifo') throw new SystemError('EAGAIN', path);
    if (node.device === 'tty') process.terminal?.output(data);
    return;
  }
  if (node.kind !== 'file') throw new SystemError('EINVAL', path);
  const whole = options.append ? node.data + '\0'.repeat(node.size - node.data.length) + data : data;
  countStored(core, whole.length - node.size);
  const made = withData(node, whole, nowOf(core));
  const { executable } = options;
  const more =
    executable === undefined
      ? {}
      : {
          size: Math.max(executable.size, whole.length),
          ...(executable.program === undefined ? {} : { program: executable.program }),
        };
  putAt(core, place, { ...made, ...more }, false);
}
