import type { GlobalOptions } from '../../app/options.ts';
import { review } from '../../app/review.ts';
import { type Session, withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** Options of `review`. */
export interface ReviewOptions extends GlobalOptions {
  readonly limit?: string;
  readonly answers?: string;
  readonly json?: boolean;
}

/** `review [--limit n] [--answers <file|->] [--json]`. */
export function run(host: Host, options: ReviewOptions): Promise<number> {
  const { limit, answers, json } = options;
  const work = (session: Session): Promise<number> => review(session, { limit, answers, json });
  return withSession(host, options, work, answers === undefined && json !== true ? 'once' : 'never');
}
