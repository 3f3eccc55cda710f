import { DaemonError } from './api.ts';
import type { ContainerRecord, Engine, NetworkRecord, VolumeRecord } from './state.ts';

/**
 * @param subject id, name or unique beginning of an id
 * @throws DaemonError 404 `No such container: x`; 400 if several ids begin so (moby daemon/container/view.go)
 */
export function findContainer(engine: Engine, subject: string): ContainerRecord {
  const { containers, names } = engine.state;
  const exact = containers.get(subject) ?? containers.get(names.get(subject.replace(/^\//, '')) ?? '');
  if (exact !== undefined) {
    return exact;
  }
  if (subject === '') {
    throw new DaemonError(400, "prefix can't be empty");
  }
  let found: ContainerRecord | undefined;
  for (const [id, container] of containers) {
    if (id.startsWith(subject)) {
      if (found !== undefined) {
        throw new DaemonError(400, `multiple IDs found with provided prefix: ${subject}`);
      }
      found = container;
    }
  }
  if (found === undefined) {
    throw new DaemonError(404, `No such container: ${subject}`);
  }
  return found;
}

/** @throws DaemonError 404 `network x not found`; 400 if several ids begin so (moby daemon/network.go) */
export function findNetwork(engine: Engine, subject: string): NetworkRecord {
  const all = [...engine.state.networks.values()];
  const exact = engine.state.networks.get(subject) ?? all.find(({ name }) => name === subject);
  if (exact !== undefined) {
    return exact;
  }
  const begun = subject === '' ? [] : all.filter(({ id }) => id.startsWith(subject));
  if (begun.length > 1) {
    throw new DaemonError(
      400,
      `network ${subject} is ambiguous (${begun.length} matches found based on ID prefix)`,
    );
  }
  const [found] = begun;
  if (found === undefined) {
    throw new DaemonError(404, `network ${subject} not found`);
  }
  return found;
}

/** @throws DaemonError 404 `get x: no such volume` */
export function findVolume(engine: Engine, name: string): VolumeRecord {
  const found = engine.state.volumes.get(name);
  if (found === undefined) {
    throw new DaemonError(404, `get ${name}: no such volume`);
  }
  return found;
}

/** @returns the ids of the containers that use a volume, in the order of their creation */
export function usersOfVolume(engine: Engine, name: string): readonly string[] {
  const users: string[] = [];
  for (const container of engine.state.containers.values()) {
    if (container.mounts.some(({ volume }) => volume === name)) {
      users.push(container.id);
    }
  }
  return users;
}
