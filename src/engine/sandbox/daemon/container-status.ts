import type { ContainerStatus } from '../../world.ts';
import type { ContainerRecord } from './state.ts';

/** @returns the one word for a container's state, by dockerd's precedence (moby daemon/container/state.go) */
export function statusOf(container: ContainerRecord): ContainerStatus {
  if (container.running) {
    return container.paused ? 'paused' : container.restarting ? 'restarting' : 'running';
  }
  if (container.dead) {
    return 'dead';
  }
  return container.startedAt === undefined ? 'created' : 'exited';
}
