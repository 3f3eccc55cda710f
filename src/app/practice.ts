/** What a step of a lesson gives to try, on the sandbox. */
import type { Lesson } from '../content/types.ts';
import type { Lang } from '../text/localized.ts';
import { labOfTry } from '../tutor/lab/state.ts';
import type { Session } from './session.ts';

/**
 * Opens a prompt on a sandbox for a step; the screen is the prompt's meanwhile.
 *
 * @param lang the language that the lesson is read in
 * @returns whether it was done
 */
export async function practise(session: Session, lesson: Lesson, step: string, lang: Lang): Promise<boolean> {
  const tried = lesson.steps.find(({ id }) => id === step)?.try;
  if (tried === undefined) return false;
  const { labOnTerminal } = await import('./lab-terminal.ts');
  // The lesson records that it was done; the lab that it is made of here has no name of its own.
  const { done } = await labOnTerminal({ ...session, lang }, labOfTry(tried, lesson), {
    ends: true,
    record: () => undefined,
  });
  return done;
}
