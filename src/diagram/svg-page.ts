/** A grid of text as an SVG picture: for diagrams, and for pictures of the whole terminal. */
import { displayWidth } from '../text/width.ts';
import { CELL, SHAPE, ShapeSheet, type Shapes } from './svg-lines.ts';

/** How a text is set. `accent`, `good` and `bad` have a colour, which says nothing that the words do not say. */
export type Face = 'strong' | 'muted' | 'accent' | 'good' | 'bad' | 'italic' | 'underline';

/** A piece of a row. */
export interface SvgRun {
  readonly text: string;
  readonly faces?: readonly Face[];
}

/** What a picture shows, and how it is told to those who do not see it. */
export interface SvgPage {
  /** Rows from the top; box drawing characters in them become lines. */
  readonly rows: readonly (readonly SvgRun[])[];
  /** The least columns that the picture has. */
  readonly columns?: number;
  /** What it is, in a few words. */
  readonly title: string;
  /** What it shows, in full. */
  readonly description: string;
  /** The language of all that, as a BCP 47 tag. */
  readonly lang: string;
}

/**
 * Colours on a light and on a dark background. The three that mean something are the blue, bluish green and vermilion of
 * Okabe and Ito ("Color Universal Design", 2008), darker or lighter until they can be read (WCAG 2.2: 4.5 to 1).
 */
export const SVG_COLOURS = {
  light: {
    back: '#ffffff',
    text: '#1f2328',
    muted: '#59636e',
    line: '#6e7781',
    accent: '#0b5cad',
    good: '#00694d',
    bad: '#a84300',
  },
  dark: {
    back: '#0d1117',
    text: '#e6edf3',
    muted: '#9198a1',
    line: '#8b949e',
    accent: '#6cb6ff',
    good: '#4cc9a0',
    bad: '#ff9a5c',
  },
} as const;

/** Fonts whose letters are all 0.6 em wide, then Korean ones for what those lack. */
const FONTS =
  'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",D2Coding,NanumGothicCoding,"Noto Sans Mono CJK KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",monospace';

/** Space around the grid, and the size of letters; in the picture's units, as all that follows. */
const PADDING = 12;
const FONT_SIZE = 16;
/** The size of texts with wide letters, which are as wide as they are high. */
const WIDE_SIZE = 17;
/** From the top of a cell to the line that letters stand on. */
const BASELINE = 15;

const CLASSES: Readonly<Record<Face, string>> = {
  strong: 's',
  muted: 'm',
  accent: 'a',
  good: 'g',
  bad: 'b',
  italic: 'i',
  underline: 'u',
};

/**
 * Draws a page. The picture needs nothing from elsewhere, runs nothing, and follows the reader's choice of light or dark.
 *
 * @returns an SVG document; in any font, no text is wider than its cells
 */
