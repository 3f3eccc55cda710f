import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import type { Config } from './model.ts';
import { ConfigError } from './parse.ts';

/** A socket that is open. */
export interface Listening {
  readonly fd: number;
  readonly port: number;
  readonly address: string | undefined;
}

/** @returns what tells sockets apart */
export const keyOf = ({
  port,
  address,
}: {
  readonly port: number;
  readonly address: string | undefined;
}): string => `${address ?? '*'}:${port}`;

/** Opens the sockets that a configuration asks for and that are not open yet. @throws SystemError */
export function listenAll(process: Process, config: Config, open: Map<string, Listening>): void {
  for (const listen of config.servers.flatMap(({ listens }) => listens)) {
    if (open.has(keyOf(listen))) continue;
    try {
      const fd = process.net.listen(listen.port, listen.address);
      open.set(keyOf(listen), { fd, port: listen.port, address: listen.address });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const number = error.code === 'EADDRINUSE' ? 98 : 13;
      throw new ConfigError(
        `bind() to ${listen.address ?? '0.0.0.0'}:${listen.port} failed (${number}: ${error.code === 'EADDRINUSE' ? 'Address in use' : error.message})`,
      );
    }
  }
}
