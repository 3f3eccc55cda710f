import type { Bytes } from '../kernel/bytes.ts';
import type { DeviceNode, DirectoryNode, FsNode } from './node.ts';
import { DEVICE_NUMBERS, PROGRAM_KEYWORD, SIZE_KEYWORD, type TarEntry } from './tar-write.ts';
import {
  device,
  directory,
  file,
  nodeAt,
  normalizePath,
  symlink,
  withDirectories,
  withNode,
} from './tree.ts';

const BLOCK = 512;

/** What is wrong with an archive. The message is GNU tar's or Go's archive/tar, for programs print it. */
export class TarError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TarError';
  }
}

interface Header {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly link: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly major: number;
  readonly minor: number;
}

/**
 * Reads an archive: ustar, old tar, pax headers and GNU's long names.
 * @returns its entries in their order; a hard link is a copy of what it names. Throws `TarError`
 */
export function readTar(bytes: Bytes): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  const files = new Map<string, FsNode>();
  let pax = new Map<string, string>();
  let at = 0;
  while (at + BLOCK <= bytes.length) {
    const block = bytes.slice(at, at + BLOCK);
    at += BLOCK;
    if (/^\0*$/.test(block)) break;
    const header = headerOf(block);
    if (at + header.size > bytes.length) throw new TarError('unexpected EOF');
    const data = bytes.slice(at, at + header.size);
    at += Math.ceil(header.size / BLOCK) * BLOCK;
    if (header.type === 'x') pax = new Map([...pax, ...records(data)]);
    else if (header.type === 'L') pax.set('path', data.replace(/\0.*$/s, ''));
    else if (header.type === 'K') pax.set('linkpath', data.replace(/\0.*$/s, ''));
    else if (header.type !== 'g') {
      const path = normalizePath(pax.get('path') ?? header.name).slice(1);
      const node = nodeOf(header, data, pax, files);
      if (path !== '' && node !== undefined) {
        entries.push({ path, node });
        files.set(path, node);
      }
      pax = new Map();
    }
  }
  return entries;
}

/** @returns whether bytes begin as an archive does that was not compressed */
export function isTar(bytes: Bytes): boolean {
  return bytes.slice(257, 262) === 'ustar';
}

function text(block: Bytes, from: number, length: number): string {
  const field = block.slice(from, from + length);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}

function octal(block: Bytes, from: number, length: number): number {
  const digits = text(block, from, length).trim();
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function headerOf(block: Bytes): Header {
  let sum = 8 * 32;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block.charCodeAt(at);
  if (sum !== octal(block, 148, 8)) throw new TarError('archive/tar: invalid tar header');
  const prefix = text(block, 257, 5) === 'ustar' ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: block[156]!,
    size: octal(block, 124, 12),
    link: text(block, 157, 100),
    mode: octal(block, 100, 8) & 0o7777,
    uid: octal(block, 108, 8),
    gid: octal(block, 116, 8),
    mtime: octal(block, 136, 12) * 1000,
    major: octal(block, 329, 8),
    minor: octal(block, 337, 8),
  };
}

function records(data: Bytes): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let at = 0;
  while (at < data.length) {
    const length = Number.parseInt(data.slice(at), 10);
    if (!(length > 0)) throw new TarError('archive/tar: invalid tar header');
    const [, keyword, value] = /^\d+ ([^=]+)=(.*)\n$/s.exec(data.slice(at, at + length)) ?? [];
    if (keyword === undefined) throw new TarError('archive/tar: invalid tar header');
    found.set(keyword, value!);
    at += length;
  }
  return found;
}

function nodeOf(
  header: Header,
  data: Bytes,
  pax: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, FsNode>,
): FsNode | undefined {
  const link = pax.get('linkpath') ?? header.link;
  if (header.type === '5' || (header.type === '\0' && header.name.endsWith('/')))
    return directory({}, header);
  if (header.type === '2') return symlink(link, header);
  if (header.type === '1') return files.get(normalizePath(link).slice(1));
  if (header.type === '6') return device('fifo', header);
  if (header.type === '3') {
    const known = Object.entries(DEVICE_NUMBERS).find(
      ([, [major, minor]]) => major === header.major && minor === header.minor,
    );
    return device((known?.[0] ?? 'null') as DeviceNode['device'], header);
  }
  const program = pax.get(PROGRAM_KEYWORD);
  return file(data, {
    ...{ mode: header.mode, uid: header.uid, gid: header.gid, mtime: header.mtime },
    size: Number(pax.get(SIZE_KEYWORD) ?? 0),
    ...(program === undefined ? {} : { program }),
  });
}

/**
 * Unpacks entries over a tree.
 * @param whiteouts the entries are a layer: `.wh.name` takes `name` away, `.wh..wh..opq` empties its directory
 * @returns the tree with what the archive holds; missing directories are made
 */
export function applyEntries(
  base: DirectoryNode,
  entries: Iterable<TarEntry>,
  whiteouts = false,
): DirectoryNode {
  let tree = base;
  for (const { path, node } of entries) {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, slash));
    const name = path.slice(slash + 1);
    tree = withDirectories(solid(tree, folder), folder);
    if (whiteouts && name.startsWith('.wh.')) tree = whiteOut(tree, folder, name);
    else {
      const before = nodeAt(tree, path);
      const merges = node.kind === 'directory' && before?.kind === 'directory';
      tree = withNode(tree, path, merges ? { ...node, entries: before.entries } : node);
    }
  }
  return tree;
}

/** A later entry wins: what is in the way of a directory goes. */
function solid(tree: DirectoryNode, folder: string): DirectoryNode {
  let whole = tree;
  for (let end = folder.indexOf('/'); folder !== ''; end = folder.indexOf('/', end + 1)) {
    const path = end < 0 ? folder : folder.slice(0, end);
    const node = nodeAt(whole, path);
    if (node !== undefined && node.kind !== 'directory') whole = withNode(whole, path, directory());
    if (node === undefined || end < 0) return whole;
  }
  return whole;
}

function whiteOut(tree: DirectoryNode, folder: string, name: string): DirectoryNode {
  if (name === '.wh..wh..opq') {
    const holder = nodeAt(tree, folder);
    if (holder?.kind !== 'directory') return tree;
    const empty: DirectoryNode = { ...holder, entries: new Map() };
    return folder === '' ? empty : withNode(tree, folder, empty);
  }
  const path = `${folder}/${name.slice(4)}`;
  return nodeAt(tree, path) === undefined ? tree : withNode(tree, path, undefined);
}
