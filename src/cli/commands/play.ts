import type { GlobalOptions } from '../../app/options.ts';
import { play } from '../../app/play.ts';
import { withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** `play [--json]`. */
export function run(host: Host, options: GlobalOptions & { readonly json?: boolean }): Promise<number> {
  return withSession(host, options, (session) => play(session, options.json === true));
}
