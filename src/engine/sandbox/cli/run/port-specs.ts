import { isAddress } from '../../../grammar/flag-values.ts';
import type { PortBinding } from '../../../world.ts';
import { CommandError } from '../docker.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}

function range(text: string, what: string): Range {
  const [, start = '', end = start] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const first = Number(start);
  const last = Number(end);
  if (start === '' || first > 65535 || last > 65535 || last < first)
    throw new CommandError(`invalid ${what}: ${text}`);
  return { first, last };
}

/** Cuts `ip:host:container` at its last two colons, for the address may be IPv6 in brackets. */
function parts(spec: string): {
  readonly address: string;
  readonly host: string;
  readonly container: string;
} {
  const bracket = /^\[([^\]]*)\]:?(.*)$/.exec(spec);
  const words = (bracket === null ? spec : (bracket[2] ?? '')).split(':');
  const container = words.at(-1) ?? '';
  const host = words.length > 1 ? (words.at(-2) ?? '') : '';
  const address = bracket === null ? words.slice(0, -2).join(':') : (bracket[1] ?? '');
  return { address, host, container };
}

/** @returns `published=8080,target=80` in the short form (docker/cli convertToStandardNotation) */
function shortForm(spec: string): string {
  if (!spec.includes('=')) return spec;
  const fields = new Map([['protocol', 'tcp']]);
  for (const field of spec.split(',')) {
    const [key = '', ...value] = field.split('=');
    if (!field.includes('=') || key === '')
      throw new CommandError(`invalid publish opts format (should be name=value but got '${field}')`);
    fields.set(key, value.join('='));
  }
  return `${fields.get('published') ?? ''}:${fields.get('target') ?? ''}/${fields.get('protocol')}`;
}

/**
 * Reads what `-p` says (docker/go-connections nat.ParsePortSpecs).
 * @param specs `8080:80`, `127.0.0.1:8080-8081:80-81/udp`, `80`
 * @returns bindings by port, `80/tcp`; an empty HostPort lets the daemon choose. Throws CommandError.
 */
export function readPublish(specs: readonly string[]): Readonly<Record<string, readonly PortBinding[]>> {
  const out: Record<string, PortBinding[]> = {};
  for (const given of specs) {
    const spec = shortForm(given);
    const slash = spec.lastIndexOf('/');
    const raw = slash < 0 ? spec : spec.slice(0, slash);
    const protocol = slash < 0 ? 'tcp' : spec.slice(slash + 1).toLowerCase();
    const { address, host, container } = parts(raw);
    if (container === '') throw new CommandError(`no port specified: ${spec}<empty>`);
    if (address !== '' && !isAddress(address)) throw new CommandError(`invalid IP address: ${address}`);
    const inside = range(container, 'containerPort');
    const outside = host === '' ? undefined : range(host, 'hostPort');
    if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw new CommandError(`invalid proto: ${protocol}`);
    const count = inside.last - inside.first;
    // One port of the container may get any port of a range.
    const choice = outside !== undefined && count === 0 && outside.last > outside.first;
    if (outside !== undefined && !choice && outside.last - outside.first !== count)
      throw new CommandError(
        `invalid ranges specified for container and host Ports: ${container} and ${host}`,
      );
    for (let step = 0; step <= count; step += 1) {
      const hostPort = outside === undefined ? '' : choice ? host : String(outside.first + step);
      const key = `${inside.first + step}/${protocol}`;
      out[key] = [...(out[key] ?? []), { HostIp: address, HostPort: hostPort }];
    }
  }
  return out;
}

/** @returns the ports of `--expose`: `80/tcp`. Throws CommandError. */
export function readExpose(specs: readonly string[]): readonly string[] {
  return specs.flatMap((spec) => {
    const [ports = '', protocol = 'tcp'] = spec.split('/');
    if (!/^\d+(-\d+)?$/.test(ports))
      throw new CommandError(
        `invalid range format for --expose: invalid start port '${ports}': invalid syntax`,
      );
    const { first, last } = range(ports, 'range format for --expose');
    return Array.from({ length: last - first + 1 }, (_none, step) => `${first + step}/${protocol}`);
  });
}
