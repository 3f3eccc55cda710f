import type { GlobalOptions } from '../../app/options.ts';
import { quiz } from '../../app/quiz.ts';
import { withSession } from '../../app/session.ts';
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
  return withSession(host, options, (session) => quiz(session, { name, count, seed, answers, json }));
}
