import type { DirectoryNode, FsNode } from '../filesystem/node.ts';
import { file, findNode, nodeAt, symlink, withDirectories, withNode } from '../filesystem/tree.ts';

const INITIAL = new WeakMap<DirectoryNode, DirectoryNode>();

/** Files that dockerd puts between image and container, so that mounts have a place (moby daemon/initlayer). */
const FILES = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
const DIRECTORIES = ['/dev/pts', '/dev/shm', '/proc', '/sys', '/etc'];

/**
 * @param image the tree of an image
 * @returns the tree that a container begins with. The same image gives the same object, so that comparing trees is cheap
 */
export function initialRoot(image: DirectoryNode): DirectoryNode {
  const known = INITIAL.get(image);
  if (known !== undefined) {
    return known;
  }
  const { mtime } = image;
  let root = image;
  for (const path of DIRECTORIES) {
    root = withDirectories(root, path, { mtime });
  }
  const put = (path: string, node: FsNode) => {
    if (
      nodeAt(root, path) === undefined &&
      nodeAt(root, path.replace(/\/[^/]*$/, ''))?.kind === 'directory'
    ) {
      root = withNode(root, path, node);
    }
  };
  put('/.dockerenv', file('', { mode: 0o755, mtime }));
  put('/etc/mtab', symlink('/proc/mounts', { mtime }));
  for (const path of FILES) {
    put(path, file('', { mode: 0o755, mtime }));
  }
  INITIAL.set(image, root);
  return root;
}

/** What is at a path once symlinks have been followed; undefined: nothing, or no way there. */
export function followed(root: DirectoryNode, path: string): FsNode | undefined {
  return findNode(root, path)?.node;
}

/** @returns the path with the symlinks of its existing part followed */
export function followedPath(root: DirectoryNode, path: string): string {
  const found = findNode(root, path);
  if (found !== undefined) {
    return found.path;
  }
  const slash = path.lastIndexOf('/');
  const parent = slash <= 0 ? '/' : followedPath(root, path.slice(0, slash));
  return `${parent === '/' ? '' : parent}/${path.slice(slash + 1)}`;
}

/**
 * Makes the place where something is to be mounted, as runc does.
 * @param kind of what is mounted
 * @returns the new tree; undefined if a file stands where a directory is mounted, or the other way round
 */
export function withMountPoint(
  root: DirectoryNode,
  path: string,
  kind: 'file' | 'directory',
  mtime: number,
): DirectoryNode | undefined {
  const at = followedPath(root, path);
  const there = nodeAt(root, at);
  if (there !== undefined) {
    return (there.kind === 'directory') === (kind === 'directory') ? root : undefined;
  }
  if (kind === 'directory') {
    return withDirectories(root, at, { mtime });
  }
  const parents = withDirectories(root, at.slice(0, at.lastIndexOf('/')), { mtime });
  return withNode(parents, at, file('', { mode: 0o755, mtime }), mtime);
}
