import type { DirectoryNode, FsNode } from '../filesystem/node.ts';
import { directory, executable, file, namesOf, symlink } from '../filesystem/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import { busyboxApplets } from '../programs/busybox.ts';
import { packages } from '../programs/tool-packages.ts';
import type { CompiledFile, CompiledFiles, CompiledLayer } from './compiled.ts';

/** A directory while its layer is put together: owned entries, or those of the layer below until one changes. */
interface Draft {
  node: DirectoryNode;
  entries: Map<string, FsNode | Draft>;
}

function isDraft(entry: FsNode | Draft): entry is Draft {
  return 'node' in entry;
}

function draftOf(node: DirectoryNode): Draft {
  return { node, entries: new Map(node.entries) };
}

/** @returns the directory at a path, made if it is not there; a symlink to a directory is followed */
function folder(root: Draft, names: readonly string[], mtime: number): Draft {
  let here = root;
  for (const name of names) {
    let entry = here.entries.get(name);
    if (entry !== undefined && !isDraft(entry) && entry.kind === 'symlink') {
      return folder(root, [...namesOf(entry.target), ...names.slice(names.indexOf(name) + 1)], mtime);
    }
    if (entry === undefined || (!isDraft(entry) && entry.kind !== 'directory')) {
      entry = draftOf(directory({}, { mtime }));
      here.entries.set(name, entry);
    } else if (!isDraft(entry)) {
      entry = draftOf(entry as DirectoryNode);
      here.entries.set(name, entry);
    }
    here = entry as Draft;
  }
  return here;
}

function finished({ node, entries }: Draft): DirectoryNode {
  const whole = new Map<string, FsNode>();
  for (const [name, entry] of entries) whole.set(name, isDraft(entry) ? finished(entry) : entry);
  return { ...node, entries: whole };
}

/** @returns the node that a file of the registry means; a directory has no entries */
export function nodeOf(path: string, spec: CompiledFile, mtime: number): FsNode {
  if (typeof spec === 'string') return file(fromText(spec), { mtime });
  const [uid, gid] = (spec.owner ?? '0:0').split(':').map(Number) as [number, number];
  const attributes = {
    mtime,
    uid,
    gid,
    ...(spec.mode === undefined ? {} : { mode: Number.parseInt(spec.mode, 8) }),
  };
  if (spec.link !== undefined) return symlink(spec.link, attributes);
  if (spec.directory === true || path.endsWith('/')) return directory({}, attributes);
  if (spec.program !== undefined) return executable(spec.program, spec.size ?? 0, attributes);
  return file(fromText(spec.text ?? ''), {
    ...attributes,
    ...(spec.size === undefined ? {} : { size: spec.size }),
  });
}

/** Where alpine has busybox's links that are not in /usr/bin; as its busybox is configured. */
const ALPINE_PLACES: Readonly<Record<string, string>> = Object.fromEntries([
  ...(
    'arch ash base64 cat chgrp chmod chown cp date dd df dmesg echo egrep false fgrep grep gunzip gzip hostname kill ' +
    'link ln login ls mkdir mknod mktemp more mount mv netstat nice pidof ping printenv ps pwd rev rm rmdir sed sh ' +
    'sleep stat stty su sync tar touch true umount uname watch zcat'
  )
    .split(' ')
    .map((name) => [name, 'bin']),
  ...'ifconfig ip route'.split(' ').map((name) => [name, 'sbin']),
  ...'addgroup adduser chpasswd chroot delgroup deluser'.split(' ').map((name) => [name, 'usr/sbin']),
]);

const BUSYBOX_SIZE = 808_712;
/** Bytes of a small program of a distribution, give or take. */
const TOOL_SIZE = 48_000;

function* layerNodes(
  layer: CompiledLayer,
  mtime: number,
): Generator<readonly [path: string, node: FsNode | undefined]> {
  if (layer.busybox !== undefined) {
    yield ['/bin/busybox', executable('busybox', BUSYBOX_SIZE, { mtime })];
    const link = symlink(layer.busybox === 'bin' ? 'busybox' : '/bin/busybox', { mtime });
    for (const name of busyboxApplets) {
      const place = layer.busybox === 'bin' ? 'bin' : (ALPINE_PLACES[name] ?? 'usr/bin');
      if (name !== 'busybox') yield [`/${place}/${name}`, link];
    }
  }
  for (const name of layer.tools ?? []) yield* toolNodes(name, mtime);
}

/** @returns the tools of a Debian package, in /usr/bin */
export function* toolNodes(name: string, mtime: number): Generator<readonly [path: string, node: FsNode]> {
  for (const tool of packages[name] ?? []) {
    yield [`/usr/bin/${tool}`, executable(`${name}:${tool}`, TOOL_SIZE, { mtime })];
  }
}

/** @returns the nodes that a map of files means; undefined where one is taken away */
export function* fileNodes(
  files: CompiledFiles,
  mtime: number,
): Generator<readonly [path: string, node: FsNode | undefined]> {
  for (const [path, spec] of Object.entries(files)) {
    const removed = typeof spec !== 'string' && spec.removed === true;
    yield [path, removed ? undefined : nodeOf(path, spec, mtime)];
  }
}

/**
 * The file tree of a layer with all below it.
 *
 * @param below the tree of the layers below
 * @param layer what it adds
 * @param files its files, the later ones over the earlier ones
 * @param mtime when its files were written, milliseconds
 * @returns the tree; directories that the layer does not touch are those of the layer below
 */
export function layerTree(
  below: DirectoryNode,
  layer: CompiledLayer,
  files: readonly CompiledFiles[],
  mtime: number,
): DirectoryNode {
  const root = draftOf(below);
  const put = (path: string, node: FsNode | undefined): void => {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) return;
    const parent = folder(root, names, mtime);
    if (node === undefined) {
      parent.entries.delete(name);
      return;
    }
    const before = parent.entries.get(name);
    if (node.kind === 'directory' && before !== undefined) {
      if (isDraft(before)) before.node = { ...node, entries: before.node.entries };
      else if (before.kind === 'directory') parent.entries.set(name, { ...node, entries: before.entries });
      return;
    }
    parent.entries.set(name, node);
  };
  for (const [path, node] of layerNodes(layer, mtime)) put(path, node);
  for (const some of files) for (const [path, node] of fileNodes(some, mtime)) put(path, node);
  return finished(root);
}
