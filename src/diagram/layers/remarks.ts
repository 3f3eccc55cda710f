import type { Layer } from '../model.ts';
import type { LayerWords } from './words.ts';

/**
 * What is said at a layer: where its files come from, and what the next build does with it and why.
 *
 * @param layer the layer
 * @param words the words of a language
 * @returns from the longest form to the shortest; empty if there is nothing to say
 */
export function remarksOf(layer: Layer, words: LayerWords): readonly string[] {
  if (layer.adds === 'left-out') return [];
  if (layer.adds === 'metadata') return [words.metadata];
  const source = sourceOf(layer, words);
  const states = stateForms(layer, words);
  if (states.length === 0) return source;
  const [long = ''] = states;
  return [...new Set([[...source, long].join('; '), ...states])];
}

/** Where a layer's files come from: nothing to say of those of the build context. */
export function sourceOf({ from, adds }: Layer, words: LayerWords): readonly string[] {
  return from === undefined ? [] : [adds === 'base' ? words.onStage(from) : words.from(from)];
}

function stateForms(layer: Layer, words: LayerWords): readonly string[] {
  const { state, because, changed = [], from = '' } = layer;
  if (state === undefined || state === 'skipped') return [];
  const short = words.states[state];
  if (state === 'rebuilt' && changed.length > 0) {
    return [`${short} (${words.filesChanged(changed)})`, short];
  }
  return because === undefined ? [short] : [words.withReason(short, words.because[because](from)), short];
}
