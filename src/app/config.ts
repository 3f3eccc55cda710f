import { diskFolder } from '../platform/disk-folder.ts';
import { UserError } from '../platform/errors.ts';
import { errorCode } from '../platform/folder.ts';
import {
  CONFIG_VALUES,
  type ConfigKey,
  configFile,
  configKeys,
  parseSetting,
  writeConfig,
} from '../progress/config.ts';
import type { Messages } from '../text/messages/index.ts';
import { cannotWrite } from './failures.ts';
import type { Settings } from './settings.ts';

/** Leaves a setting to the program: what a command line says for "no value of my own". */
export const AUTO = 'auto';

/** The values that a setting can have on a command line. */
export function valuesOf(key: ConfigKey): readonly string[] {
  return [...CONFIG_VALUES[key], AUTO];
}

/**
 * The setting that a user named.
 *
 * @throws UserError if there is none
 */
export function configKey(name: string, { config }: Messages): ConfigKey {
  const key = configKeys().find((each) => each === name);
  if (key === undefined) throw new UserError(config.unknownKey(name), config.oneOf(configKeys().join(', ')));
  return key;
}

/**
 * Changes a setting on disk.
 *
 * @param value as on a command line; `auto` takes it back to the default
 * @throws UserError if the setting cannot have the value, or the disk refuses
 */
export function setSetting(settings: Settings, key: ConfigKey, value: string, messages: Messages): void {
  const change = value === AUTO ? { [key]: undefined } : parseSetting(key, value);
  if (change === undefined) {
    throw new UserError(
      messages.config.unknownValue(key, value),
      messages.config.oneOf(valuesOf(key).join(', ')),
    );
  }
  const folder = diskFolder(settings.paths.configFolders.at(-1) ?? settings.paths.data);
  try {
    writeConfig(folder, change);
  } catch (error) {
    throw cannotWrite(configFile(folder), errorCode(error), messages);
  }
}