export function svgPage(page: SvgPage): string {
  const columns = Math.max(1, page.columns ?? 0, ...page.rows.map(widthOfRow));
  const sheet = new ShapeSheet(columns, page.rows.length);
  const texts = page.rows.map((row, y) => textsOf(row, y, sheet)).join('');
  const width = columns * CELL.width + 2 * PADDING;
  const height = page.rows.length * CELL.height + 2 * PADDING;
  const lang = escaped(page.lang);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="picture-title picture-text" lang="${lang}" xml:lang="${lang}">`,
    `<title id="picture-title">${escaped(page.title)}</title>`,
    `<desc id="picture-text">${escaped(page.description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="back" width="${width}" height="${height}" rx="6"/>`,
    `<g transform="translate(${PADDING} ${PADDING})">`,
    ...shapeElements(sheet.shapes()),
    texts === '' ? '' : `<g class="text" xml:space="preserve">${texts}</g>`,
    '</g>',
    '</svg>',
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}

function colourRules(colours: (typeof SVG_COLOURS)['light' | 'dark']): string {
  const { back, text, muted, line, accent, good, bad } = colours;
  return [
    `.back{fill:${back}}.text{fill:${text}}.m{fill:${muted}}.a,.marker{fill:${accent}}.g{fill:${good}}.b{fill:${bad}}`,
    `.head,.dot{fill:${line}}.light,.dotted{stroke:${line}}.heavy{stroke:${accent}}`,
  ].join('');
}

const STYLE = [
  `.text{font:${FONT_SIZE}px ${FONTS}}.w{font-size:${WIDE_SIZE}px}.c{text-anchor:middle}.s{font-weight:700}.i{font-style:italic}.u{text-decoration:underline}`,
  '.light,.dotted,.heavy{fill:none;stroke-width:1.5;stroke-linecap:square}.heavy{stroke-width:3}',
  '.dotted{stroke-linecap:butt;stroke-dasharray:2 3}',
  colourRules(SVG_COLOURS.light),
  `@media (prefers-color-scheme:dark){${colourRules(SVG_COLOURS.dark)}}`,
].join('');

function shapeElements({ lines, heads, markers, dots }: Shapes): string[] {
  const path = (name: string, data: string) => (data === '' ? '' : `<path class="${name}" d="${data}"/>`);
  return [
    path('dotted', lines.dotted),
    path('light', lines.light),
    path('heavy', lines.heavy),
    path('head', heads),
    path('marker', markers),
    ...dots.map(({ x, y }) => `<circle class="dot" cx="${x}" cy="${y}" r="4"/>`),
  ];
}

function widthOfRow(row: readonly SvgRun[]): number {
  return displayWidth(
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

/** A line's character, a sign, or a text without gaps, in its place in a row; in cells. */
interface Piece {
  x: number;
  cells: number;
  readonly isShape: boolean;
  /** What a text is made of; of a shape, its character. */
  readonly parts: { text: string; readonly faces: readonly Face[] }[];
}

/** Lines and signs one by one, and gaps: texts begin anew behind one, so that columns stand right in any font. */
const PIECES = new RegExp(`(${SHAPE.source}| {2,})`, 'u');
/** Letters that take two cells: Hangul, and the scripts of its neighbours. */
const WIDE = /[\u1100-\u11ff\u3001-\u303e\u3041-\u33ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff60]/gu;

function piecesOf(row: readonly SvgRun[]): Piece[] {
  const pieces: Piece[] = [];
  let x = 0;
  /** The text that goes on in the next run. */
  let open: Piece | undefined;
  for (const { text, faces = [] } of row) {
    for (const piece of clean(text).split(PIECES)) {
      const cells = displayWidth(piece);
      const isShape = SHAPE.test(piece);
      const isGap = piece.trim() === '' && (cells !== 1 || open === undefined);
      if (isGap) open = cells > 0 ? undefined : open;
      else if (open !== undefined && !isShape) open.parts.push({ text: piece, faces });
      else {
        const start = piece.trimStart();
        open = { x: x + cells - displayWidth(start), cells: 0, isShape, parts: [{ text: start, faces }] };
        pieces.push(open);
        if (isShape) open = undefined;
      }
      x += cells;
    }
  }
  for (const { parts } of pieces) {
    const last = parts.at(-1)!;
    last.text = last.text.trimEnd();
  }
  return pieces.map((piece) => ({ ...piece, cells: displayWidth(textOf(piece)) }));
}

function textOf({ parts }: Piece): string {
  return parts
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

/** The texts of a row; its lines go to the sheet. */
function textsOf(row: readonly SvgRun[], y: number, sheet: ShapeSheet): string {
  const pieces = piecesOf(row);
  return pieces
    .map((piece, index) => {
      if (!piece.isShape)
        return textElement(piece, y, isCentred(piece, pieces[index - 1], pieces[index + 1]));
      sheet.put(textOf(piece), piece.x, y);
      return '';
    })
    .join('');
}

/** Whether a text stands in the middle between two lines. */
function isCentred({ x, cells }: Piece, before: Piece | undefined, after: Piece | undefined): boolean {
  if (before?.isShape !== true || after?.isShape !== true) return false;
  return Math.abs(x - (before.x + 1) - (after.x - (x + cells))) <= 1;
}

function textElement(piece: Piece, y: number, isCentred: boolean): string {
  const { x, cells } = piece;
  const text = textOf(piece);
  const parts = piece.parts.filter((part) => part.text !== '');
  const [first] = parts;
  const wide = text.match(WIDE)?.length ?? 0;
  // Spread over their cells, wide letters look like words of their own.
  const length = cells * CELL.width - wide * (2 * CELL.width - WIDE_SIZE);
  const isMoved = isCentred && wide > 0;
  const left = isMoved ? (x + cells / 2) * CELL.width : x * CELL.width;
  const isOne = parts.every(({ faces }) => faces.join() === first?.faces.join());
  const faces = isOne ? (first?.faces ?? []) : [];
  const attributes = [
    classesOf(faces, ...(wide > 0 ? ['w'] : []), ...(isMoved ? ['c'] : [])),
    ` x="${left}" y="${y * CELL.height + BASELINE}"`,
    // One letter has nothing to be spread.
    [...text].length > 1 ? ` textLength="${length}"` : '',
  ].join('');
  return `<text${attributes}>${isOne ? escaped(text) : parts.map(spanElement).join('')}</text>`;
}

function spanElement({ text, faces }: Piece['parts'][number]): string {
  return faces.length === 0 ? escaped(text) : `<tspan${classesOf(faces)}>${escaped(text)}</tspan>`;
}

function classesOf(faces: readonly Face[], ...others: readonly string[]): string {
  const names = [...faces.map((face) => CLASSES[face]), ...others];
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
}

/** Characters that XML 1.0 does not allow, and those that only say how text is to be shown. */
const NOT_ALLOWED = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(NOT_ALLOWED, '')
    .replace(/[\t\r\n\u00a0]/g, ' ');
}

function escaped(text: string): string {
  return text
    .replace(NOT_ALLOWED, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
