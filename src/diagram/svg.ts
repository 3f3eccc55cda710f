import type { Lang } from '../text/localized.ts';
import type { Scene } from './scene.ts';

/**
 * A scene as an SVG document.
 *
 * @param _scene what to draw
 * @param _options the language of labels, and the width in cells
 */
export function svgOf(_scene: Scene, _options: { readonly lang: Lang; readonly width: number }): string {
  throw new RangeError('no SVG yet');
}
