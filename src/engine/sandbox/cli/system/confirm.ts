import { toText } from '../../kernel/bytes.ts';
import type { Task } from '../../kernel/process.ts';
import type { Docker } from '../docker.ts';

/** Asks as docker does before it removes many things. @returns whether the answer was y or yes */
export function* confirm(docker: Docker, question: string): Task<boolean> {
  if (docker.bool('force')) return true;
  yield* docker.out(`${question} [y/N] `);
  const answer = toText(yield* docker.process.readLine(0)).trim();
  return /^y(es)?$/i.test(answer);
}
