import type { Catalog, CatalogLesson } from '../content/catalog.ts';
import type { Lesson } from '../content/types.ts';
import { UserError } from '../platform/errors.ts';
import type { Messages } from '../text/messages/index.ts';

/**
 * The lesson that a user named.
 *
 * @param name `<lesson>` or `<pack>/<lesson>`
 * @throws UserError with the nearest name if there is no such lesson, or with the packs if several have it
 */
export function findLesson(catalog: Catalog, name: string, { error }: Messages): CatalogLesson {
  const found = catalog.find(name);
  if ('lesson' in found) return found.lesson;
  if ('ambiguous' in found) {
    throw new UserError(error.ambiguousLesson(name), error.writePack(found.ambiguous.join(', ')));
  }
  const { suggestion } = found;
  throw new UserError(
    error.unknownLesson(name),
    suggestion === undefined ? error.seeList : error.didYouMean(suggestion),
  );
}

/**
 * The index of the step that a user named.
 *
 * @param name a step's id, an id that it had before, or its number from 1
 * @throws UserError if the lesson has no such step
 */
export function findStep(lesson: Lesson, name: string, { error }: Messages): number {
  const index = lesson.steps.findIndex((step) => step.id === name || step.was.includes(name));
  if (index >= 0) return index;
  const number = Number(name);
  if (Number.isInteger(number) && number >= 1 && number <= lesson.steps.length) return number - 1;
  const steps = lesson.steps.map((step, at) => `${at + 1} ${step.id}`).join(', ');
  throw new UserError(error.unknownStep(lesson.id, name), error.stepsAre(steps));
}
