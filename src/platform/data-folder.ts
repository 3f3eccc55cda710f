import { join as joinHere, posix, win32 } from 'node:path';

/** What a program's surroundings say about where data belongs. */
export interface Surroundings {
  /** The environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `process.platform`. */
  readonly platform: string;
  /** The current folder, absolute. */
  readonly cwd: string;
  /** The user's home folder; throws or is empty where the system knows none. */
  homedir(): string;
}

/** Where a learner's files are. */
export interface DataPaths {
  /** The data folder, shared by all profiles. */
  readonly data: string;
  /** The profile's own folder: log, snapshot, what was set aside. */
  readonly profile: string;
  /** The folders whose `config.json` counts, the later over the earlier; the last is where settings are written. */
  readonly configFolders: readonly string[];
}

/** The profile of someone who names none. */
export const DEFAULT_PROFILE = 'default';

/** Names that Windows keeps for devices: no file can have them, and the folder may move there on a USB stick. */
const DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * The data folder: the option, else `DOCKER_TUTOR_HOME`, else where this system keeps data of programs (the folders
 * that the env-paths package names; not that package itself, which throws while loading where there is no home).
 *
 * @param option the value of `--data-dir`, if given; relative to the current folder
 * @param surroundings environment, platform and home
 * @returns an absolute path; it may not exist, and if the system knows no home, it cannot
 */
export function dataFolder(option: string | undefined, surroundings: Surroundings): string {
  const { env, platform, cwd } = surroundings;
  const { join, resolve, isAbsolute } = platform === 'win32' ? win32 : posix;
  const named = option || env['DOCKER_TUTOR_HOME'];
  if (named) return resolve(cwd, named);
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || join(home(surroundings), 'AppData', 'Local');
    return join(local, 'docker-tutor', 'Data');
  }
  if (platform === 'darwin')
    return join(home(surroundings), 'Library', 'Application Support', 'docker-tutor');
  // The XDG base directory specification: a relative path here is to be ignored.
  const xdg = env['XDG_DATA_HOME'];
  if (xdg && isAbsolute(xdg)) return join(xdg, 'docker-tutor');
  return join(home(surroundings), '.local', 'share', 'docker-tutor');
}

/**
 * A profile's name in the one spelling that is used on disk.
 *
 * @param name what the user wrote
 * @returns the name in lower case, or undefined if it is not 1 to 32 of `a-z 0-9 _ -`, or a device on Windows
 */
export function profileName(name: string): string | undefined {
  // Lower case, because two profiles that differ by case only would be one folder on Windows and macOS.
  const lower = name.toLowerCase();
  return /^[a-z0-9_-]{1,32}$/.test(lower) && !DEVICES.test(lower) ? lower : undefined;
}

/**
 * The places below a data folder.
 *
 * @param data the data folder, see {@link dataFolder}
 * @param profile a name that {@link profileName} returned
 * @returns the paths; settings of a named profile lie over those of the data folder
 */
export function dataPaths(data: string, profile: string = DEFAULT_PROFILE): DataPaths {
  const folder = joinHere(data, 'profiles', profile);
  return { data, profile: folder, configFolders: profile === DEFAULT_PROFILE ? [data] : [data, folder] };
}

function home(surroundings: Surroundings): string {
  try {
    const found = surroundings.homedir();
    if (found) return found;
  } catch {
    // A container with a user id of its own and no HOME: Node finds no home and throws.
  }
  // Debian's name for "has none". Nothing can be written there, and the program says so instead of littering.
  return surroundings.platform === 'win32' ? 'C:\\nonexistent' : '/nonexistent';
}
