import type { Subnet } from './addresses.ts';
import { contains, freeSubnet, overlaps, parseAddress, parseSubnet, subnetText } from './addresses.ts';
import type { Filters } from './api.ts';
import { DaemonError } from './api.ts';
import { networkEvent, pruneEvent } from './events.ts';
import { matchesLabels, untilFilter } from './filters.ts';
import { findNetwork } from './find.ts';
import { randomId, shortId } from './ids.ts';
import { wireHost } from './plugging.ts';
import type { Engine, NetworkRecord } from './state.ts';
import { edit } from './state.ts';

const PREDEFINED = new Set(['bridge', 'host', 'none', 'default']);

/** What `docker network create` asks for. */
export interface NetworkRequest {
  readonly name: string;
  readonly driver: string;
  readonly internal: boolean;
  readonly subnet?: string;
  readonly gateway?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

function add(engine: Engine, network: Omit<NetworkRecord, 'id' | 'created' | 'members'>): NetworkRecord {
  const record: NetworkRecord = {
    ...network,
    id: randomId(() => engine.kernel.random()),
    created: engine.kernel.now(),
    members: new Map(),
  };
  edit(engine, engine.state.networks).set(record.id, record);
  return record;
}

/** Makes the three networks that every engine has. */
export function makeDefaultNetworks(engine: Engine): void {
  const plain = { internal: false, labels: {}, subnet: undefined, gateway: undefined, options: {} };
  const subnet = { base: (172 * 256 + 17) * 65536, prefix: 16 };
  add(engine, {
    ...plain,
    name: 'bridge',
    driver: 'bridge',
    subnet,
    gateway: subnet.base + 1,
    options: {
      'com.docker.network.bridge.default_bridge': 'true',
      'com.docker.network.bridge.enable_icc': 'true',
      'com.docker.network.bridge.enable_ip_masquerade': 'true',
      'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
      'com.docker.network.bridge.name': 'docker0',
      'com.docker.network.driver.mtu': '1500',
    },
  });
  add(engine, { ...plain, name: 'host', driver: 'host' });
  add(engine, { ...plain, name: 'none', driver: 'null' });
  wireHost(engine);
}

function subnetFor(engine: Engine, request: NetworkRequest): Subnet {
  const used = [...engine.state.networks.values()].flatMap(({ subnet }) => subnet ?? []);
  if (request.subnet === undefined) {
    const free = freeSubnet(used);
    if (free === undefined) {
      throw new DaemonError(400, 'all predefined address pools have been fully subnetted');
    }
    return free;
  }
  const subnet = parseSubnet(request.subnet);
  if (subnet === undefined) {
    throw new DaemonError(400, `invalid CIDR address: ${request.subnet}`);
  }
  if (!subnet.exact) {
    const { base, prefix } = subnet;
    throw new DaemonError(
      400,
      `invalid network config:\ninvalid subnet ${request.subnet}: it should be ${subnetText({ base, prefix })}`,
    );
  }
  if (used.some((other) => overlaps(other, subnet))) {
    throw new DaemonError(403, 'invalid pool request: Pool overlaps with other one on this address space');
  }
  return { base: subnet.base, prefix: subnet.prefix };
}

function checkDriver(driver: string): void {
  if (driver === 'host' || driver === 'null') {
    throw new DaemonError(403, `only one instance of "${driver}" network is allowed`);
  }
  if (driver === 'overlay') {
    throw new DaemonError(
      403,
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    );
  }
  if (driver === 'macvlan' || driver === 'ipvlan') {
    throw new DaemonError(501, `the sandbox does not model the network driver ${driver} yet`);
  }
  if (driver !== '' && driver !== 'bridge') {
    throw new DaemonError(404, `could not find plugin ${driver} in v1 plugin registry: plugin not found`);
  }
}

/** `docker network create`. @returns the id */
export function createNetwork(engine: Engine, request: NetworkRequest): string {
  if (PREDEFINED.has(request.name)) {
    throw new DaemonError(403, `operation is not permitted on predefined ${request.name} network `);
  }
  checkDriver(request.driver);
  if (request.name.trim() === '') {
    throw new DaemonError(400, 'invalid name: name is empty');
  }
  if ([...engine.state.networks.values()].some(({ name }) => name === request.name)) {
    throw new DaemonError(409, `network with name ${request.name} already exists`);
  }
  const subnet = subnetFor(engine, request);
  const gateway = request.gateway === undefined ? subnet.base + 1 : parseAddress(request.gateway);
  if (gateway === undefined || !contains(subnet, gateway)) {
    throw new DaemonError(
      400,
      `invalid network config:\ninvalid gateway ${request.gateway}: parent subnet ${request.subnet} doesn't contain this address`,
    );
  }
  const network = add(engine, {
    name: request.name,
    driver: 'bridge',
    internal: request.internal,
    subnet,
    gateway,
    labels: request.labels,
    options: request.options,
  });
  wireHost(engine);
  networkEvent(engine, network, 'create');
  return network.id;
}

function drop(engine: Engine, network: NetworkRecord): void {
  edit(engine, engine.state.networks).delete(network.id);
  wireHost(engine);
  networkEvent(engine, network, 'destroy');
}

/** `docker network rm`. @throws DaemonError 403 for one of the three, or while containers that run are in it */
export function removeNetwork(engine: Engine, subject: string): void {
  const network = findNetwork(engine, subject);
  if (PREDEFINED.has(network.name)) {
    throw new DaemonError(403, `${network.name} is a pre-defined network and cannot be removed`);
  }
  if (network.members.size > 0) {
    const endpoints = [...network.members].map(([container, { endpoint }]) => {
      const name = engine.state.containers.get(container)?.name ?? '';
      return `name:"${name}" id:"${shortId(endpoint)}"`;
    });
    throw new DaemonError(
      403,
      `error while removing network: network ${network.name} has active endpoints (${endpoints.join(', ')})`,
    );
  }
  drop(engine, network);
}

/** `docker network prune`. @returns the names of those that nobody was connected to */
export function pruneNetworks(engine: Engine, filters: Filters): readonly string[] {
  const before = untilFilter(filters, engine.kernel.now());
  const unused = [...engine.state.networks.values()].filter(
    ({ name, members, created, labels }) =>
      !PREDEFINED.has(name) && members.size === 0 && before(created) && matchesLabels(filters, labels),
  );
  for (const network of unused) {
    drop(engine, network);
  }
  pruneEvent(engine, 'network', 0);
  return unused.map(({ name }) => name);
}
