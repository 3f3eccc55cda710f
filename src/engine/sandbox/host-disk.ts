/** The disk of the learner's computer, as the program around the sandbox reads and writes it. */
import type { FileSystem, FsNode } from './filesystem/node.ts';
import { contentOf, file, findNode, normalizePath, withDirectories, withNode } from './filesystem/tree.ts';
import { HOME, LEARNER, learnersFiles } from './host-tree.ts';
import { fromText, toText } from './kernel/bytes.ts';
import type { Kernel } from './kernel/kernel.ts';

/** The file system that the learner's computer has at `/`. */
export function rootDisk(kernel: Kernel): FileSystem {
  const root = kernel.host.mounts.find(({ target }) => target === '/');
  if (root === undefined) throw new Error('the host has no root');
  return root.source;
}

/**
 * Puts files into the learner's home.
 *
 * @param files path, relative to it → content
 */
export function putFiles(kernel: Kernel, disk: FileSystem, files: Readonly<Record<string, string>>): void {
  const home = findNode(disk.root, HOME)?.node;
  if (home?.kind !== 'directory') return;
  const { entries } = learnersFiles(files, kernel.now());
  const together = new Map<string, FsNode>([...home.entries, ...entries]);
  kernel.journal.edit(disk).root = withNode(disk.root, HOME, { ...home, entries: together });
}

/** The text of a file; nothing if there is none. */
export function readHostFile(disk: FileSystem, path: string): string | undefined {
  const node = findNode(disk.root, normalizePath(path, HOME))?.node;
  return node?.kind === 'file' ? toText(contentOf(node)) : undefined;
}

/** What is in a folder, by name; nothing if there is none. */
export function listHostFolder(
  disk: FileSystem,
  path: string,
): readonly { readonly name: string; readonly directory: boolean }[] {
  const node = findNode(disk.root, normalizePath(path, HOME))?.node;
  if (node?.kind !== 'directory') return [];
  return [...node.entries].map(([name, { kind }]) => ({
    name: toText(name),
    directory: kind === 'directory',
  }));
}

/** Writes a file of the learner, with the folders on its way. */
export function writeHostFile(kernel: Kernel, disk: FileSystem, path: string, text: string): void {
  const full = normalizePath(path, HOME);
  const own = { uid: LEARNER.uid, gid: LEARNER.gid, mtime: kernel.now() };
  const root = withDirectories(disk.root, full.replace(/\/[^/]*$/, ''), own);
  kernel.journal.edit(disk).root = withNode(root, full, file(fromText(text), own));
}
