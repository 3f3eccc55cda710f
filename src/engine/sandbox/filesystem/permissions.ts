import type { Credentials } from '../kernel/process.ts';
import type { FsNode } from './node.ts';

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

/** The capabilities that Docker leaves to a container's root (moby daemon/pkg/oci/caps/defaults.go). */
export const DEFAULT_CAPABILITIES: ReadonlySet<string> = new Set([
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
]);

/** Whose rights a file is looked at with. */
export interface Viewer {
  readonly user: Credentials;
  readonly capabilities: ReadonlySet<string>;
}

/** @param name without `CAP_`. @returns whether root's power of that name is there */
export function isCapable(viewer: Viewer, name: string): boolean {
  if (viewer.user.uid !== 0) return false;
  const { capabilities } = viewer;
  return capabilities.has(name) || capabilities.has('ALL') || capabilities.has(`CAP_${name}`);
}

/**
 * @param want READ, WRITE, EXECUTE, or several added
 * @returns whether the owner, group or other bits allow it; root passes by them, but executes only what somebody may
 */
export function allows(viewer: Viewer, node: FsNode, want: number): boolean {
  if (isCapable(viewer, 'DAC_OVERRIDE')) {
    return (want & EXECUTE) === 0 || node.kind === 'directory' || (node.mode & 0o111) !== 0;
  }
  const { user } = viewer;
  let bits = node.mode & 7;
  if (node.uid === user.uid) bits = (node.mode >> 6) & 7;
  else if (node.gid === user.gid || user.groups.includes(node.gid)) bits = (node.mode >> 3) & 7;
  return (bits & want) === want;
}

/** @returns whether somebody may take a name out of a directory with the sticky bit */
export function stickyAllows(viewer: Viewer, directory: FsNode, node: FsNode): boolean {
  if ((directory.mode & 0o1000) === 0) return true;
  return ownsOr(viewer, node) || viewer.user.uid === directory.uid;
}

/** @returns whether somebody may change the attributes of a file */
export function ownsOr(viewer: Viewer, node: FsNode): boolean {
  return viewer.user.uid === node.uid || isCapable(viewer, 'FOWNER');
}
