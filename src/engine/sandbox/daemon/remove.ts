import { treeSize } from '../filesystem/tree.ts';
import type { Filters } from './api.ts';
import { DaemonError } from './api.ts';
import { statusOf } from './container-status.ts';
import { checkName } from './create.ts';
import { discard } from './discard.ts';
import { containerEvent, pruneEvent } from './events.ts';
import { matchesLabels, untilFilter } from './filters.ts';
import { findContainer } from './find.ts';
import { rewire } from './plugging.ts';
import type { Engine } from './state.ts';
import { edit } from './state.ts';
import { killRecord } from './stop.ts';

/** `docker rm`. @throws DaemonError 409 for one that runs, unless `force` kills it (moby daemon/delete.go) */
export function removeContainer(
  engine: Engine,
  subject: string,
  options: { readonly force: boolean; readonly volumes: boolean; readonly link?: boolean },
): void {
  const container = findContainer(engine, subject);
  if (options.link === true) {
    throw new DaemonError(500, 'Conflict, cannot remove the default link name of the container');
  }
  if (container.running) {
    if (!options.force) {
      const reason = container.paused
        ? 'container is paused and must be unpaused first'
        : `container is ${statusOf(container)}: stop the container before removing or force remove`;
      throw new DaemonError(409, `cannot remove container ${JSON.stringify(subject)}: ${reason}`);
    }
    killRecord(engine, container);
  }
  // One made with --rm has gone with its end.
  if (!container.removed) {
    discard(engine, container, options.volumes);
  }
}

/** `docker rename`. */
export function rename(engine: Engine, subject: string, name: string): void {
  if (subject.replace('/', '') === '' || name.trim().replace('/', '') === '') {
    throw new DaemonError(400, 'Neither old nor new names may be empty');
  }
  const container = findContainer(engine, subject.trim());
  const old = container.name;
  if (old === name.trim().replace(/^\//, '')) {
    throw new DaemonError(400, 'Renaming a container with the same name as its current name');
  }
  let fresh: string;
  try {
    fresh = checkName(engine, name.trim());
  } catch (error) {
    throw error instanceof DaemonError
      ? new DaemonError(error.status, `Error when allocating new name: ${error.message}`)
      : error;
  }
  const names = edit(engine, engine.state.names);
  names.delete(old);
  names.set(fresh, container.id);
  edit(engine, container).name = fresh;
  if (container.namespaces !== undefined) {
    rewire(engine, container);
  }
  containerEvent(engine, container, 'rename', { oldName: `/${old}` });
}

/** `docker container prune`: all that do not run. */
export function pruneContainers(
  engine: Engine,
  filters: Filters,
): { readonly ids: readonly string[]; readonly reclaimed: number } {
  const before = untilFilter(filters, engine.kernel.now());
  const stopped = [...engine.state.containers.values()].filter(
    ({ running, created, config }) =>
      !running && before(created) && matchesLabels(filters, config.Labels ?? {}),
  );
  let reclaimed = 0;
  for (const container of stopped) {
    reclaimed += Math.max(0, treeSize(container.disk.root) - treeSize(container.base));
    discard(engine, container, false);
  }
  pruneEvent(engine, 'container', reclaimed);
  return { ids: stopped.map(({ id }) => id), reclaimed };
}
