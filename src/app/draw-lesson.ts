import type { Lesson } from '../content/types.ts';
import { UserError } from '../platform/errors.ts';
import { scenesOf } from '../tutor/walkthrough/state.ts';
import type { Drawn } from './drawn.ts';
import { findLesson, findStep } from './find.ts';
import type { Session } from './session.ts';

/**
 * The picture that a step comes to rest at.
 *
 * @param target `<lesson>/<step>` or `<pack>/<lesson>/<step>`
 * @throws UserError for a lesson or step that is not there, or a step without a picture
 */
export async function drawStep(session: Session, target: string): Promise<Drawn> {
  const { messages } = session;
  const slash = target.lastIndexOf('/');
  const catalog = await session.catalog();
  const lesson = catalog.open(findLesson(catalog, target.slice(0, slash), messages));
  const step = lesson.steps[findStep(lesson, target.slice(slash + 1), messages)];
  const scene = step && scenesOf(lesson, step).at(-1);
  if (scene !== undefined) return { scene, below: [] };
  const named = step?.id ?? '';
  throw new UserError(
    messages.error.noPicture(lesson.id, named),
    messages.error.picturesAt(stepsWithPicture(lesson)),
  );
}

function stepsWithPicture(lesson: Lesson): string {
  return lesson.steps
    .flatMap((step, index) => (step.diagram === undefined ? [] : [`${index + 1} ${step.id}`]))
    .join(', ');
}
