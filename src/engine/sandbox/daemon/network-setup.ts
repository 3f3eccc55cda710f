import { DaemonError } from './api.ts';
import { findContainer } from './find.ts';
import { plug } from './plugging.ts';
import { allocatePorts } from './ports.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';

/** @returns the container whose network another one shares. @throws DaemonError if it cannot be shared */
export function sharedWith(engine: Engine, mode: string, self: ContainerRecord): ContainerRecord {
  const subject = mode.slice('container:'.length);
  let other: ContainerRecord;
  try {
    other = findContainer(engine, subject);
  } catch (error) {
    throw error instanceof DaemonError
      ? new DaemonError(500, `joining network namespace of container: ${error.message}`)
      : error;
  }
  if (other === self) {
    throw new DaemonError(500, 'cannot join own network namespace');
  }
  if (!other.running || other.namespaces === undefined) {
    const state = other.startedAt === undefined ? 'created' : 'exited';
    throw new DaemonError(
      409,
      `cannot join network namespace of a non running container: container ${other.name} is ${other.restarting ? 'restarting' : state}`,
    );
  }
  return other;
}

/** Plugs a container into its networks and takes its ports. */
export function setUpNetwork(engine: Engine, container: ContainerRecord): void {
  let step = '';
  try {
    for (const name of [...container.endpoints.keys()]) {
      plug(engine, container, name);
    }
    const first = [...engine.state.networks.values()].find(
      ({ driver, members }) => driver === 'bridge' && members.has(container.id),
    );
    if (first !== undefined) {
      const endpoint = first.members.get(container.id)?.endpoint ?? '';
      step = `driver failed programming external connectivity on endpoint ${container.name} (${endpoint}): `;
      edit(engine, container).ports = allocatePorts(engine, container);
    }
  } catch (error) {
    throw error instanceof DaemonError
      ? new DaemonError(error.status, `failed to set up container networking: ${step}${error.message}`)
      : error;
  }
}
