import { type AltItem, item, type Speaker } from '../speaker.ts';
import type { ComposeModel } from './model.ts';
import { partsOfCompose } from './parts.ts';

/** Says it in words. */
export function composeItems(model: ComposeModel, speaker: Speaker): AltItem[] {
  return partsOfCompose(model).map(({ path, label }) => item(speaker.part(path, label)));
}
