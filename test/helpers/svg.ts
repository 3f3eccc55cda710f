/** Reads an SVG picture of a grid back into cells. Knows nothing of how it was drawn but the size of a cell. */
import { displayWidth } from '../../src/text/width.ts';
import { type Cells, charOfArms } from './joints.ts';
import { elementsNamed, parseXml, textIn, type XmlElement } from './xml.ts';

/** In the picture's units, as is the space around the grid. */
const CELL = { width: 10, height: 20 };
const PADDING = 12;

/** A text of a picture, in cells. */
export interface SvgText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly cells: number;
}

/**
 * The texts of a picture.
 *
 * @throws if a text with a length is much shorter than its cells, or longer
 */
export function textsOfSvg(svg: XmlElement): SvgText[] {
  return elementsNamed(svg, 'text').map((element) => {
    const { x = '', y = '', textLength, class: names = '' } = element.attributes;
    const text = textIn(element);
    const cells = displayWidth(text);
    const length = Number(textLength ?? cells * CELL.width) / CELL.width;
    if (length > cells || length < 0.8 * cells) throw new Error(`${text} is ${length} cells long`);
    const left = Number(x) / CELL.width - (names.split(' ').includes('c') ? cells / 2 : 0);
    return { text, x: left, y: Math.floor(Number(y) / CELL.height), cells };
  });
}

/**
 * The cells of a picture: lines become box drawing characters again, shapes the signs that they stand for.
 *
 * @throws if two texts, or a text and a line, are in the same cell
 */
export function cellsOfSvg(source: string): Cells {
  const svg = parseXml(source);
  const columns = (Number(svg.attributes['width']) - 2 * PADDING) / CELL.width;
  const rows = (Number(svg.attributes['height']) - 2 * PADDING) / CELL.height;
  const cells = Array.from({ length: rows }, () => Array<string>(columns).fill(' '));
  const put = (x: number, y: number, char: string): void => {
    if (cells[y]?.[x] !== ' ') throw new Error(`${x},${y}: ${char} on ${cells[y]?.[x]}`);
    cells[y]![x] = char;
  };
  const data = (name: string): string =>
    elementsNamed(svg, 'path')
      .filter(({ attributes }) => attributes['class'] === name)
      .map(({ attributes }) => attributes['d'])
      .join('');
  for (const { attributes } of elementsNamed(svg, 'circle')) {
    put(Math.floor(Number(attributes['cx']) / 10), Math.floor(Number(attributes['cy']) / 20), '●');
  }
  for (const [, x, y] of data('head').matchAll(/M(\d+) (\d+)l/g))
    put(Number(x) / 10, Math.floor(Number(y) / 20), '►');
  for (const [, x, y] of data('head').matchAll(/M(\d+) (\d+)v/g))
    put(Math.floor(Number(x) / 10), Number(y) / 20, '▼');
  for (const [, x, y] of data('marker').matchAll(/M(\d+) (\d+)l/g))
    put(Math.floor(Number(x) / 10), Math.floor(Number(y) / 20), '▸');
  const arms = new Map<string, number[]>();
  for (const [name, weight] of [
    ['light', 1],
    ['heavy', 2],
    ['dotted', 3],
  ] as const) {
    for (const { x, y, side } of halvesOf(data(name))) {
      const key = `${x},${y}`;
      const own = arms.get(key) ?? [0, 0, 0, 0];
      if (own[side] !== 0) throw new Error(`${key} has two lines in one place`);
      own[side] = weight;
      arms.set(key, own);
    }
  }
  for (const [key, own] of arms) {
    const [x = 0, y = 0] = key.split(',').map(Number);
    // Lines reach into a dot.
    if (cells[y]?.[x] !== '●') put(x, y, charOfArms(own));
  }
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { text, x, y } of textsOfSvg(svg)) {
    let column = x;
    for (const { segment } of segmenter.segment(text)) {
      const width = displayWidth(segment);
      if (segment !== ' ') put(column, y, segment);
      if (width === 2) put(column + 1, y, '');
      column += width;
    }
  }
  return cells;
}

/** Halves of cells that a path's lines go through; sides as those of arms: up, right, down, left. */
function halvesOf(data: string): { x: number; y: number; side: number }[] {
  const found: { x: number; y: number; side: number }[] = [];
  let rest = data;
  for (const [whole, x, y, way, end] of data.matchAll(/M(\d+) (\d+)([HV])(\d+)/g)) {
    rest = rest.replace(whole, '');
    const half = way === 'H' ? CELL.width / 2 : CELL.height / 2;
    for (let at = Number(way === 'H' ? x : y) / half; at < Number(end) / half; at++) {
      if (way === 'H')
        found.push({ x: at >> 1, y: Math.floor(Number(y) / CELL.height), side: at % 2 === 0 ? 3 : 1 });
      else found.push({ x: Math.floor(Number(x) / CELL.width), y: at >> 1, side: at % 2 === 0 ? 0 : 2 });
    }
  }
  if (rest !== '') throw new Error(`no line: ${rest}`);
  return found;
}
