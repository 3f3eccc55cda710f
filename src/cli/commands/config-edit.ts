import { choose } from '../../app/ask.ts';
import { AUTO, setSetting, valuesOf } from '../../app/config.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { settle } from '../../app/settings.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { type ConfigKey, configKeys } from '../../progress/config.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { run as printSettings } from './config-get.ts';

/** `config`: a menu of settings in a terminal; in a pipe the same as `config get`. */
export async function run(host: Host, options: GlobalOptions): Promise<number> {
  const interactive = host.stdin.isTTY === true && host.stdout.isTTY === true && host.env['TERM'] !== 'dumb';
  if (!interactive) return printSettings(host, options, undefined);
  for (;;) {
    // Settled anew each time round: the language may just have changed.
    const settings = settle(host, options);
    const messages = messagesOf(settings.lang);
    const { key: names, value: values, which, finished } = messages.config;
    const shown = (value: string): string => values[value as keyof typeof values] ?? value;
    const key = await choose<ConfigKey | undefined>(which, [
      ...configKeys().map((each) => ({
        name: `${names[each]}: ${shown(String(settings.config[each] ?? AUTO))}`,
        value: each,
      })),
      { name: finished, value: undefined },
    ]);
    if (key === undefined) return EXIT.done;
    const value = await choose(
      names[key],
      valuesOf(key).map((each) => ({ name: shown(each), value: each })),
      String(settings.config[key] ?? AUTO),
    );
    setSetting(settings, key, value, messages);
  }
}
