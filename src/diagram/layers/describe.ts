/** Layers in words: the writable ones, then the image from the top, stage by stage. */
import type { LayersModel } from '../model.ts';
import { labelOfLayer } from '../parts.ts';
import { type AltItem, item, type Speaker } from '../speaker.ts';
import { remarksOf, sourceOf } from './remarks.ts';
import { stagesOf } from './stages.ts';
import { layerWords } from './words.ts';

/**
 * Says an image's layers.
 *
 * @param model the layers
 * @param speaker says labels, and what is marked, in a language
 * @returns the writable layers, then each stage with its layers from the top
 */
export function layerItems(model: LayersModel, speaker: Speaker): AltItem[] {
  const { words } = speaker;
  const own = layerWords(speaker.lang);
  const writable = model.layers.filter((layer) => layer.writable);
  const items: AltItem[] = [];
  if (writable.length > 0) {
    const children = writable.map((layer) => item(speaker.part(layer.id, labelOfLayer(layer))));
    items.push(item(words.writables(writable.length), children));
  }
  const stages = stagesOf(model.layers);
  for (const { stage, layers, target, skipped } of stages) {
    const children = layers.toReversed().map((layer) => {
      const { changed = [], adds, state } = layer;
      const [remark] = remarksOf(layer, own);
      const remarks =
        adds === 'metadata'
          ? [own.noLayer]
          : state === 'rebuilt' && changed.length > 0
            ? [...sourceOf(layer, own), own.states.rebuilt, own.filesChanged(changed)]
            : remark === undefined
              ? []
              : [remark];
      return item(speaker.part(layer.id, labelOfLayer(layer), remarks));
    });
    const hidden = layers.every((layer) => speaker.isHidden(layer.id));
    if (stage === undefined || (hidden && stages.length === 1)) items.push(item(words.image, children));
    else {
      const remarks = skipped ? [own.states.skipped] : target && stages.length > 1 ? [own.target] : [];
      const title = hidden ? words.notShown : own.stage(stage);
      items.push(
        item(own.stageFromTop(remarks.length > 0 ? words.withRemarks(title, remarks) : title), children),
      );
    }
  }
  return items;
}
