import type { Model, PartPath } from '../../diagram/model.ts';
import { partsOf } from '../../diagram/parts.ts';
import type { Choosable } from './types.ts';

/**
 * The parts of a picture as things to choose from, in reading order.
 *
 * @param model what is drawn
 * @param hidden parts that are not drawn yet, and so cannot be chosen
 */
export function choosableParts(model: Model, hidden: readonly PartPath[] = []): Choosable[] {
  const unseen = new Set(hidden);
  return partsOf(model)
    .filter((part) => !unseen.has(part.path))
    .map((part) => ({
      id: part.path,
      text: Object.fromEntries(Object.entries(part.label).map(([lang, forms]) => [lang, [forms[0]]])),
    }));
}
