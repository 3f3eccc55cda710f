import type { GlobalOptions } from '../../app/options.ts';
import { settle } from '../../app/settings.ts';
import { diskFolder } from '../../platform/disk-folder.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { configFile } from '../../progress/config.ts';

/** `config path`: where settings are written. */
export function run(host: Host, options: GlobalOptions): number {
  const { paths } = settle(host, options);
  host.write(`${configFile(diskFolder(paths.configFolders.at(-1) ?? paths.data))}\n`);
  return EXIT.done;
}
