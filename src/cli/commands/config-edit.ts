import { choose } from '../../app/ask.ts';
import { AUTO, setSetting, valuesOf } from '../../app/config.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { settle } from '../../app/settings.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { type ConfigKey, configKeys } from '../../progress/config.ts';
import { run as printSettings } from './config-get.ts';

/** `config`: a menu of settings in a terminal; in a pipe the same as `config get`. */
export async function run(host: Host, options: GlobalOptions): Promise<number> {
  // A session for each round: the language or the characters may just have changed.
  for (;;) {
    const goOn = await withSession(host, options, async (session) => {
      if (!session.terminal.interactive) return printSettings(host, options, undefined) !== EXIT.done;
      const settings = settle(host, options);
      const { key: names, value: values, which, finished } = session.messages.config;
      const shown = (value: string): string => values[value as keyof typeof values] ?? value;
      const key = await choose<ConfigKey | null>(session, which, [
        ...configKeys().map((each) => ({
          name: `${names[each]}: ${shown(String(settings.config[each] ?? AUTO))}`,
          value: each,
        })),
        { name: finished, value: null },
      ]);
      if (key === null) return false;
      const value = await choose(
        session,
        names[key],
        valuesOf(key).map((each) => ({ name: shown(each), value: each })),
        String(settings.config[key] ?? AUTO),
      );
      setSetting(settings, key, value, session.messages);
      return true;
    });
    if (!goOn) return EXIT.done;
  }
}
