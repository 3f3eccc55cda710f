import type { GlobalOptions } from '../../app/options.ts';
import { progressJson } from '../../app/progress/json.ts';
import { progressNodes } from '../../app/progress/nodes.ts';
import { scheduledProgress } from '../../app/scheduled.ts';
import { withSession } from '../../app/session.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';

/** `progress [--json]`: what was done, what is known, what is due, and when the rest will be. */
export function run(host: Host, options: GlobalOptions & { readonly json?: boolean }): Promise<number> {
  return withSession(host, options, async (session) => {
    const catalog = await session.catalog();
    const progress = await scheduledProgress(session, 'all');
    if (options.json === true) {
      session.write(`${JSON.stringify(progressJson(catalog, progress, host.now()))}\n`);
    } else session.print(progressNodes(session, catalog, progress));
    return EXIT.done;
  });
}
