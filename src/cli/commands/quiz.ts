import type { GlobalOptions } from '../../app/options.ts';
import { quiz } from '../../app/quiz.ts';
import { type Session, withSession } from '../../app/session.ts';
import type { Host } from '../../platform/host.ts';

/** Options of `quiz`. */
export interface QuizOptions extends GlobalOptions {
  readonly count?: string;
  readonly seed?: string;
  readonly answers?: string;
  readonly json?: boolean;
}

/** `quiz [name] [--count n] [--seed s] [--answers <file|->] [--json]`. */
export function run(host: Host, options: QuizOptions, name: string | undefined): Promise<number> {
  const { count, seed, answers, json } = options;
  const work = (session: Session): Promise<number> => quiz(session, { name, count, seed, answers, json });
  return withSession(host, options, work, answers === undefined && json !== true ? 'once' : 'never');
}
