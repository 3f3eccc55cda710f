import type { GlobalOptions } from '../../app/options.ts';
import { preview } from '../../app/preview.ts';
import { withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** `pack preview <file>`. */
export function run(host: Host, options: GlobalOptions, file: string): Promise<number> {
  return withSession(host, options, (session) => preview(session, file));
}
