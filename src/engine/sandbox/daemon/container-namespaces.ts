import type { Mount } from '../filesystem/node.ts';
import { fromText } from '../kernel/bytes.ts';
import type { NamespaceOptions, Namespaces } from '../kernel/kernel.ts';
import type { ContainerRequest } from './api.ts';
import { wiring } from './plugging.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { capabilitiesOf } from './validate-request.ts';

/** @returns the cgroup that limits ask for */
export function cgroupOf(
  limits: Pick<ContainerRequest, 'memory' | 'nanoCpus' | 'pidsLimit' | 'cpuset'>,
): NamespaceOptions['cgroup'] & object {
  const { memory, nanoCpus, pidsLimit, cpuset } = limits;
  const set =
    cpuset === ''
      ? undefined
      : cpuset.split(',').reduce((sum, part) => {
          const [first, last] = part.split('-').map(Number);
          return sum + ((last ?? first ?? 0) - (first ?? 0) + 1);
        }, 0);
  const quota = nanoCpus > 0 ? nanoCpus / 1e9 : undefined;
  const cpus = quota !== undefined && set !== undefined ? Math.min(quota, set) : (quota ?? set);
  return {
    ...(memory > 0 ? { memory } : {}),
    ...(cpus === undefined ? {} : { cpus }),
    ...(pidsLimit !== null && pidsLimit > 0 ? { pids: pidsLimit } : {}),
  };
}

/** @returns new namespaces for a container, those of another for its network if it shares that */
export function namespacesFor(
  engine: Engine,
  container: ContainerRecord,
  mounts: readonly Mount[],
  shared: ContainerRecord | undefined,
): Namespaces {
  const { host } = container;
  const network = host.NetworkMode === 'host' ? engine.kernel.host.id : shared?.namespaces?.network;
  return engine.kernel.createNamespaces({
    hostname: fromText(container.config.Hostname),
    mounts,
    cgroup: cgroupOf({
      memory: host.Memory,
      nanoCpus: host.NanoCpus,
      pidsLimit: host.PidsLimit,
      cpuset: host.CpusetCpus,
    }),
    capabilities: capabilitiesOf(container.request),
    ...(network === undefined ? wiring(engine, container) : { network, attachments: [], gateway: undefined }),
  });
}
