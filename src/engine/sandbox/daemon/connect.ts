import { parseAddress } from './addresses.ts';
import { DaemonError } from './api.ts';
import { findContainer, findNetwork } from './find.ts';
import { plug, rewire, unplug, validateEndpoint } from './plugging.ts';
import type { Engine } from './state.ts';
import { edit } from './state.ts';

/** `docker network connect`: at once if the container runs, else when it starts. */
export function connect(
  engine: Engine,
  subject: string,
  containerSubject: string,
  options: { readonly aliases: readonly string[]; readonly address?: string },
): void {
  const network = findNetwork(engine, subject);
  const container = findContainer(engine, containerSubject);
  const mode = container.host.NetworkMode;
  if (mode.startsWith('container:') || (mode === 'host' && network.driver !== 'host')) {
    throw new DaemonError(
      400,
      'container sharing network namespace with another container or host cannot be connected to any other network',
    );
  }
  if (network.driver === 'host') {
    throw new DaemonError(
      400,
      'cannot connect container to host network - container must be created in host network mode',
    );
  }
  const others = [...container.endpoints.keys()];
  if (others.includes(network.name)) {
    if (container.running && network.members.has(container.id)) {
      throw new DaemonError(
        403,
        `endpoint with name ${container.name} already exists in network ${network.name}`,
      );
    }
  } else if (others.includes('none') || (network.name === 'none' && others.length > 0)) {
    throw new DaemonError(
      400,
      'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    );
  }
  const address = options.address === undefined ? undefined : parseAddress(options.address);
  validateEndpoint(network, network.name, options, address);
  const before = container.endpoints.get(network.name);
  edit(engine, container.endpoints).set(network.name, {
    network: network.id,
    aliases: options.aliases,
    requestedAddress: address,
    requestedMac: undefined,
  });
  if (!container.running || container.restarting) {
    return;
  }
  try {
    plug(engine, container, network.name);
  } catch (error) {
    const endpoints = edit(engine, container.endpoints);
    if (before === undefined) {
      endpoints.delete(network.name);
    } else {
      endpoints.set(network.name, before);
    }
    throw error;
  }
  rewire(engine, container);
}

/** `docker network disconnect`. */
export function disconnect(engine: Engine, subject: string, containerSubject: string, force: boolean): void {
  const container = findContainer(engine, containerSubject);
  const network = force && container.endpoints.has(subject) ? undefined : findNetwork(engine, subject);
  const name = network?.name ?? subject;
  if (container.host.NetworkMode === 'host' && network?.driver === 'host' && container.running) {
    throw new DaemonError(
      400,
      'cannot disconnect container from host network - container was created in host network mode',
    );
  }
  if (!container.endpoints.has(name)) {
    throw new DaemonError(
      500,
      container.running
        ? `container ${container.id} is not connected to network ${name}`
        : `container ${container.id} is not connected to the network ${name}`,
    );
  }
  const here = network ?? [...engine.state.networks.values()].find((other) => other.name === name);
  if (here?.members.has(container.id) === true) {
    unplug(engine, container, here);
  }
  edit(engine, container.endpoints).delete(name);
  if (container.running) {
    rewire(engine, container);
  }
}
