import type { Attachment } from '../kernel/kernel.ts';
import { addressText, contains, freeAddress } from './addresses.ts';
import { DaemonError } from './api.ts';
import { placesOf, refreshEtc } from './etc-files.ts';
import { networkEvent } from './events.ts';
import { findNetwork } from './find.ts';
import { randomHex, randomId, shortId } from './ids.ts';
import type { ContainerRecord, EndpointRecord, Engine, NetworkRecord } from './state.ts';
import { edit } from './state.ts';

/** A hardware address as dockerd makes them since Engine 28: random, unicast, locally administered. */
function randomMac(engine: Engine): string {
  const digits = randomHex(() => engine.kernel.random(), 12);
  const first = ((Number.parseInt(digits.slice(0, 2), 16) & 0xfe) | 0x02).toString(16).padStart(2, '0');
  return [first, ...(digits.slice(2).match(/../g) ?? [])].join(':');
}

/** @returns the network an endpoint is of: by id once it has been connected, else by name. @throws DaemonError 404 */
function networkOf(engine: Engine, name: string, endpoint: EndpointRecord): NetworkRecord {
  return findNetwork(engine, endpoint.network === '' ? name : endpoint.network);
}

function addressFor(network: NetworkRecord, wanted: number | undefined): number {
  if (network.subnet === undefined) {
    return 0;
  }
  const used = new Set([...network.members.values()].map(({ address }) => address));
  if (network.gateway !== undefined) {
    used.add(network.gateway);
  }
  if (wanted !== undefined) {
    if (used.has(wanted)) {
      throw new DaemonError(403, 'Address already in use');
    }
    return wanted;
  }
  const free = freeAddress(network.subnet, used);
  if (free === undefined) {
    throw new DaemonError(
      500,
      `no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`,
    );
  }
  return free;
}

/** @returns the interfaces of a container, and the way out of its networks */
export function wiring(
  engine: Engine,
  container: ContainerRecord,
): { readonly attachments: readonly Attachment[]; readonly gateway: string | undefined } {
  const places = placesOf(engine, container);
  const way = places.find(({ network }) => !network.internal)?.network.gateway;
  return {
    attachments: places.map(({ network, address, mac }, index) => ({
      name: `eth${index}`,
      address: addressText(address),
      prefix: network.subnet?.prefix ?? 16,
      mac,
      network: network.id,
    })),
    gateway: way === undefined ? undefined : addressText(way),
  };
}

/**
 * Gives a container its place in a network it is connected to.
 * @throws DaemonError 404 if the network is gone, 403 if its address is taken
 */
export function plug(engine: Engine, container: ContainerRecord, name: string): void {
  const endpoint = container.endpoints.get(name);
  if (endpoint === undefined) {
    return;
  }
  const network = networkOf(engine, name, endpoint);
  const address = addressFor(network, endpoint.requestedAddress);
  edit(engine, network.members).set(container.id, {
    endpoint: randomId(() => engine.kernel.random()),
    address,
    mac: network.driver === 'bridge' ? (endpoint.requestedMac ?? randomMac(engine)) : '',
  });
  edit(engine, container.endpoints).set(name, { ...endpoint, network: network.id });
  networkEvent(engine, network, 'connect', { container: container.id });
}

/** Takes a container's place in a network away; nothing happens if it has none. */
export function unplug(engine: Engine, container: ContainerRecord, network: NetworkRecord): void {
  if (edit(engine, network.members).delete(container.id)) {
    networkEvent(engine, network, 'disconnect', { container: container.id });
  }
}

/** Takes all its places away: it has ended. */
export function unplugAll(engine: Engine, container: ContainerRecord): void {
  for (const endpoint of container.endpoints.values()) {
    const network = engine.state.networks.get(endpoint.network);
    if (network?.members.has(container.id) === true) {
      unplug(engine, container, network);
    }
  }
}

/** Brings the interfaces and files of a container that runs up to date with its places. */
export function rewire(engine: Engine, container: ContainerRecord): void {
  refreshEtc(engine, container);
  if (container.namespaces !== undefined) {
    engine.kernel.changeNamespaces(container.namespaces, wiring(engine, container));
  }
}

/** The computer has an interface in each bridge network: it reaches containers at their own addresses. */
export function wireHost(engine: Engine): void {
  const networks = [...engine.state.networks.values()];
  const bridges = networks.flatMap(({ id, name, subnet, gateway }): Attachment[] =>
    subnet === undefined || gateway === undefined
      ? []
      : [
          {
            name: name === 'bridge' ? 'docker0' : `br-${shortId(id)}`,
            address: addressText(gateway),
            prefix: subnet.prefix,
            mac: `02:42:${id.slice(0, 8).replace(/..(?!$)/g, '$&:')}`,
            network: id,
          },
        ],
  );
  const own = engine.kernel.host.attachments.filter(
    ({ name }) => name !== 'docker0' && !name.startsWith('br-'),
  );
  engine.kernel.changeNamespaces(engine.kernel.host, { attachments: [...own, ...bridges] });
}

/** @throws DaemonError 400 for what cannot be asked of a network (moby daemon/container_operations.go) */
export function validateEndpoint(
  network: NetworkRecord | undefined,
  name: string,
  asked: { readonly aliases: readonly string[]; readonly address?: string },
  address: number | undefined,
): void {
  const problems: string[] = [];
  const own = name !== 'bridge' && name !== 'host' && name !== 'none' && name !== 'default';
  if (asked.address !== undefined && !own) {
    problems.push('user-specified IP address is supported on user-defined networks only');
  }
  if (asked.aliases.length > 0 && !own) {
    problems.push('network-scoped aliases are only supported for user-defined networks');
  }
  if (asked.address !== undefined && address === undefined) {
    problems.push(`invalid IPv4 address: ${asked.address}`);
  }
  if (address !== undefined && own && network?.subnet !== undefined && !contains(network.subnet, address)) {
    problems.push(`no configured subnet contains IP address ${asked.address}`);
  }
  if (problems.length > 0) {
    throw new DaemonError(400, `invalid endpoint settings:\n${problems.join('\n')}`);
  }
}
