import type { HostConfigFacts } from '../../world.ts';
import type { ContainerRequest } from './api.ts';
import { DaemonError } from './api.ts';
import { cgroupOf } from './container-namespaces.ts';
import { containerEvent } from './events.ts';
import { findContainer } from './find.ts';
import type { Engine } from './state.ts';
import { edit } from './state.ts';
import { validateResources, validateRestart } from './validate-request.ts';

/** What `docker update` can change. */
export type Update = Partial<
  Pick<
    ContainerRequest,
    | 'memory'
    | 'memorySwap'
    | 'memoryReservation'
    | 'nanoCpus'
    | 'cpuShares'
    | 'cpuset'
    | 'pidsLimit'
    | 'restart'
  >
>;

function limitsOf(host: HostConfigFacts, change: Update): HostConfigFacts {
  return {
    ...host,
    ...(change.memory ? { Memory: change.memory } : {}),
    ...(change.memorySwap ? { MemorySwap: change.memorySwap } : {}),
    ...(change.memoryReservation ? { MemoryReservation: change.memoryReservation } : {}),
    ...(change.nanoCpus ? { NanoCpus: change.nanoCpus } : {}),
    ...(change.cpuShares ? { CpuShares: change.cpuShares } : {}),
    ...(change.cpuset ? { CpusetCpus: change.cpuset } : {}),
    ...(change.pidsLimit === undefined ? {} : { PidsLimit: change.pidsLimit }),
    ...(change.restart === undefined
      ? {}
      : { RestartPolicy: { Name: change.restart.name, MaximumRetryCount: change.restart.max } }),
  };
}

/** `docker update`: at once, for what runs too. */
export function update(engine: Engine, subject: string, change: Update): void {
  validateResources(change, engine.options.cpus, true);
  if (change.restart !== undefined) {
    validateRestart(change.restart);
  }
  const container = findContainer(engine, subject);
  const { host } = container;
  const fail = (message: string): never => {
    throw new DaemonError(409, `Cannot update container ${container.id}: ${message}`);
  };
  if (change.memory && change.memory > host.MemorySwap && !change.memorySwap && host.MemorySwap !== -1) {
    fail(
      'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time',
    );
  }
  if (change.restart !== undefined && host.AutoRemove && change.restart.name !== 'no') {
    fail('Restart policy cannot be updated because AutoRemove is enabled for the container');
  }
  const next = limitsOf(host, change);
  edit(engine, container).host = next;
  if (container.namespaces !== undefined) {
    engine.kernel.changeNamespaces(container.namespaces, {
      cgroup: cgroupOf({
        memory: next.Memory,
        nanoCpus: next.NanoCpus,
        pidsLimit: next.PidsLimit,
        cpuset: next.CpusetCpus,
      }),
    });
  }
  containerEvent(engine, container, 'update');
}
