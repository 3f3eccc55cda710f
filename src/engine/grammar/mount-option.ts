import { parseBool, parseBytes, ValueError } from './go-values.ts';

/** What `--mount` says. */
export interface MountOption {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly noCopy: boolean;
  readonly createSource: boolean;
  /** Of a tmpfs, bytes. */
  readonly size?: number;
  /** Keys that were given and that have no field here, for whoever must refuse them. */
  readonly others: readonly string[];
}

const FLAGS = new Set(['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive', 'bind-create-src']);
const OTHERS = new Set([
  'consistency',
  'bind-propagation',
  'bind-recursive',
  'volume-subpath',
  'volume-label',
  'volume-driver',
  'volume-opt',
  'image-subpath',
  'tmpfs-mode',
]);

/**
 * Reads the value of `--mount`, with the checks and words of docker/cli opts/mount.go. Throws ValueError.
 * @param text `type=bind,source=/a,target=/b,readonly`
 */
export function readMount(text: string): MountOption {
  const mount = {
    type: 'volume',
    source: '',
    target: '',
    readOnly: false,
    noCopy: false,
    createSource: false,
  };
  let size: number | undefined;
  const others: string[] = [];
  for (const field of text.replace(/"/g, '').split(',')) {
    const [, name = '', , value = ''] = /^([^=]*)(=(.*))?$/s.exec(field) ?? [];
    const hasValue = field.includes('=');
    checkField(field, name, value, hasValue);
    const key = name.toLowerCase();
    if (!hasValue && !FLAGS.has(key))
      throw new ValueError(`invalid field '${field}' must be a key=value pair`);
    if (key === 'type') mount.type = value.toLowerCase();
    else if (key === 'source' || key === 'src') mount.source = value;
    else if (key === 'target' || key === 'dst' || key === 'destination') mount.target = value;
    else if (key === 'readonly' || key === 'ro') mount.readOnly = truth(key, value, hasValue);
    else if (key === 'volume-nocopy') mount.noCopy = truth(key, value, hasValue);
    else if (key === 'bind-create-src') mount.createSource = truth(key, value, hasValue);
    else if (key === 'bind-nonrecursive')
      throw new ValueError('bind-nonrecursive is deprecated, use bind-recursive=disabled instead');
    else if (key === 'tmpfs-size') size = bytes(key, value);
    else if (OTHERS.has(key)) others.push(key);
    else throw new ValueError(`unknown option '${key}' in '${field}'`);
  }
  if (mount.type === '') throw new ValueError('type is required');
  if (mount.target === '') throw new ValueError('target is required');
  return { ...mount, ...(size === undefined ? {} : { size }), others };
}

function checkField(field: string, name: string, value: string, hasValue: boolean): void {
  if (name.trim() !== name)
    throw new ValueError(`invalid option '${name.trim()}' in '${field}': option should not have whitespace`);
  if (!hasValue) return;
  if (value.trim() === '') throw new ValueError(`invalid value for '${name}': value is empty`);
  if (value.trim() !== value)
    throw new ValueError(`invalid value for '${name}' in '${field}': value should not have whitespace`);
}

function truth(key: string, value: string, hasValue: boolean): boolean {
  if (!hasValue) return true;
  try {
    return parseBool(value);
  } catch {
    throw new ValueError(
      `invalid value for '${key}': invalid boolean value ("${value}"): must be one of "true", "1", "false", or "0" (default "true")`,
    );
  }
}

function bytes(key: string, value: string): number {
  try {
    return parseBytes(value);
  } catch {
    throw new ValueError(`invalid value for ${key}: ${value}`);
  }
}
