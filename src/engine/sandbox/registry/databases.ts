/** The files in which apk and dpkg keep what is installed. */

/** What a package database says of one package. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  readonly bytes?: number | undefined;
  readonly needs?: readonly string[] | undefined;
  /** Paths without the first slash. */
  readonly files?: readonly string[] | undefined;
}

export const APK_DATABASE = '/lib/apk/db/installed';
export const APK_WORLD = '/etc/apk/world';
export const DPKG_STATUS = '/var/lib/dpkg/status';

/** @returns an entry of apk's database (wiki.alpinelinux.org/wiki/Apk_spec) */
export function apkEntry(one: InstalledPackage): string {
  const folders = new Map<string, string[]>();
  for (const path of one.files ?? []) {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(slash, 0));
    folders.set(folder, [...(folders.get(folder) ?? []), path.slice(slash + 1)]);
  }
  const lines = [
    `P:${one.name}`,
    `V:${one.version}`,
    'A:x86_64',
    `I:${one.bytes ?? 0}`,
    `T:${one.description ?? one.name}`,
    ...((one.needs ?? []).length > 0 ? [`D:${one.needs!.join(' ')}`] : []),
    ...[...folders].flatMap(([folder, files]) => [`F:${folder}`, ...files.map((name) => `R:${name}`)]),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** @returns an entry of dpkg's status file (deb-control(5)) */
export function debEntry(one: InstalledPackage): string {
  const lines = [
    `Package: ${one.name}`,
    'Status: install ok installed',
    `Installed-Size: ${Math.ceil((one.bytes ?? 0) / 1024)}`,
    'Architecture: amd64',
    `Version: ${one.version}`,
    ...((one.needs ?? []).length > 0 ? [`Depends: ${one.needs!.join(', ')}`] : []),
    `Description: ${one.description ?? one.name}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/** @returns the packages that apk's database or dpkg's status file tells of */
export function readDatabase(text: string, kind: 'apk' | 'deb'): InstalledPackage[] {
  return text
    .split(/\n\n+/)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => (kind === 'apk' ? readApk(entry) : readDeb(entry)));
}

function readApk(entry: string): InstalledPackage {
  const value = (key: string): string | undefined => new RegExp(`^${key}:(.*)$`, 'm').exec(entry)?.[1];
  const files: string[] = [];
  let folder = '';
  for (const line of entry.split('\n')) {
    if (line.startsWith('F:')) folder = line.slice(2);
    else if (line.startsWith('R:')) files.push(folder === '' ? line.slice(2) : `${folder}/${line.slice(2)}`);
  }
  return {
    name: value('P') ?? '',
    version: value('V') ?? '',
    description: value('T'),
    bytes: Number(value('I') ?? 0),
    needs: value('D')?.split(' ') ?? [],
    files,
  };
}

function readDeb(entry: string): InstalledPackage {
  const value = (key: string): string | undefined => new RegExp(`^${key}: (.*)$`, 'm').exec(entry)?.[1];
  return {
    name: value('Package') ?? '',
    version: value('Version') ?? '',
    description: value('Description'),
    bytes: Number(value('Installed-Size') ?? 0) * 1024,
    needs: value('Depends')?.split(', ') ?? [],
  };
}
