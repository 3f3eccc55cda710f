import type { Bytes } from '../kernel/bytes.ts';

/** What every file has, whatever its kind. Nodes are immutable values: a change makes a new node. */
interface Attributes {
  /** Permission bits with setuid, setgid and sticky: 0o0000 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970, of the sandbox's clock. */
  readonly mtime: number;
}

/** A regular file. */
export interface FileNode extends Attributes {
  readonly kind: 'file';
  readonly data: Bytes;
  /** Bytes in the file. Larger than `data` where the content is not modelled (a binary of an image): the rest reads as zeros. */
  readonly size: number;
  /** For an executable that is not a script: the name under which the program table knows it. */
  readonly program?: string;
}

export interface DirectoryNode extends Attributes {
  readonly kind: 'directory';
  readonly entries: ReadonlyMap<string, FileNode | DirectoryNode | SymlinkNode | DeviceNode>;
}

export interface SymlinkNode extends Attributes {
  readonly kind: 'symlink';
  readonly target: string;
}

export interface DeviceNode extends Attributes {
  readonly kind: 'device';
  readonly device: 'null' | 'zero' | 'full' | 'random' | 'tty' | 'fifo';
}

export type FsNode = FileNode | DirectoryNode | SymlinkNode | DeviceNode;

/** One tree that can change: a container's root, a volume, the learner's disk, a tmpfs. Its root is replaced at every change (through the journal). */
export interface FileSystem {
  readonly id: string;
  readonly root: DirectoryNode;
  /** Limit in bytes (tmpfs `size=`). */
  readonly capacity?: number;
}

/** A file system seen at a path of a process's file tree. Later mounts hide earlier ones. */
export interface Mount {
  readonly target: string;
  readonly source: FileSystem;
  /** Path inside the source that is seen at the target; a file may be mounted on a file. */
  readonly subpath: string;
  readonly readOnly: boolean;
  readonly type: 'rootfs' | 'bind' | 'volume' | 'tmpfs' | 'proc';
}

/** One entry of the difference of two trees, as `docker diff` and a layer's tar see it. */
export interface Change {
  readonly kind: 'A' | 'C' | 'D';
  readonly path: string;
}
