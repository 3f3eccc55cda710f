import { learn } from '../../app/learn.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** Options of `learn`. */
export interface LearnOptions extends GlobalOptions {
  readonly step?: string;
  readonly fromStart?: boolean;
  readonly cast?: string;
}

/** `learn [lesson] [--step <id|n>] [--from-start] [--cast <file>]`. */
export async function run(host: Host, options: LearnOptions, lesson: string | undefined): Promise<number> {
  const { step, fromStart, cast: file } = options;
  const work = (seen: Host): Promise<number> =>
    withSession(seen, options, (session) => learn(session, { lesson, step, fromStart }), 'once');
  if (file === undefined) return await work(host);
  const { withCast } = await import('../../app/cast.ts');
  const title = ['docker-tutor learn', lesson].filter((word) => word !== undefined).join(' ');
  return await withCast(host, options, { file, title }, work);
}
