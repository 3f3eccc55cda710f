import { withSuggestion } from './suggest.ts';
import { DockerfileError } from './syntax.ts';

const TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;
const SHARING = ['shared', 'private', 'locked'] as const;
const KEYS = [
  ...[
    'type',
    'from',
    'source',
    'target',
    'readonly',
    'id',
    'sharing',
    'required',
    'size',
    'mode',
    'uid',
    'gid',
  ],
  ...['src', 'dst', 'destination', 'ro', 'rw', 'readwrite', 'env'],
];

/** `RUN --mount=…`. */
export interface RunMount {
  readonly type: (typeof TYPES)[number];
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Bytes; 0: no limit. */
  readonly size: number;
  readonly id: string;
  readonly sharing: (typeof SHARING)[number] | '';
  readonly required: boolean;
  /** The variable that holds a secret; '' for its own name; undefined: it is a file. */
  readonly env: string | undefined;
  readonly mode: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

type Writable = { -readonly [K in keyof RunMount]: RunMount[K] };

/** One line of comma-separated values; a field may be in double quotes. */
function fieldsOf(text: string): readonly string[] {
  const fields: string[] = [];
  const field = /("(?:[^"]|"")*"|[^,"]*)(,|$)/y;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (found === null) {
      throw new DockerfileError('failed to parse csv mounts: bare " in non-quoted field');
    }
    const [, value = '', end] = found;
    fields.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '') break;
  }
  return fields;
}

function invalid(key: string, value: string): DockerfileError {
  return new DockerfileError(`invalid value for ${key}: ${value}`);
}

/** What Go's strconv.ParseBool takes. */
function boolOf(key: string, value: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false;
  throw invalid(key, value);
}

function numberOf(key: string, value: string, base: 8 | 10): number {
  const fits = base === 8 ? /^[0-7]+$/.test(value) : /^\d+$/.test(value);
  if (!fits) throw new DockerfileError(`invalid value ${value} for ${key}`);
  return Number.parseInt(value, base);
}

function bytesOf(key: string, value: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i.exec(value) ?? [];
  if (number === undefined) throw invalid(key, value);
  return Math.floor(Number(number) * 1024 ** ' kmgtp'.indexOf(unit.toLowerCase() || ' '));
}

function memberOf<T extends string>(known: readonly T[], value: string, what: string): T {
  const word = value.toLowerCase() as T;
  if (known.includes(word)) return word;
  throw new DockerfileError(
    withSuggestion(`unsupported ${what} ${JSON.stringify(value)}`, value, known, true),
  );
}

function requireType(mount: RunMount, key: string, types: readonly RunMount['type'][]): void {
  if (!types.includes(mount.type)) {
    throw new DockerfileError(`unexpected key '${key}' for mount type '${mount.type}'`);
  }
}

/** @returns what the field says of being read-only; undefined if it is about something else */
function readOnlyOf(key: string, value: string | undefined): boolean | undefined {
  if (key === 'readonly' || key === 'ro') return value === undefined || boolOf(key, value);
  if (key === 'readwrite' || key === 'rw') return value !== undefined && !boolOf(key, value);
  return undefined;
}

function setField(mount: Writable, key: string, value: string, field: string): void {
  switch (key) {
    case 'type':
      mount.type = memberOf(TYPES, value, 'mount type');
      return;
    case 'from':
      mount.from = value;
      return;
    case 'source':
    case 'src':
      mount.source = value;
      return;
    case 'target':
    case 'dst':
    case 'destination':
      mount.target = value;
      return;
    case 'required':
      requireType(mount, key, ['secret', 'ssh']);
      mount.required = boolOf(key, value);
      return;
    case 'size':
      requireType(mount, key, ['tmpfs']);
      mount.size = bytesOf(key, value);
      return;
    case 'id':
      mount.id = value;
      return;
    case 'sharing':
      mount.sharing = memberOf(SHARING, value, 'sharing value');
      return;
    case 'mode':
      mount.mode = numberOf(key, value, 8);
      return;
    case 'uid':
    case 'gid':
      mount[key] = numberOf(key, value, 10);
      return;
    case 'env':
      mount.env = value;
      return;
    default:
      throw new DockerfileError(withSuggestion(`unexpected key '${key}' in '${field}'`, key, KEYS, true));
  }
}

function check(mount: RunMount): void {
  if (mount.type === 'bind' || mount.type === 'tmpfs') {
    for (const key of ['mode', 'uid', 'gid'] as const) {
      if (mount[key] !== undefined)
        throw new DockerfileError(`${key} not allowed for "${mount.type}" type mounts`);
    }
  }
  if (mount.type === 'secret') {
    if (mount.from !== '') throw new DockerfileError('secret mount should not have a from');
    if (mount.sharing !== '') throw new DockerfileError('secret mount should not define sharing');
    if (mount.source === '' && mount.target === '' && mount.id === '') {
      throw new DockerfileError('invalid secret mount. one of source, target required');
    }
    if (mount.source !== '' && mount.id !== '') throw new DockerfileError("both source and id can't be set");
  }
  if (mount.sharing !== '' && mount.type !== 'cache') {
    throw new DockerfileError(`invalid cache sharing set for ${mount.type} mount`);
  }
}

/**
 * Reads one `--mount`.
 * @param expandValue expands the variables of a value
 * @throws DockerfileError in BuildKit's words
 */
export function parseMount(text: string, expandValue: (value: string) => string): RunMount {
  const mount: Writable = {
    ...{ type: 'bind', from: '', source: '', target: '', readOnly: false, size: 0, id: '', sharing: '' },
    ...{ required: false, env: undefined, mode: undefined, uid: undefined, gid: undefined },
  };
  let readOnly: boolean | undefined;
  for (const field of fieldsOf(text)) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    const value = equals < 0 ? undefined : expandValue(field.slice(equals + 1));
    const said = readOnlyOf(key, value);
    if (said !== undefined) readOnly = said;
    else if (value !== undefined) setField(mount, key, value, field);
    else if (key === 'required') setField(mount, key, 'true', field);
    else throw new DockerfileError(`invalid field '${field}' must be a key=value pair`);
  }
  mount.readOnly = readOnly ?? (mount.type !== 'cache' && mount.type !== 'tmpfs');
  check(mount);
  return mount;
}

/** What `from=` names, which is needed before variables have values. @throws DockerfileError if it holds one */
export function mountSource(text: string): string {
  const from =
    fieldsOf(text)
      .findLast((field) => /^from=/i.test(field))
      ?.slice(5) ?? '';
  if (/\$./s.test(from)) {
    throw new DockerfileError("'from' doesn't support variable expansion, define alias stage instead");
  }
  return from;
}
