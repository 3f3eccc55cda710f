import type { Bytes } from '../kernel/bytes.ts';
import { walkTree } from './difference.ts';
import type { Change, DeviceNode, DirectoryNode, FsNode } from './node.ts';
import { file, nodeAt } from './tree.ts';

/** One entry of an archive. A directory's node stands for itself only; what is in it are entries of their own. */
export interface TarEntry {
  /** Without a slash in front or behind. */
  readonly path: string;
  readonly node: FsNode;
}

const BLOCK = 512;
/** Keywords of ours in pax headers: what the sandbox knows of a file beside its bytes. */
export const PROGRAM_KEYWORD = 'SANDBOX.program';
export const SIZE_KEYWORD = 'SANDBOX.size';

/** Major and minor numbers of Linux. */
export const DEVICE_NUMBERS: Readonly<
  Record<Exclude<DeviceNode['device'], 'fifo'>, readonly [number, number]>
> = {
  null: [1, 3],
  zero: [1, 5],
  full: [1, 7],
  random: [1, 8],
  tty: [5, 0],
};

/**
 * Writes an archive as POSIX.1-2001 says (ustar, with pax headers where ustar is not enough): the same entries always
 * give the same bytes. The part of a file that is not modelled is not written; its size stands in a pax header.
 */
export function writeTar(entries: Iterable<TarEntry>): Bytes {
  const pieces: Bytes[] = [];
  for (const { path, node } of entries) {
    const name = node.kind === 'directory' ? `${path}/` : path;
    const pax = paxOf(name, node);
    if (pax !== '') {
      pieces.push(
        header(`PaxHeaders.0/${path.slice(-80)}`, 'x', pax.length, file('')),
        pax,
        padding(pax.length),
      );
    }
    const data = node.kind === 'file' ? node.data : '';
    pieces.push(header(name, typeOf(node), data.length, node), data, padding(data.length));
  }
  pieces.push('\0'.repeat(2 * BLOCK));
  return pieces.join('');
}

/** @returns the entries of a whole tree, its root as `prefix` (left out if that is empty) */
export function* entriesOf(node: FsNode, prefix = ''): Generator<TarEntry> {
  for (const { path, node: child } of walkTree(node)) {
    const name = `${prefix}${path}`.replace(/^\//, '');
    if (name !== '') yield { path: name, node: child };
  }
}

/** @returns a layer: what was changed, with a whiteout (`.wh.name`) for what was taken away, as OCI's layer.md says */
export function* layerEntries(to: DirectoryNode, changes: readonly Change[]): Generator<TarEntry> {
  for (const { kind, path } of changes) {
    if (kind === 'D') {
      const slash = path.lastIndexOf('/');
      yield { path: `${path.slice(1, slash + 1)}.wh.${path.slice(slash + 1)}`, node: file('', { mode: 0 }) };
      continue;
    }
    const node = nodeAt(to, path);
    if (node !== undefined) yield { path: path.slice(1), node };
  }
}

function typeOf(node: FsNode): string {
  if (node.kind === 'directory') return '5';
  if (node.kind === 'symlink') return '2';
  if (node.kind === 'device') return node.device === 'fifo' ? '6' : '3';
  return '0';
}

const padding = (length: number): Bytes => '\0'.repeat((BLOCK - (length % BLOCK)) % BLOCK);
const text = (value: string, width: number): Bytes => value.slice(0, width).padEnd(width, '\0');
const octal = (value: number, width: number): Bytes =>
  `${Math.max(0, Math.floor(value))
    .toString(8)
    .padStart(width - 1, '0')
    .slice(-(width - 1))}\0`;

/** @returns a name as ustar's two fields hold it; undefined if they cannot */
function split(name: string): { readonly prefix: string; readonly rest: string } | undefined {
  if (name.length <= 100) return { prefix: '', rest: name };
  for (let slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
    if (slash > 155) return undefined;
    const rest = name.slice(slash + 1);
    if (rest !== '' && rest.length <= 100) return { prefix: name.slice(0, slash), rest };
  }
  return undefined;
}

function header(name: string, type: string, size: number, node: FsNode): Bytes {
  const { prefix, rest } = split(name) ?? { prefix: '', rest: name.slice(0, 100) };
  const link = node.kind === 'symlink' ? node.target : '';
  const [major, minor] =
    node.kind === 'device' && node.device !== 'fifo' ? DEVICE_NUMBERS[node.device] : [0, 0];
  const before = `${text(rest, 100)}${octal(node.mode, 8)}${octal(node.uid, 8)}${octal(node.gid, 8)}${octal(size, 12)}${octal(node.mtime / 1000, 12)}`;
  const after = `${type}${text(link, 100)}ustar\x0000${text(userName(node.uid), 32)}${text(userName(node.gid), 32)}${octal(major, 8)}${octal(minor, 8)}${text(prefix, 155)}${'\0'.repeat(12)}`;
  let sum = 8 * 32;
  for (const part of [before, after]) for (let at = 0; at < part.length; at++) sum += part.charCodeAt(at);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`;
}

const userName = (id: number): string => (id === 0 ? 'root' : '');

function paxOf(name: string, node: FsNode): Bytes {
  let records = '';
  if (split(name) === undefined) records += record('path', name);
  if (node.kind === 'symlink' && node.target.length > 100) records += record('linkpath', node.target);
  if (node.kind === 'file') {
    if (node.size > node.data.length) records += record(SIZE_KEYWORD, String(node.size));
    if (node.program !== undefined) records += record(PROGRAM_KEYWORD, node.program);
  }
  return records;
}

/** `length keyword=value\n`, where the length counts itself. */
function record(keyword: string, value: string): Bytes {
  const rest = ` ${keyword}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}
