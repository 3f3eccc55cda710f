import type { GlobalOptions } from '../../app/options.ts';
import { play } from '../../app/play.ts';
import { withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** Options of `play`. */
export interface PlayOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly cast?: string;
}

/** `play [--json] [--cast <file>]`. */
export async function run(host: Host, options: PlayOptions): Promise<number> {
  const { json = false, cast: file } = options;
  const work = (seen: Host): Promise<number> =>
    withSession(seen, options, (session) => play(session, json), json ? 'never' : 'once');
  if (file === undefined) return await work(host);
  const { withCast } = await import('../../app/cast.ts');
  return await withCast(host, options, { file, title: 'docker-tutor play' }, work);
}
