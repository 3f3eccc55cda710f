import { AUTO, configKey } from '../../app/config.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { settle } from '../../app/settings.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { configKeys } from '../../progress/config.ts';
import { messagesOf } from '../../text/messages/index.ts';

/** `config get [key]`: one value, or all of them as `key = value`. */
export function run(host: Host, options: GlobalOptions, name: string | undefined): number {
  const { config, lang } = settle(host, options);
  const messages = messagesOf(lang);
  const shownValue = (key: keyof typeof config): string => String(config[key] ?? AUTO);
  const text =
    name === undefined
      ? configKeys()
          .map((key) => messages.config.set(key, shownValue(key)))
          .join('\n')
      : shownValue(configKey(name, messages));
  host.write(`${text}\n`);
  return EXIT.done;
}
