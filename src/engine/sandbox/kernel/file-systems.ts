import type { DirectoryNode, FileSystem } from '../filesystem/node.ts';
import { device, directory, symlink } from '../filesystem/tree.ts';
import { nextId } from './pipes.ts';
import type { Core } from './records.ts';

/** @returns a tree that can change, with an id of its own */
export function createFileSystem(core: Core, root: DirectoryNode, capacity?: number): FileSystem {
  const id = `fs${nextId(core)}`;
  return capacity === undefined ? { id, root } : { id, root, capacity };
}

const DEVICES = directory({
  null: device('null'),
  zero: device('zero'),
  full: device('full'),
  random: device('random'),
  urandom: device('random'),
  tty: device('tty'),
  console: device('tty', { mode: 0o620 }),
  stdin: symlink('/proc/self/fd/0'),
  stdout: symlink('/proc/self/fd/1'),
  stderr: symlink('/proc/self/fd/2'),
  fd: symlink('/proc/self/fd'),
  ptmx: symlink('pts/ptmx'),
  pts: directory({ 0: device('tty', { mode: 0o620 }), ptmx: device('tty') }),
  shm: directory({}, { mode: 0o1777 }),
  mqueue: directory({}, { mode: 0o1777 }),
});

/** @returns what every container and the host has in /dev */
export function deviceTree(): DirectoryNode {
  return DEVICES;
}
