import type { Linter } from './lint.ts';
import { DockerfileError, type Line } from './syntax.ts';

function portOf(text: string): number | undefined {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}

function rangeOf(text: string): readonly [number, number] | undefined {
  const [start = '', end = start] = text.split('-', 2);
  const first = portOf(start);
  const last = portOf(end);
  return first === undefined || last === undefined || last < first ? undefined : [first, last];
}

/**
 * Reads ports as EXPOSE has them: `80`, `53/udp`, `3000-3005`.
 * @returns each port with its protocol
 * @throws DockerfileError in BuildKit's words
 */
export function exposedPorts(ports: readonly string[], line: Line, lint: Linter): readonly string[] {
  return ports.flatMap((raw) => {
    const parts = raw.split(':');
    const container = parts.at(-1) ?? '';
    const slash = container.indexOf('/');
    const range = slash < 0 ? container : container.slice(0, slash);
    const protocol = (slash < 0 ? '' : container.slice(slash + 1)) || 'tcp';
    const invalid = (why: string) => new DockerfileError(`invalid port: ${JSON.stringify(raw)}: ${why}`);
    if (range === '') throw invalid('no port specified');
    if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) throw invalid(`invalid proto: ${protocol}`);
    if (protocol !== protocol.toLowerCase()) {
      lint.report(
        'ExposeProtoCasing',
        `Defined protocol '${raw}' in EXPOSE instruction should be lowercase`,
        line.lines,
        line,
      );
    }
    if (parts.length > 1) {
      lint.report(
        'ExposeInvalidFormat',
        `EXPOSE instruction should not define an IP address or host-port mapping, found '${raw}'`,
        line.lines,
        line,
      );
    }
    const found = rangeOf(range);
    if (found === undefined) throw new DockerfileError(`invalid containerPort: ${range}`);
    const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
    if (host !== '' && rangeOf(host) === undefined) throw new DockerfileError(`invalid hostPort: ${host}`);
    const [first, last] = found;
    return Array.from({ length: last - first + 1 }, (_, at) => `${first + at}/${protocol.toLowerCase()}`);
  });
}
