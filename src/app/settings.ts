import {
  type DataPaths,
  DEFAULT_PROFILE,
  dataFolder,
  dataPaths,
  profileName,
} from '../platform/data-folder.ts';
import { diskFolder } from '../platform/disk-folder.ts';
import { OptionError } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';
import { type Config, type ConfigNotice, readConfig } from '../progress/config.ts';
import type { Lang } from '../text/localized.ts';
import { languageOf } from './language.ts';
import type { GlobalOptions } from './options.ts';

/** What is settled before anything else: whose data, which settings, which language. */
export interface Settings {
  readonly paths: DataPaths;
  readonly config: Config;
  readonly notices: readonly ConfigNotice[];
  readonly lang: Lang;
}

/**
 * Settles where data is, what the config says, and the language.
 *
 * @throws OptionError for a profile or language that cannot be
 */
export function settle(host: Host, options: GlobalOptions): Settings {
  const { env, platform, cwd } = host;
  const isBad = options.lang !== undefined && !/^[a-z]{2,3}([-_].*)?$/i.test(options.lang);
  const spoken = (flag?: string): Lang => languageOf({ flag, config: undefined, env, systemLocale });
  if (isBad) throw new OptionError('lang', options.lang ?? '', spoken());
  const profile = profileName(options.profile ?? DEFAULT_PROFILE);
  if (profile === undefined) throw new OptionError('profile', options.profile ?? '', spoken(options.lang));
  const data = dataFolder(options.dataDir, { env, platform, cwd, homedir: () => host.homedir() });
  const paths = dataPaths(data, profile);
  const { config, notices } = readConfig(paths.configFolders.map(diskFolder));
  const lang = languageOf({ flag: options.lang, config: config.language, env, systemLocale });
  return { paths, config, notices, lang };
}

/** Of the parts of `Intl` that know the locale, plural rules load least: a fifth of what dates need. */
function systemLocale(): string {
  return new Intl.PluralRules().resolvedOptions().locale;
}

/** The language to speak where even settings may be wrong: in help and in errors. Never throws. */
export function languageFor(host: Host, options: GlobalOptions): Lang {
  try {
    return settle(host, options).lang;
  } catch {
    return languageOf({ flag: undefined, config: undefined, env: host.env, systemLocale });
  }
}
