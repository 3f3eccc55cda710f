import { explainLine } from '../../app/explain.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';

/** `explain <docker command …>`: 0 if docker would run it or print help, 2 if it would complain. */
export function run(host: Host, options: GlobalOptions, line: readonly string[]): Promise<number> {
  return withSession(host, options, async (session) => {
    const { nodes, stderr } = await explainLine(session, line);
    if (stderr !== undefined) session.warn(stderr.trimEnd());
    if (nodes.length > 0) session.print(nodes);
    return stderr === undefined ? EXIT.done : EXIT.wrongUse;
  });
}
