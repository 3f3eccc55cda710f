import { differenceOf } from '../filesystem/difference.ts';
import type { Change } from '../filesystem/node.ts';
import { nodeAt, treeSize } from '../filesystem/tree.ts';
import type { ProcessStatus } from '../kernel/process.ts';
import type { LogLine } from './api.ts';
import { DaemonError } from './api.ts';
import { findContainer } from './find.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { sizeOfChanges } from './tree-changes.ts';

const CHANGES = new WeakMap<ContainerRecord['disk']['root'], readonly Change[]>();

/** `docker diff`: what the container's own layer changes, the places of its mounts included. */
export function diff(engine: Engine, subject: string): readonly Change[] {
  const { base, disk } = findContainer(engine, subject);
  if (base === disk.root) {
    return [];
  }
  const known = CHANGES.get(disk.root);
  if (known !== undefined) {
    return known;
  }
  const changes = differenceOf(base, disk.root);
  CHANGES.set(disk.root, changes);
  return changes;
}

/** `docker top`. @throws DaemonError 409 if it does not run */
export function top(engine: Engine, subject: string): readonly ProcessStatus[] {
  const container = findContainer(engine, subject);
  if (!container.running) {
    throw new DaemonError(409, `container ${container.id} is not running`);
  }
  if (container.restarting || container.namespaces === undefined) {
    throw new DaemonError(
      409,
      `Container ${container.id} is restarting, wait until the container is running`,
    );
  }
  return engine.kernel.processesOf(container.namespaces);
}

/** `docker stats`: all zero for a container that does not run. `cpu` is milliseconds of processor time so far. */
export function stats(engine: Engine, subject: string) {
  const container = findContainer(engine, subject);
  const { namespaces, host } = container;
  if (namespaces === undefined) {
    return { cpu: 0, memory: 0, memoryLimit: 0, pids: 0, received: 0, sent: 0 };
  }
  const usage = engine.kernel.usageOf(namespaces);
  return { ...usage, memoryLimit: host.Memory > 0 ? host.Memory : engine.options.memory };
}

/** @returns the lines of a container's log from the one with number `from` on */
export function logs(engine: Engine, subject: string, from = 0): readonly LogLine[] {
  return findContainer(engine, subject).logs.slice(from);
}

/** @returns bytes of a container's own layer, and of that with its image */
export function sizeOf(
  engine: Engine,
  subject: string,
): { readonly writable: number; readonly total: number } {
  const container = findContainer(engine, subject);
  const { root } = container.disk;
  const writable = sizeOfChanges(diff(engine, subject), (path) => nodeAt(root, path));
  return { writable, total: treeSize(container.base) + writable };
}
