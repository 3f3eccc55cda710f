/** Values with several spellings, brought to one. Only spellings that docker itself takes for the same. */

const SIGNALS: Readonly<Record<string, string>> = {
  '1': 'HUP',
  '2': 'INT',
  '3': 'QUIT',
  '9': 'KILL',
  '10': 'USR1',
  '12': 'USR2',
  '15': 'TERM',
};

/** `docker.io/library/nginx` and `nginx:latest` are `nginx:latest`. */
export function imageMeaning(name: string): string {
  const bare = name.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  const tail = bare.slice(bare.lastIndexOf('/') + 1);
  return tail.includes(':') || tail.includes('@') || bare === '' ? bare : `${bare}:latest`;
}

/** `8080:80/tcp` and `published=8080,target=80` are `8080:80`. */
function portMeaning(text: string): string {
  const fields = new Map(
    text.includes('=') ? text.split(',').map((field) => field.split('=') as [string, string]) : [],
  );
  const short =
    fields.size === 0
      ? text
      : `${fields.get('published') ?? ''}:${fields.get('target') ?? ''}/${fields.get('protocol') ?? 'tcp'}`;
  return short.toLowerCase().replace(/\/tcp$/, '');
}

/** `a:/b:rw` is `a:/b`; a slash at the end says nothing. */
function volumeMeaning(text: string): string {
  const [source = '', target, mode] = text.split(':');
  const clean = (path: string) => path.replace(/(.)\/+$/, '$1');
  const modes = (mode ?? '')
    .split(',')
    .filter((word) => word !== '' && word !== 'rw')
    .sort();
  return [
    clean(source),
    ...(target === undefined ? [] : [clean(target)]),
    ...(modes.length === 0 ? [] : [modes.join(',')]),
  ].join(':');
}

const MOUNT_KEYS: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
};

/** The fields of `--mount` in any order, under any of their names. */
function mountMeaning(text: string): string {
  const fields = text.split(',').flatMap((field) => {
    const [key = '', value] = field.split('=');
    const name = MOUNT_KEYS[key.toLowerCase()] ?? key.toLowerCase();
    if (value === 'false' || value === '0') return [];
    if (name === 'type' && value?.toLowerCase() === 'volume') return [];
    return [value === undefined || value === 'true' || value === '1' ? name : `${name}=${value}`];
  });
  return fields.sort().join(',');
}

function networkMeaning(text: string): string {
  return text === 'bridge' || text === 'default' ? '' : text;
}

function signalMeaning(text: string): string {
  const bare = text.toUpperCase().replace(/^SIG/, '');
  return SIGNALS[bare] ?? bare;
}

const BY_FLAG: Readonly<Record<string, (text: string) => string>> = {
  publish: portMeaning,
  volume: volumeMeaning,
  mount: mountMeaning,
  signal: signalMeaning,
  'stop-signal': signalMeaning,
  tag: imageMeaning,
  'cap-add': (text) => text.toUpperCase().replace(/^CAP_/, ''),
  'cap-drop': (text) => text.toUpperCase().replace(/^CAP_/, ''),
  filter: (text) => text.toLowerCase().replace(/\s*=\s*/, '='),
};

const IMAGES = new Set(['IMAGE', 'NAME', 'SOURCE_IMAGE', 'TARGET_IMAGE']);

/**
 * @param command full name of the command
 * @param name of the flag, or of the argument (`IMAGE`)
 * @returns a value in the one spelling that stands for all with its meaning
 */
export function meaningOf(command: string, name: string, text: string): string {
  if (IMAGES.has(name))
    return command.startsWith('image ') && /^(sha256:)?[0-9a-f]{12,64}$/.test(text)
      ? text
      : imageMeaning(text);
  if (name === 'network') return command.startsWith('container ') ? networkMeaning(text) : text;
  if (name === 'PATH') return text.replace(/(.)\/+$/, '$1').replace(/^\.\/(.+)$/, '$1');
  return BY_FLAG[name]?.(text) ?? text;
}
