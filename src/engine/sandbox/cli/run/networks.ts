import type { ContainerRequest } from '../../daemon/api.ts';
import { CommandError, type Docker } from '../docker.ts';

type Network = ContainerRequest['networks'][number];

const REFUSED = new Set(['ip6', 'driver-opt', 'link-local-ip', 'gw-priority']);

/** One `--network`: a name, or `name=x,alias=y,ip=z`. */
function readOne(text: string): Network {
  if (!/\w+=\w+/.test(text)) return { name: text, aliases: [] };
  let name = '';
  let address: string | undefined;
  let mac: string | undefined;
  const aliases: string[] = [];
  for (const field of text.toLowerCase().split(',')) {
    const [key = '', ...rest] = field.split('=');
    const value = rest.join('=').trim();
    if (REFUSED.has(key.trim()))
      throw new CommandError(`the sandbox does not model --network ${key.trim()} yet`);
    if (key.trim() === 'name') name = value;
    if (key.trim() === 'alias') aliases.push(value);
    if (key.trim() === 'ip') address = value;
    if (key.trim() === 'mac-address') mac = value;
  }
  if (name === '') throw new CommandError('network name/id is not specified');
  return {
    name,
    aliases,
    ...(address === undefined ? {} : { address }),
    ...(mac === undefined ? {} : { mac }),
  };
}

function userDefined(name: string): boolean {
  return !['default', 'bridge', 'host', 'none'].includes(name) && !name.startsWith('container:');
}

/**
 * The networks of a new container; `--network-alias`, `--ip` and `--mac-address` belong to the first
 * (docker/cli parseNetworkOpts). Throws CommandError.
 */
export function readNetworks(docker: Docker): readonly Network[] {
  const given = docker.list('network').map(readOne);
  const [first = { name: 'default', aliases: [] }, ...others] = given;
  const aliases = docker.list('network-alias');
  const ip = docker.text('ip');
  const mac = docker.text('mac-address');
  if (first.aliases.length > 0 && aliases.length > 0)
    throw new CommandError('conflicting options: cannot specify both --network-alias and per-network alias');
  if (first.address !== undefined && ip !== '')
    throw new CommandError('conflicting options: cannot specify both --ip and per-network IPv4 address');
  const networks = [
    {
      ...first,
      aliases: [...first.aliases, ...aliases],
      ...(ip === '' ? {} : { address: ip }),
      ...(mac === '' ? {} : { mac }),
    },
    ...others,
  ];
  const seen = new Set<string>();
  for (const { name, aliases: names } of networks) {
    if (names.length > 0 && !userDefined(name))
      throw new CommandError('network-scoped aliases are only supported for user-defined networks');
    if (seen.has(name)) throw new CommandError(`network "${name}" is specified multiple times`);
    seen.add(name);
  }
  if (networks.some(({ name }) => userDefined(name)) && networks.some(({ name }) => !userDefined(name)))
    throw new CommandError(
      'conflicting options: cannot attach both user-defined and non-user-defined network-modes',
    );
  return networks;
}
