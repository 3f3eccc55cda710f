import { ComposeError, type Mapping, mapping } from './tree.ts';

function range(text: string, spec: string, which: string): readonly [number, number] {
  const [, low = '', high = low] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [from, to] = [Number(low), Number(high)];
  if (low === '' || from > 65_535 || to > 65_535) throw new ComposeError(`invalid ${which}: ${text}`);
  if (to < from) throw new ComposeError(`invalid ${which} range: ${spec}`.replace(spec, text));
  return [from, to];
}

/**
 * Reads the short form of ports: `80`, `8080:80`, `127.0.0.1:8000-8001:80-81/udp` (docker/go-connections nat.ParsePortSpec).
 *
 * @returns one long form for each port of the container
 * @throws ComposeError
 */
export function longPorts(spec: string): readonly Mapping[] {
  const [, body = '', protocolText = 'tcp'] = /^(.*?)(?:\/([^/]*))?$/.exec(spec) ?? [];
  const protocol = protocolText.toLowerCase();
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw new ComposeError(`invalid proto: ${protocolText}`);
  const [, address = '', host = '', container = ''] =
    /^(?:(\[[^\]]*\]|[^:]*):)??(?:([^:]*):)?([^:]*)$/.exec(body) ?? [];
  if (container === '') throw new ComposeError(`no port specified: ${spec}<empty>`);
  const [first, last] = range(container, container, 'containerPort');
  const [from, to] = host === '' ? [0, 0] : range(host, host, 'hostPort');
  const spread = last - first !== to - from;
  if (host !== '' && spread && last !== first)
    throw new ComposeError(`invalid ranges specified for container and host Ports: ${container} and ${host}`);
  const ip = address.replace(/^\[|\]$/g, '');
  if (ip !== '' && !/^[0-9.]+$|:/.test(ip)) throw new ComposeError(`invalid IP address: ${address}`);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    mapping([
      ['mode', 'ingress'],
      ['host_ip', ip === '' ? undefined : ip],
      ['target', first + index],
      ['published', host === '' ? undefined : spread ? host : String(from + index)],
      ['protocol', protocol],
    ]),
  );
}
