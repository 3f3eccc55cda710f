import type { FileSystem, Mount } from '../filesystem/node.ts';
import { DEFAULT_CAPABILITIES } from '../filesystem/permissions.ts';
import { disturbWork } from './cpu.ts';
import { endProcess } from './ending.ts';
import { SystemError } from './errors.ts';
import { createFileSystem, deviceTree } from './file-systems.ts';
import type { NamespaceOptions, Namespaces } from './kernel.ts';
import { keepWithin } from './memory.ts';
import { nextId } from './pipes.ts';
import type { Core, ProcessRecord, Space } from './records.ts';
import { thaw } from './signals.ts';

/** @returns namespaces of their own, with /proc, /sys and /dev, which every container gets from runc */
export function createSpace(core: Core, options: NamespaceOptions, hostId?: string): Space {
  const id = hostId ?? `ns${nextId(core)}`;
  const space: Space = {
    id,
    hostname: options.hostname,
    mounts: withSystemMounts(core, options.mounts),
    cgroup: options.cgroup ?? {},
    attachments: options.attachments ?? [],
    gateway: options.gateway,
    network: options.network ?? id,
    pids: options.pids ?? id,
    paused: false,
    capabilities: options.capabilities ?? (hostId === undefined ? DEFAULT_CAPABILITIES : new Set(['ALL'])),
    nextPid: 1,
    init: 0,
    members: new Set(),
    pidTable: new Map(),
    listeners: new Set(),
    cpu: 0,
    received: 0,
    sent: 0,
    outOfMemory: 0,
    removed: false,
  };
  core.journal.edit(core.spaces).set(id, space);
  return space;
}

/** Changes limits, attachments, mounts, the host name; a limit of memory that is lowered may kill. */
export function changeSpace(core: Core, space: Space, change: Partial<NamespaceOptions>): void {
  disturbWork(core);
  const record = core.journal.edit(space);
  Object.assign(record, change);
  if (change.mounts !== undefined) record.mounts = withSystemMounts(core, change.mounts);
  if (change.cgroup !== undefined) keepWithin(core, space);
}

/** Ends what still runs there and forgets the namespaces. */
export function removeSpace(core: Core, space: Space): void {
  for (const pid of [...space.members]) {
    const process = core.processes.get(pid);
    if (process !== undefined) endProcess(core, process, 128 + 9, 'SIGKILL');
  }
  core.journal.edit(core.spaces).delete(space.id);
  core.journal.edit(space).removed = true;
}

/** sethostname(2). Throws EPERM without the capability for it. */
export function renameHost(core: Core, { space, user }: ProcessRecord, name: string): void {
  const { capabilities } = space;
  const capable = user.uid === 0 && (capabilities.has('ALL') || capabilities.has('SYS_ADMIN'));
  if (!capable) throw new SystemError('EPERM');
  core.journal.edit(space as Namespaces).hostname = name;
}

/** The freezer of the cgroup. */
export function pauseSpace(core: Core, space: Space, paused: boolean): void {
  if (space.paused === paused) return;
  disturbWork(core);
  core.journal.edit(space).paused = paused;
  if (paused) return;
  for (const pid of space.members) {
    const process = core.processes.get(pid);
    if (process !== undefined) thaw(core, process);
  }
}

function withSystemMounts(core: Core, mounts: readonly Mount[]): readonly Mount[] {
  const has = (target: string): boolean => mounts.some((mount) => mount.target === target);
  const at = (target: string, source: FileSystem, type: Mount['type'], readOnly: boolean): Mount[] =>
    has(target) ? [] : [{ target, source, subpath: '/', readOnly, type }];
  const system = [
    ...at('/proc', core.proc, 'proc', false),
    ...at('/sys', core.sysfs, 'proc', true),
    ...(has('/dev') ? [] : at('/dev', createFileSystem(core, deviceTree()), 'tmpfs', false)),
  ];
  if (system.length === 0) return mounts;
  const [root, ...rest] = mounts;
  return root === undefined ? system : [root, ...system, ...rest];
}
