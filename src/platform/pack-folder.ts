/** Packs on the disk: their YAML files, within bounds, and nothing outside of their folder. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { PackReader } from '../content/reader.ts';
import { errorCode } from './folder.ts';

/** The most bytes of a file that are read. */
const MAX_BYTES = 1024 * 1024;
/** The most files of a pack, and how deep its folders go; what lies beyond is not looked at. */
const MAX_FILES = 10_000;
const MAX_DEPTH = 8;
/** How many folders above a file its `pack.yaml` may lie. */
const MANIFEST_ABOVE = 2;

/** Where a pack is, and which of its files somebody asked for. */
export interface PackOnDisk {
  readonly reader: PackReader;
  /** The file that was named, relative to the pack; absent if the whole pack was. */
  readonly only?: string;
}

/**
 * Opens a pack by what somebody named: its folder, a file of it, or a lesson file on its own.
 *
 * @param path a folder or a file
 * @returns the pack, or why there is none
 */
export function openPack(
  path: string,
): PackOnDisk | { readonly error: 'missing' | 'unreadable'; readonly code: string } {
  try {
    if (statSync(path).isDirectory()) {
      readdirSync(path);
      return { reader: folderReader(path) };
    }
  } catch (error) {
    const code = errorCode(error);
    return { error: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable', code };
  }
  const root = rootAbove(path);
  if (root === undefined) return { reader: fileReader(path) };
  const reader = folderReader(root);
  const only = relative(root, path).split(sep).join('/');
  // What the pack itself would not read is still read for whoever names it.
  return reader.list().includes(only) ? { reader, only } : { reader: fileReader(path) };
}

/**
 * Reads a pack's folder.
 *
 * @param root the folder
 * @returns a reader of its `*.yaml` files as of the first `list`; it throws nothing, follows no link that leads out,
 *   and reads only what it lists
 */
export function folderReader(root: string): PackReader {
  let names: readonly string[] | undefined;
  let known: ReadonlySet<string> | undefined;
  const list = (): readonly string[] => {
    names ??= yamlBelow(root);
    return names;
  };
  return {
    root,
    list,
    read: (path) => {
      known ??= new Set(list());
      return known.has(path) ? readInside(root, path) : { error: 'missing' };
    },
  };
}

/** Reads a single file as if it were alone in its folder. */
export function fileReader(path: string): PackReader {
  const name = basename(path);
  const root = dirname(path);
  return {
    root,
    list: () => [name],
    read: (wanted) => (wanted === name ? readBounded(path) : { error: 'missing' }),
  };
}

/** The nearest folder above a file that has a `pack.yaml`. */
function rootAbove(file: string): string | undefined {
  let folder = dirname(file);
  for (let step = 0; step < MANIFEST_ABOVE; step++) {
    if (statSync(join(folder, 'pack.yaml'), { throwIfNoEntry: false })?.isFile()) return folder;
    folder = join(folder, '..');
  }
  return undefined;
}

function yamlBelow(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string, depth: number): void => {
    for (const entry of entriesOf(join(root, folder))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || found.length >= MAX_FILES) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // A link to a folder is left alone: it may lead out, or round in a circle.
      if (entry.isDirectory() && depth < MAX_DEPTH) walk(path, depth + 1);
      else if (!entry.isDirectory() && entry.name.endsWith('.yaml')) found.push(path);
    }
  };
  walk('', 0);
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // Gone or closed since its parent was read.
  }
}

function readInside(root: string, path: string): ReturnType<PackReader['read']> {
  const full = join(root, path);
  try {
    // The folders on the way are none: links to folders are not listed.
    if (!lstatSync(full).isSymbolicLink()) return readBounded(full);
    const real = realpathSync(full);
    return isInside(realpathSync(root), real) ? readBounded(real) : { error: 'outside' };
  } catch (error) {
    return failure(error);
  }
}

function isInside(root: string, path: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Reads a regular file up to the limit; never waits for a pipe or a device. */
function readBounded(path: string): ReturnType<PackReader['read']> {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return failure(error);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { error: 'unreadable', code: 'ENOTFILE' };
    if (stat.size > MAX_BYTES) return { error: 'too-large' };
    // The size may lie, or change while reading: one byte of room more tells.
    const bytes = Buffer.allocUnsafe(Math.max(stat.size, 0) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(file);
  }
}

function failure(error: unknown): { error: 'missing' | 'unreadable'; code: string } {
  const code = errorCode(error);
  return { error: code === 'ENOENT' ? 'missing' : 'unreadable', code };
}
