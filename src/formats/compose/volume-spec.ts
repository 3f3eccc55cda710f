import { ComposeError, type Mapping, mapping } from './tree.ts';

/** A mount in its long form, as far as the short one can say it. */
interface VolumeSpec {
  readonly type: 'bind' | 'volume';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly noCopy: boolean;
  readonly propagation: string;
  readonly selinux: string;
}

const PROPAGATIONS = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'];

/** Whether the source of a mount is a path of the host, not the name of a volume. */
export function isPath(source: string): boolean {
  return /^[./~]|^\\\\|^[A-Za-z]:/.test(source);
}

/**
 * Reads the short form of a mount: `./src:/app:ro`, `data:/var/lib`, `/cache` (compose-go format.ParseVolume).
 *
 * @throws ComposeError `invalid spec: …`
 */
export function readVolume(spec: string): VolumeSpec {
  if (spec === '') throw new ComposeError('invalid empty volume spec');
  const refuse = (why: string) => new ComposeError(`invalid spec: ${spec}: ${why}`);
  // A drive letter's colon separates nothing.
  const parts = spec.split(/(?<!^[A-Za-z]):/);
  if (spec.length > 2 && parts.includes('')) throw refuse('empty section between colons');
  if (parts.length > 3) throw refuse('too many colons');
  const [first = '', second, options = ''] = parts;
  const source = second === undefined ? '' : first;
  const words = options.split(',');
  return {
    type: isPath(source) ? 'bind' : 'volume',
    source,
    target: second ?? first,
    readOnly: words.lastIndexOf('ro') > words.lastIndexOf('rw'),
    noCopy: words.includes('nocopy'),
    propagation: words.findLast((word) => PROPAGATIONS.includes(word)) ?? '',
    selinux: words.findLast((word) => /^[zZ]$/.test(word)) ?? '',
  };
}

/** @returns the short form written out */
export function longVolume(spec: string): Mapping {
  const volume = readVolume(spec);
  const bind = mapping([
    ['selinux', volume.selinux || undefined],
    ['propagation', volume.propagation || undefined],
  ]);
  return mapping([
    ['type', volume.type],
    ['source', volume.source || undefined],
    ['target', volume.target],
    ['read_only', volume.readOnly || undefined],
    ['bind', volume.type === 'bind' ? bind : undefined],
    ['volume', volume.type === 'volume' ? mapping([['nocopy', volume.noCopy || undefined]]) : undefined],
  ]);
}
