import type { ContainerFacts } from '../../../world.ts';

/** A port of a container as the list of containers knows it. */
export interface PortSummary {
  readonly address: string;
  readonly hostPort: number;
  readonly port: number;
  readonly protocol: string;
}

/** @returns the ports of a container, one for each place where it is published, with an empty address where it is not */
export function portsOf(container: ContainerFacts): readonly PortSummary[] {
  return Object.entries(container.NetworkSettings.Ports).flatMap(([key, bindings]) => {
    const [port = '', protocol = 'tcp'] = key.split('/');
    const base = { port: Number(port), protocol };
    if (bindings === null || bindings.length === 0) return [{ ...base, address: '', hostPort: 0 }];
    return bindings.map(({ HostIp, HostPort }) => ({ ...base, address: HostIp, hostPort: Number(HostPort) }));
  });
}

function compare(a: PortSummary, b: PortSummary): number {
  if (a.port !== b.port) return a.port - b.port;
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  if (a.hostPort !== b.hostPort) return a.hostPort - b.hostPort;
  return a.protocol < b.protocol ? -1 : 1;
}

function joinHost(address: string, port: string | number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

interface Group {
  readonly address: string;
  readonly protocol: string;
  readonly first: number;
  last: number;
}

function shownGroup({ address, protocol, first, last }: Group): string {
  const range = first === last ? String(first) : `${first}-${last}`;
  return address === '' ? `${range}/${protocol}` : `${joinHost(address, range)}->${range}/${protocol}`;
}

/**
 * The column PORTS: ports that follow one another and keep their number are a range
 * (docker/cli formatter DisplayablePorts).
 * @returns `0.0.0.0:8080->80/tcp, [::]:8080->80/tcp`
 */
export function displayablePorts(ports: readonly PortSummary[]): string {
  const groups = new Map<string, Group>();
  const done: string[] = [];
  const mapped: string[] = [];
  for (const { address, hostPort, port, protocol } of [...ports].sort(compare)) {
    if (address !== '' && hostPort !== port) {
      mapped.push(`${joinHost(address, hostPort)}->${port}/${protocol}`);
      continue;
    }
    const key = `${address}/${protocol}`;
    const group = groups.get(key);
    if (group !== undefined && port === group.last + 1) {
      group.last = port;
      continue;
    }
    if (group !== undefined) done.push(shownGroup(group));
    groups.set(key, { address, protocol, first: port, last: port });
  }
  return [...done, ...[...groups.values()].map(shownGroup), ...mapped].join(', ');
}
