import { errorCode, type Folder } from '../platform/folder.ts';
import { setAside } from './set-aside.ts';

/** The learner's settings; what is missing has its default. */
export interface Config {
  /** The language of the program, and of lessons that have it. */
  readonly language?: 'en' | 'ko';
  /** The characters that diagrams are drawn with. */
  readonly charset?: 'unicode' | 'ascii';
  /** Whether diagrams may move from one step to the next. */
  readonly motion?: boolean;
}

/** The name of a setting. */
export type ConfigKey = keyof Config;

/** Something the learner must be told about the settings. */
export type ConfigNotice =
  /** The file is no JSON object. A copy is kept in `aside`, if the disk let us. */
  | { readonly kind: 'broken'; readonly file: string; readonly aside?: string }
  /** One setting has a value that it cannot have; its default is used. */
  | { readonly kind: 'bad-value'; readonly file: string; readonly key: ConfigKey }
  /** The file cannot be read, and why (`EACCES` …). */
  | { readonly kind: 'unreadable'; readonly file: string; readonly code: string };

/** The settings there are, and the values of each as they are written on a command line. The first word is the key. */
export const CONFIG_VALUES = {
  language: ['en', 'ko'],
  charset: ['unicode', 'ascii'],
  motion: ['true', 'false'],
} as const satisfies Readonly<Record<ConfigKey, readonly string[]>>;

const CONFIG_FILE = 'config.json';
const CONFIG_FORMAT = 1;

type Raw = Readonly<Record<string, unknown>>;

/**
 * Reads the settings.
 *
 * @param folders the folders whose settings count, the later over the earlier; each need not have any
 * @returns the settings, and what was wrong; nothing is thrown
 */
export function readConfig(folders: readonly Folder[]): { config: Config; notices: readonly ConfigNotice[] } {
  const notices: ConfigNotice[] = [];
  const config: Record<string, unknown> = {};
  for (const folder of folders) {
    const raw = readRaw(folder, notices);
    for (const key of configKeys()) {
      if (raw[key] === undefined) continue;
      if (isValue(key, raw[key])) config[key] = raw[key];
      else notices.push({ kind: 'bad-value', file: configFile(folder), key });
    }
  }
  return { config, notices };
}

/**
 * Changes settings. Keys that this program does not know, from a newer one, stay as they are; a file that is no JSON
 * is set aside before it is replaced.
 *
 * @param folder the folder whose settings to change
 * @param changes the new values; undefined takes a setting back to its default
 * @throws the file system's error; the old settings are then untouched
 */
export function writeConfig(
  folder: Folder,
  changes: { readonly [Key in ConfigKey]?: Config[Key] | undefined },
): void {
  const old = readRaw(folder, []);
  const format = Math.max(CONFIG_FORMAT, Number(old['format']) || 0);
  // Undefined values are left out by JSON.
  folder.replace(CONFIG_FILE, `${JSON.stringify({ ...old, ...changes, format }, undefined, 2)}\n`);
}

/**
 * A setting's value from the words of a command line.
 *
 * @param key the setting
 * @param text the value as written
 * @returns the change to hand to {@link writeConfig}; undefined if the setting cannot have that value
 */
export function parseSetting(key: ConfigKey, text: string): Config | undefined {
  const value = key === 'motion' && (text === 'true' || text === 'false') ? text === 'true' : text;
  return isValue(key, value) ? { [key]: value } : undefined;
}

/**
 * The names of all settings.
 *
 * @returns the keys, in the order in which they are shown
 */
export function configKeys(): readonly ConfigKey[] {
  return Object.keys(CONFIG_VALUES) as ConfigKey[];
}

/**
 * Where a folder's settings are.
 *
 * @returns the path of the file, for messages
 */
export function configFile(folder: Folder): string {
  return `${folder.path}/${CONFIG_FILE}`;
}

function isValue(key: ConfigKey, value: unknown): boolean {
  const isTyped = typeof value === (key === 'motion' ? 'boolean' : 'string');
  return isTyped && (CONFIG_VALUES[key] as readonly string[]).includes(String(value));
}

function readRaw(folder: Folder, notices: ConfigNotice[]): Raw {
  let bytes: Buffer;
  try {
    bytes = folder.read(CONFIG_FILE);
  } catch (error) {
    const code = errorCode(error);
    // Where a file is in the way of the folder there are no settings; the log says that nothing can be saved.
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      notices.push({ kind: 'unreadable', file: configFile(folder), code });
    return {};
  }
  const raw = parseObject(bytes.toString());
  if (raw) return raw;
  // Someone wrote this by hand: they are told until it is mended, and the copy is there when it has been replaced.
  const aside = setAside(folder, CONFIG_FILE, 0, bytes);
  notices.push({
    kind: 'broken',
    file: configFile(folder),
    ...(aside && { aside: `${folder.path}/${aside.name}` }),
  });
  return {};
}

function parseObject(text: string): Raw | undefined {
  try {
    // Editors on Windows begin a file with a byte order mark.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined;
  } catch {
    return undefined;
  }
}
