import { type AltItem, item, type Speaker } from '../speaker.ts';
import type { EngineModel } from './model.ts';
import { partsOfEngine } from './parts.ts';

/** Says it in words. */
export function engineItems(model: EngineModel, speaker: Speaker): AltItem[] {
  return partsOfEngine(model).map(({ path, label }) => item(speaker.part(path, label)));
}
