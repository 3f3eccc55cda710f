import { configKey, setSetting } from '../../app/config.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { settle } from '../../app/settings.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { messagesOf } from '../../text/messages/index.ts';

/** `config set <key> <value>`. */
export function run(host: Host, options: GlobalOptions, name: string, value: string): number {
  const settings = settle(host, options);
  const messages = messagesOf(settings.lang);
  const key = configKey(name, messages);
  setSetting(settings, key, value, messages);
  host.write(`${messages.config.set(key, value)}\n`);
  return EXIT.done;
}
