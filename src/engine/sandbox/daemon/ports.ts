import type { PortBinding } from '../../world.ts';
import type { Forward } from '../kernel/kernel.ts';
import { DaemonError } from './api.ts';
import type { ContainerRecord, Engine, PortRecord } from './state.ts';
import { edit } from './state.ts';
import { parsePortRange } from './validate-request.ts';

/** What dockerd hands out where no port of the host was named: Linux's ip_local_port_range. */
const EPHEMERAL = { first: 32768, last: 60999 };

type Taken = Pick<PortRecord, 'hostAddress' | 'hostPort' | 'protocol'>;

function takenPorts(engine: Engine): readonly Taken[] {
  return [...engine.state.containers.values()].flatMap(({ ports }) => ports);
}

const isAny = (address: string) => address === '0.0.0.0' || address === '::';
const family = (address: string) => (address.includes(':') ? 6 : 4);

const overlap = (one: string, other: string) =>
  family(one) === family(other) && (one === other || isAny(one) || isAny(other));

/** Why a port cannot be had; undefined: it can. */
function obstacle(
  engine: Engine,
  taken: readonly Taken[],
  addresses: readonly string[],
  port: number,
  protocol: 'tcp' | 'udp',
): string | undefined {
  const same = taken.filter((entry) => entry.hostPort === port && entry.protocol === protocol);
  for (const address of addresses) {
    if (same.some(({ hostAddress }) => hostAddress === address)) {
      return `Bind for ${address}:${port} failed: port is already allocated`;
    }
    const host = family(address) === 4 && engine.kernel.hostListens(address, port) && protocol === 'tcp';
    if (host || same.some(({ hostAddress }) => overlap(hostAddress, address))) {
      const shown = address.includes(':') ? `[${address}]` : address;
      return `failed to bind host port ${shown}:${port}/${protocol}: address already in use`;
    }
  }
  return undefined;
}

function ephemeral(
  engine: Engine,
  taken: readonly Taken[],
  addresses: readonly string[],
  protocol: 'tcp' | 'udp',
): number {
  const { first, last } = EPHEMERAL;
  const count = last - first + 1;
  const start = engine.state.cells.lastPort + 1;
  for (let step = 0; step < count; step += 1) {
    const port = first + ((start - first + step) % count);
    if (obstacle(engine, taken, addresses, port, protocol) === undefined) {
      edit(engine, engine.state.cells).lastPort = port;
      return port;
    }
  }
  throw new DaemonError(500, 'all ports are allocated');
}

/** @returns the bindings that a container asks for: its own, and, with `-P`, one for each exposed port */
export function wantedBindings(
  container: ContainerRecord,
): readonly (readonly [port: string, bindings: readonly PortBinding[]])[] {
  const own = Object.entries(container.host.PortBindings);
  const named = new Set(own.map(([port]) => port));
  const rest = container.request.publishAll
    ? Object.keys(container.config.ExposedPorts ?? {}).filter((port) => !named.has(port))
    : [];
  return [...own, ...rest.map((port) => [port, [{ HostIp: '', HostPort: '' }]] as const)];
}

/**
 * Takes ports of the host for a container about to start.
 * @throws DaemonError 500 with the reason, without what goes before it in dockerd's message
 */
export function allocatePorts(engine: Engine, container: ContainerRecord): readonly PortRecord[] {
  const wanted = wantedBindings(container);
  if (wanted.length === 0) {
    return [];
  }
  const taken = [...takenPorts(engine)];
  const own: PortRecord[] = [];
  for (const [spec, bindings] of wanted) {
    const [number, word] = spec.split('/');
    const protocol = word === 'udp' ? 'udp' : 'tcp';
    for (const { HostIp, HostPort } of bindings) {
      const addresses = HostIp === '' ? ['0.0.0.0', '::'] : [HostIp];
      const range = parsePortRange(HostPort);
      let hostPort: number;
      if (range === undefined || range.first === 0) {
        hostPort = ephemeral(engine, taken, addresses, protocol);
      } else {
        hostPort = range.first;
        let reason = obstacle(engine, taken, addresses, hostPort, protocol);
        while (reason !== undefined && hostPort < range.last) {
          hostPort += 1;
          reason = obstacle(engine, taken, addresses, hostPort, protocol);
        }
        if (reason !== undefined) {
          throw new DaemonError(500, reason);
        }
      }
      for (const hostAddress of addresses) {
        const record: PortRecord = { hostAddress, hostPort, protocol, port: Number(number) };
        own.push(record);
        taken.push(record);
      }
    }
  }
  return own;
}

/** Tells the kernel which ports of the host lead where. */
export function syncForwards(engine: Engine): void {
  const forwards = [...engine.state.containers.values()].flatMap(({ ports, namespaces }) =>
    namespaces === undefined
      ? []
      : ports
          // The computer of the sandbox speaks IPv4: what is open on both is reached by it.
          .filter(
            (own) =>
              own.hostAddress !== '::' ||
              !ports.some((other) => other.hostAddress === '0.0.0.0' && other.hostPort === own.hostPort),
          )
          .map(
            ({ hostAddress, hostPort, protocol, port }): Forward => ({
              hostAddress,
              hostPort,
              protocol,
              to: namespaces.id,
              port,
            }),
          ),
  );
  engine.kernel.setForwards(forwards);
}

/** @returns the `Ports` of inspect: bindings by port, null where a port is only exposed */
export function portFacts(
  container: ContainerRecord,
): Readonly<Record<string, readonly PortBinding[] | null>> {
  // The host's network has no ports of the container's.
  const own = !/^(host|none|container:.*)$/.test(container.host.NetworkMode);
  if (!container.running || container.restarting || !own) {
    return {};
  }
  const facts: Record<string, PortBinding[] | null> = {};
  for (const port of Object.keys(container.config.ExposedPorts ?? {})) {
    facts[port] = null;
  }
  for (const { hostAddress, hostPort, protocol, port } of container.ports) {
    const list = facts[`${port}/${protocol}`] ?? [];
    list.push({ HostIp: hostAddress, HostPort: String(hostPort) });
    facts[`${port}/${protocol}`] = list;
  }
  return facts;
}
