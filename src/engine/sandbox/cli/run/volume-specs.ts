import { parseBytes } from '../../../grammar/go-values.ts';
import { readMount } from '../../../grammar/mount-option.ts';
import type { MountRequest } from '../../daemon/api.ts';
import { CommandError, Refusal } from '../docker.ts';

/** @returns a path of the host in full, seen from the working directory */
function absolute(path: string, cwd: string): string {
  if (path.startsWith('/')) return path;
  const kept: string[] = [];
  for (const part of `${cwd}/${path}`.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `/${kept.join('/')}`;
}

const MODES = new Set([
  'ro',
  'rw',
  'z',
  'Z',
  'nocopy',
  'consistent',
  'cached',
  'delegated',
  'private',
  'rprivate',
  'shared',
  'rshared',
  'slave',
  'rslave',
]);

/**
 * Reads `-v` (docker/cli volumespec.Parse): `name:/path`, `/host:/path:ro`, `./here:/path`, `/path`.
 * Throws CommandError; a mode that does not exist is the daemon's to refuse.
 */
export function readVolume(spec: string, cwd: string): MountRequest {
  if (spec === '') throw new CommandError('invalid spec: empty volume spec');
  const parts = spec.split(':');
  if (parts.some((part) => part === ''))
    throw new CommandError(`invalid spec: ${spec}: empty section between colons`);
  if (parts.length > 3) throw new CommandError(`invalid spec: ${spec}`);
  const [first = '', second, modes] = parts;
  const source = second === undefined ? '' : first;
  const target = second ?? first;
  const options = modes === undefined ? [] : modes.split(',');
  for (const option of options) if (!MODES.has(option)) throw new Refusal(400, `invalid mode: ${modes}`);
  const bind = /^[./~]/.test(source);
  return {
    type: bind ? 'bind' : 'volume',
    source: bind ? absolute(source, cwd) : source,
    target,
    readOnly: options.includes('ro'),
    createSource: true,
    ...(options.includes('nocopy') ? { noCopy: true } : {}),
  };
}

/** Reads `--mount`. Throws CommandError. */
export function readMountFlag(text: string, cwd: string): MountRequest {
  const mount = readMount(text);
  const { type } = mount;
  if (type !== 'bind' && type !== 'volume' && type !== 'tmpfs') {
    if (['image', 'npipe', 'cluster'].includes(type))
      throw new CommandError(`the sandbox does not model --mount type=${type} yet`);
    throw new Refusal(400, `invalid mount config for type "${type}": mount type unknown`);
  }
  const refused = mount.others.find((key) => key !== 'consistency');
  if (refused !== undefined) throw new CommandError(`the sandbox does not model --mount ${refused} yet`);
  if (type === 'tmpfs' && mount.source !== '')
    throw new Refusal(400, 'invalid mount config for type "tmpfs": field Source must not be specified');
  if (type === 'bind' && mount.source === '')
    throw new Refusal(400, 'invalid mount config for type "bind": field Source must not be empty');
  return {
    type,
    source: type === 'bind' && mount.source.startsWith('.') ? absolute(mount.source, cwd) : mount.source,
    target: mount.target,
    readOnly: mount.readOnly,
    createSource: mount.createSource,
    ...(mount.noCopy ? { noCopy: true } : {}),
    ...(mount.size === undefined ? {} : { size: mount.size }),
  };
}

/** Reads `--tmpfs /path:size=64m,ro`. Throws CommandError. */
export function readTmpfs(text: string): MountRequest {
  const [target = '', options = ''] = text.split(':');
  let size: number | undefined;
  for (const option of options === '' ? [] : options.split(',')) {
    const [key, value = ''] = option.split('=');
    if (key === 'size') size = parseBytes(value);
  }
  return {
    type: 'tmpfs',
    source: '',
    target,
    readOnly: options.split(',').includes('ro'),
    createSource: false,
    ...(size === undefined ? {} : { size }),
  };
}
