import { type FoundUser, findUser } from '../daemon/users.ts';
import type { DirectoryNode } from '../filesystem/node.ts';
import { findNode } from '../filesystem/tree.ts';
import type { Bytes } from '../kernel/bytes.ts';

function bytesAt(tree: DirectoryNode, path: string): Bytes {
  const node = findNode(tree, path)?.node;
  return node?.kind === 'file' ? node.data : '';
}

/** @returns whom a name means in a tree (`USER`, `--chown`). @throws DaemonError for one that is not there */
export function userIn(tree: DirectoryNode, spec: string): FoundUser {
  return findUser(spec, bytesAt(tree, '/etc/passwd'), bytesAt(tree, '/etc/group'));
}

/** @returns whom `--chown` gives files to: a user alone is its group too */
export function ownerIn(tree: DirectoryNode, spec: string): { readonly uid: number; readonly gid: number } {
  const alone = !spec.includes(':') && /^\d+$/.test(spec);
  const { credentials } = userIn(tree, alone ? `${spec}:${spec}` : spec);
  return { uid: credentials.uid, gid: credentials.gid };
}
