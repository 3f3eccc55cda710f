import { type AltItem, describeScene } from '../diagram/alternative.ts';
import { drawScene } from '../diagram/layout/draw.ts';
import type { Drawing, Ink } from '../diagram/layout/drawing.ts';
import type { Scene } from '../diagram/scene.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import type { ViewContext } from './context.ts';
import { type Node, type Span, type Style, span } from './nodes.ts';

/** How each ink of a drawing is meant. */
function styleOf(ink: Ink | undefined): Style | undefined {
  switch (ink) {
    case 'border':
    case 'muted':
      return ink;
    case 'title':
      return 'strong';
    case 'strong':
      return 'mark';
    default:
      return undefined;
  }
}

/** The rows of a drawing as spans. */
export function drawingRows(drawing: Drawing): Span[][] {
  return drawing.rows.map((row) => row.map((run) => span(run.text, styleOf(run.ink))));
}

/**
 * A picture with its notes below it.
 *
 * @param scene what to draw
 * @param context the language and the room
 * @param frames the scenes that the picture moves through; it takes the room of the tallest, so that what stands below
 *   does not jump
 */
export function pictureNodes(scene: Scene, context: ViewContext, frames: readonly Scene[] = []): Node[] {
  const { lang, charset, columns } = context;
  const options = { lang, charset, width: columns - 2 };
  const drawing = drawScene(scene, options);
  const tallest =
    frames.length < 2 ? 0 : Math.max(...frames.map((frame) => drawScene(frame, options).height));
  const room = Array.from({ length: Math.max(0, tallest - drawing.height) }, (): Span[] => []);
  const notes = drawing.notes.map(
    (note): Node => ({
      t: 'text',
      spans: [span(inLanguage(note.text, lang))],
      lead: span(`${note.mark} `, 'mark'),
    }),
  );
  return [{ t: 'rows', rows: [...drawingRows(drawing), ...room] }, ...notes];
}

/**
 * A picture in words, as a nested list.
 *
 * @param scene what to say
 * @param lang in which language
 * @param indent cells at the left
 */
export function alternativeNodes(scene: Scene, lang: Lang, indent = 0): Node[] {
  return describeScene(scene, lang).flatMap((item) => itemNodes(item, indent));
}

function itemNodes(item: AltItem, indent: number): Node[] {
  const own: Node = {
    t: 'text',
    spans: [span(item.text)],
    indent,
    lead: span('- '),
  };
  return [own, ...item.children.flatMap((child) => itemNodes(child, indent + 2))];
}
