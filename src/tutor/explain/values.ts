/** What values of docker's flags and arguments mean: only what their spelling says. */
import type { FlagSpec } from '../../engine/grammar/types.ts';
import type { Detail } from './types.ts';

/** A port as `-p` takes it: `[[address:][host]:]container[/protocol]`. */
export interface PublishedPort {
  /** `8080`, `127.0.0.1:8080`; empty if the engine chooses. */
  readonly host: string;
  readonly container: string;
  readonly protocol: string;
  /** Whether an address was given. */
  readonly bound: boolean;
}

/** Reads the value of `--publish`; nothing if it has no such form. */
export function readPublish(text: string): PublishedPort | undefined {
  if (text.includes('=')) {
    const fields = new Map(text.split(',').map((field) => field.split('=', 2) as [string, string]));
    const target = fields.get('target');
    return target === undefined
      ? undefined
      : {
          host: fields.get('published') ?? '',
          container: target,
          protocol: fields.get('protocol') ?? 'tcp',
          bound: false,
        };
  }
  const [ports = '', protocol = 'tcp'] = text.split('/');
  const found = /^(?:(?:(\[[0-9a-fA-F:.]+\]|[^:]+):)?([0-9-]*):)?([0-9-]+)$/.exec(ports);
  if (found === null) return undefined;
  const [, address, host = '', container = ''] = found;
  return {
    host: address === undefined || host === '' ? host : `${address}:${host}`,
    container,
    protocol,
    bound: address !== undefined,
  };
}

/** What `-v` or `--mount` puts into a container. */
export interface MountedPlace {
  readonly type: 'bind' | 'volume' | 'anonymous' | 'tmpfs';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Reads the value of `--volume`: a path of the host begins with `/`, `.` or `~`, or is a drive of Windows; other sources are volumes. */
export function readVolume(text: string): MountedPlace {
  const parts = text.split(/:(?![\\/](?![\\/])(?<=^[A-Za-z]:))/);
  const [first = '', second, mode = ''] = parts;
  const readOnly = mode.split(',').includes('ro');
  if (second === undefined) return { type: 'anonymous', source: '', target: first, readOnly };
  const isPath = /^([./~]|[A-Za-z]:[\\/])/.test(first);
  return { type: isPath ? 'bind' : 'volume', source: first, target: second, readOnly };
}

/** Reads the value of `--mount`. */
export function readMountFields(text: string): MountedPlace {
  const fields = new Map(
    text.split(',').map((field): [string, string] => {
      const [key = '', ...rest] = field.split('=');
      return [key.toLowerCase(), rest.join('=')];
    }),
  );
  const read = (...names: string[]): string =>
    names.map((name) => fields.get(name)).find((each) => each) ?? '';
  const type = read('type') || 'volume';
  const source = read('source', 'src');
  const isOn = (name: string): boolean =>
    fields.has(name) && !['false', '0'].includes(fields.get(name) ?? '');
  return {
    type: type === 'bind' ? 'bind' : type === 'tmpfs' ? 'tmpfs' : source === '' ? 'anonymous' : 'volume',
    source,
    target: read('target', 'destination', 'dst'),
    readOnly: isOn('readonly') || isOn('ro'),
  };
}

/** The name of an image in its parts: `[registry/]repository[:tag][@digest]`. */
export function readImage(text: string): {
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
} {
  const [named = '', digest] = text.split('@');
  const slash = named.indexOf('/');
  const head = slash < 0 ? '' : named.slice(0, slash);
  const isHost = /[.:]/.test(head) || head === 'localhost';
  const path = isHost ? named.slice(slash + 1) : named;
  const colon = path.lastIndexOf(':');
  const tagged = colon > path.lastIndexOf('/');
  return {
    ...(isHost && { registry: head }),
    repository: tagged ? path.slice(0, colon) : path,
    ...(tagged && { tag: path.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

/** What the name of an image says. */
export function imageDetails(text: string): Detail[] {
  // An id is no name.
  if (/^(sha256:)?[0-9a-f]{12,64}$/.test(text)) return [];
  const { registry, repository, tag, digest } = readImage(text);
  return [
    ...(registry === undefined ? [] : [{ kind: 'registry', registry } as const]),
    ...(digest !== undefined
      ? [{ kind: 'digest' } as const]
      : tag === undefined
        ? [{ kind: 'latest' } as const]
        : [{ kind: 'tag', repository, tag } as const]),
  ];
}

/** What one side of `docker cp` is. */
export function copyDetail(text: string): Detail {
  if (text === '-') return { kind: 'stream' };
  const [container = '', ...path] = text.split(':');
  // A drive of Windows is no container: names have at least two characters.
  if (path.length === 0 || container.length < 2 || /^[./]/.test(text)) return { kind: 'ofHost', path: text };
  return { kind: 'ofContainer', container, path: path.join(':') };
}

const NETWORKS: Readonly<Record<string, Detail>> = {
  host: { kind: 'hostNetwork' },
  none: { kind: 'noNetwork' },
  bridge: { kind: 'bridge' },
  default: { kind: 'bridge' },
};

const RESTART: Readonly<Record<string, Detail>> = {
  no: { kind: 'noRestart' },
  always: { kind: 'always' },
  'unless-stopped': { kind: 'unlessStopped' },
  'on-failure': { kind: 'onFailure' },
};

/**
 * What the value of a flag means, beyond what the flag does.
 *
 * @param value as it was written
 */
export function flagDetails(flag: FlagSpec, value: string): Detail[] {
  switch (flag.name) {
    case 'publish':
      return publishDetails(value);
    case 'volume':
      return mountDetails(readVolume(value));
    case 'mount':
      return mountDetails(readMountFields(value));
    case 'env': {
      const [name = '', ...rest] = value.split('=');
      return [
        rest.length === 0 ? { kind: 'passed', name } : { kind: 'variable', name, value: rest.join('=') },
      ];
    }
    case 'memory':
    case 'memory-reservation':
      return bytesDetails(value);
    case 'network':
    case 'net':
      return listed(NETWORKS[value]);
    case 'restart':
      return listed(RESTART[value.split(':')[0] ?? '']);
    case 'tag':
      return imageDetails(value);
    default:
      return [];
  }
}

function listed(detail: Detail | undefined): Detail[] {
  return detail === undefined ? [] : [detail];
}

function publishDetails(value: string): Detail[] {
  const port = readPublish(value);
  if (port === undefined) return [];
  const { host, container, protocol } = port;
  return [
    host === ''
      ? { kind: 'publishAnywhere', container, protocol }
      : { kind: 'publish', host, container, protocol },
  ];
}

function mountDetails({ type, source, target, readOnly }: MountedPlace): Detail[] {
  const readOnlyToo: Detail[] = readOnly ? [{ kind: 'readOnly' }] : [];
  if (type === 'tmpfs') return readOnlyToo;
  if (type === 'anonymous') return [{ kind: 'anonymous', target }, ...readOnlyToo];
  return [{ kind: type, source, target }, ...readOnlyToo];
}

const UNITS: Readonly<Record<string, number>> = { b: 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** Sizes of memory, where docker's units are powers of 1024 (docker/go-units `RAMInBytes`). */
function bytesDetails(value: string): Detail[] {
  const found = /^(\d+(?:\.\d+)?) ?([bkmgtp])(?:i?b)?$/i.exec(value);
  if (found === null) return [];
  const power = UNITS[(found[2] ?? 'b').toLowerCase()] ?? 0;
  if (power === 0) return [];
  const bytes = Math.trunc(Number(found[1]) * 1024 ** power);
  return [{ kind: 'bytes', bytes: String(bytes) }];
}
