import { type AltItem, item, type Speaker } from '../speaker.ts';
import type { ClusterModel } from './model.ts';
import { partsOfCluster } from './parts.ts';

/** Says it in words. */
export function clusterItems(model: ClusterModel, speaker: Speaker): AltItem[] {
  return partsOfCluster(model).map(({ path, label }) => item(speaker.part(path, label)));
}
