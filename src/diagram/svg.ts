/** A scene as an SVG picture, from the same drawing as the terminal's. */
import { wrapAnsi } from 'fast-wrap-ansi';
import { inLanguage, type Lang } from '../text/localized.ts';
import { displayWidth } from '../text/width.ts';
import { type AltItem, describeScene } from './alternative.ts';
import { drawScene } from './layout/draw.ts';
import type { Drawing, Ink } from './layout/drawing.ts';
import type { Scene } from './scene.ts';
import { type Face, type SvgRun, svgPage } from './svg-page.ts';

/** How a scene becomes a picture. */
export interface SvgOptions {
  readonly lang: Lang;
  /** Columns that the drawing may take, as for a terminal: 20 or more. */
  readonly width: number;
  /** What the picture is; the beginning of its description unless given. */
  readonly title?: string;
}

/** Remarks are wrapped at this many columns, or at the drawing's if it is wider: longer lines are hard to read. */
const LINE = 60;

/**
 * A scene as an SVG picture, with its numbered remarks below it.
 *
 * @param scene what to draw
 * @param options the language and the room
 * @returns an SVG document whose title and description say the picture in words
 */
export function svgOf(scene: Scene, options: SvgOptions): string {
  const { lang, width } = options;
  const drawing = drawScene(scene, { lang, width, charset: 'unicode' });
  const lines = describeScene(scene, lang).flatMap((item) => linesOf(item, ''));
  return svgPage({
    rows: [...drawing.rows.map((row) => row.map(runOf)), ...noteRows(drawing, lang, width)],
    title: options.title ?? lines[0]?.replace(/^- /, '') ?? '',
    description: lines.join('\n'),
    lang,
  });
}

function linesOf({ text, children }: AltItem, indent: string): string[] {
  return [`${indent}- ${text}`, ...children.flatMap((child) => linesOf(child, `${indent}  `))];
}

function runOf({ text, ink }: Drawing['rows'][number][number]): SvgRun {
  const faces = facesOf(ink);
  return faces === undefined ? { text } : { text, faces: [faces] };
}

/** Roles have no tint: parts are told apart by their words. */
function facesOf(ink: Ink | undefined): Face | undefined {
  if (ink === 'muted') return 'muted';
  return ink === 'strong' || ink === 'title' ? 'strong' : undefined;
}

function noteRows({ notes, rows }: Drawing, lang: Lang, width: number): SvgRun[][] {
  if (notes.length === 0) return [];
  const drawn = Math.max(0, ...rows.map((row) => displayWidth(row.map(({ text }) => text).join(''))));
  const columns = Math.min(width, Math.max(drawn, LINE));
  return [
    [],
    ...notes.flatMap(({ mark, text }) => {
      const lead = `${mark} `;
      const room = Math.max(8, columns - lead.length);
      const wrapped = wrapAnsi(inLanguage(text, lang).normalize('NFC'), room, { hard: true, trim: true });
      return wrapped.split('\n').map((line, index): SvgRun[] => {
        const start: SvgRun =
          index === 0 ? { text: lead, faces: ['strong'] } : { text: ' '.repeat(lead.length) };
        return [start, { text: line }];
      });
    }),
  ];
}
