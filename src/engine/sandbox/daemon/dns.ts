import { addressText } from './addresses.ts';
import { shortId } from './ids.ts';
import type { Engine, NetworkRecord } from './state.ts';

/**
 * DNS, as containers of user-defined networks have it (127.0.0.11): names, aliases, short ids and host names of what
 * runs in the same networks. The default bridge has none of it.
 * @returns undefined: nobody is called so
 */
export function resolveName(engine: Engine, namespaces: string, name: string): readonly string[] | undefined {
  const self = engine.state.containers.get(engine.state.spaces.get(namespaces) ?? '');
  const found: string[] = [];
  for (const endpoint of self?.endpoints.values() ?? []) {
    const network = engine.state.networks.get(endpoint.network);
    if (network === undefined || network.driver !== 'bridge' || network.name === 'bridge') {
      continue;
    }
    for (const [id, { address }] of network.members) {
      const other = engine.state.containers.get(id);
      if (other !== undefined && namesIn(other, network).includes(name.toLowerCase())) {
        found.push(addressText(address));
      }
    }
  }
  return found.length === 0 ? undefined : found;
}

function namesIn(container: Parameters<typeof dnsNames>[0], network: NetworkRecord): readonly string[] {
  return dnsNames(container, network.name).map((name) => name.toLowerCase());
}

/** @returns the names under which a container is known in a network, in the API's order */
export function dnsNames(
  container: {
    readonly name: string;
    readonly id: string;
    readonly config: { readonly Hostname: string };
    readonly endpoints: ReadonlyMap<string, { readonly aliases: readonly string[] }>;
  },
  network: string,
): readonly string[] {
  const aliases = container.endpoints.get(network)?.aliases ?? [];
  return [...new Set([container.name, ...aliases, shortId(container.id), container.config.Hostname])];
}
