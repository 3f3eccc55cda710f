import { learn } from '../../app/learn.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** `learn [lesson] [--step <id|n>] [--from-start]`. */
export function run(
  host: Host,
  options: GlobalOptions & { readonly step?: string; readonly fromStart?: boolean },
  lesson: string | undefined,
): Promise<number> {
  return withSession(host, options, (session) =>
    learn(session, { lesson, step: options.step, fromStart: options.fromStart }),
  );
}
