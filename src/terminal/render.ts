import { wrapAnsi } from 'fast-wrap-ansi';
import { toAscii } from '../text/ascii.ts';
import type { Charset } from '../text/charset.ts';
import { displayWidth, truncate } from '../text/width.ts';
import { CARET, type KeyHint, type Node, type Span, type View } from '../view/nodes.ts';
import { symbol } from './symbols.ts';
import type { Theme } from './theme.ts';

/** What the renderer needs to know of where its lines go. */
export interface Surface {
  /** Cells in a line. */
  readonly columns: number;
  readonly charset: Charset;
  readonly theme: Theme;
  /**
   * Whether rows that are too wide are written in full, for a pipe or a terminal that wraps lines itself: an address
   * that is cut cannot be followed. Otherwise they are cut, since a screen has no room.
   */
  readonly whole?: boolean;
}

/** Cells left free at the left edge of a screen. */
export const MARGIN = 1;

/**
 * Lines of text for a list of nodes. This is the only renderer: the screen, the pipe and the check that a step fits
 * all use it, so what the check proves is what a learner sees.
 *
 * @param nodes what to show
 * @param surface where; a theme that adds no codes gives plain text
 * @returns lines, none wider than `surface.columns` unless rows are to be whole, without trailing blanks
 */
export function renderNodes(nodes: readonly Node[], surface: Surface): string[] {
  const lines: string[] = [];
  for (const node of nodes) renderNode(node, surface, lines);
  return lines;
}

function renderNode(node: Node, surface: Surface, lines: string[]): void {
  switch (node.t) {
    case 'gap':
      lines.push('');
      return;
    case 'text':
      renderText(node.spans, node.lead, (node.indent ?? 0) + MARGIN, surface, lines);
      return;
    case 'line':
      lines.push(renderLine(node.left, node.right ?? [], surface));
      return;
    case 'rows': {
      const margin = ' '.repeat((node.indent ?? 0) + MARGIN);
      for (const row of node.rows) lines.push(renderRow(margin, row, surface));
      return;
    }
    case 'progress':
      lines.push(renderProgress(node.value, node.max, surface));
      return;
    case 'keys':
      renderKeys(node.keys, surface, lines);
      return;
  }
}

function proseOf(text: string, surface: Surface): string {
  const composed = text.normalize('NFC');
  return surface.charset === 'ascii' ? toAscii(composed) : composed;
}

function paint(spans: readonly Span[], surface: Surface): string {
  let out = '';
  for (const { text, style } of spans) out += surface.theme(proseOf(text, surface), style);
  return out;
}

function renderText(
  spans: readonly Span[],
  lead: Span | undefined,
  indent: number,
  surface: Surface,
  lines: string[],
): void {
  const leadText = lead === undefined ? '' : proseOf(lead.text, surface);
  const hang = indent + displayWidth(leadText);
  const room = Math.max(8, surface.columns - hang - MARGIN);
  const wrapped = wrapAnsi(paint(spans, surface), room, {
    hard: true,
    trim: true,
  });
  const rest = ' '.repeat(hang);
  let first = true;
  for (const line of wrapped.split('\n')) {
    const start = first
      ? ' '.repeat(indent) + (lead === undefined ? '' : surface.theme(leadText, lead.style))
      : rest;
    // A no-break space has done its work once lines are broken; a terminal, and who copies from it, wants plain ones.
    lines.push((start + line).replaceAll('\u00a0', ' ').trimEnd());
    first = false;
  }
}

/** Shortens spans to a width, cutting the span that crosses it. */
function fitSpans(spans: readonly Span[], cells: number, surface: Surface): { text: string; width: number } {
  let text = '';
  let width = 0;
  for (const span of spans) {
    const prose = proseOf(span.text, surface);
    const own = displayWidth(prose);
    if (width + own <= cells) {
      text += surface.theme(prose, span.style);
      width += own;
      continue;
    }
    const cut = truncate(prose, cells - width, surface.charset === 'ascii' ? '..' : '…');
    text += surface.theme(cut, span.style);
    width += displayWidth(cut);
    break;
  }
  return { text, width };
}

function renderLine(left: readonly Span[], right: readonly Span[], surface: Surface): string {
  const room = surface.columns - 2 * MARGIN;
  const end = fitSpans(right, room, surface);
  const gap = end.width === 0 ? 0 : 2;
  const start = fitSpans(left, Math.max(0, room - end.width - gap), surface);
  const line = ' '.repeat(MARGIN) + start.text;
  if (end.width === 0) return line.trimEnd();
  return line + ' '.repeat(Math.max(0, room - start.width - end.width)) + end.text;
}

function renderRow(margin: string, row: readonly Span[], surface: Surface): string {
  const text =
    surface.whole === true
      ? paint(row, surface)
      : fitSpans(row, surface.columns - margin.length, surface).text;
  return (margin + text).trimEnd();
}

function renderProgress(value: number, max: number, surface: Surface): string {
  const room = surface.columns - 2 * MARGIN;
  const full = max === 0 ? 0 : Math.round((room * value) / max);
  const bar = symbol('barFull', surface.charset).repeat(full);
  const rest = symbol('barEmpty', surface.charset).repeat(room - full);
  return ' '.repeat(MARGIN) + surface.theme(bar, 'accent') + surface.theme(rest, 'muted');
}

function renderKeys(keys: readonly KeyHint[], surface: Surface, lines: string[]): void {
  const room = surface.columns - 2 * MARGIN;
  let line = '';
  let used = 0;
  for (const hint of keys) {
    const key = proseOf(hint.key, surface);
    const does = proseOf(hint.does, surface);
    const width = displayWidth(`${key} ${does}`);
    if (used > 0 && used + 3 + width > room) {
      lines.push(' '.repeat(MARGIN) + line);
      line = '';
      used = 0;
    }
    if (used > 0) {
      line += '   ';
      used += 3;
    }
    line += `${surface.theme(key, 'strong')} ${surface.theme(does, 'muted')}`;
    used += width;
  }
  if (used > 0) lines.push(' '.repeat(MARGIN) + line);
}

/** A view as the lines of a screen. */
export interface Frame {
  /** Exactly as many lines as the screen has rows. */
  readonly lines: readonly string[];
  /** How far the body can scroll; 0 if all of it is visible. */
  readonly maxScroll: number;
  /** Rows that the body has. */
  readonly bodyRows: number;
  /** Where the learner types, from 0; absent if nowhere. */
  readonly cursor?: { readonly row: number; readonly column: number };
}

/**
 * Lays a view out on a screen: header at the top, footer at the bottom, the body between them, scrolled.
 *
 * @param view what to show
 * @param surface where
 * @param rows the screen's height in lines
 * @returns the frame; a body that is too tall shows how to see more in its last line
 */
export function renderFrame(view: View, surface: Surface, rows: number): Frame {
  let header = renderNodes(view.header, surface);
  let footer = renderNodes(view.footer, surface);
  // On a screen too small for all three, what moves the lesson on must stay: the body first, then the keys.
  if (header.length + footer.length > rows - 3) header = header.slice(0, 1);
  if (header.length + footer.length > rows - 3)
    footer = footer.slice(0, Math.max(0, rows - header.length - 3));
  const bodyRows = Math.max(1, rows - header.length - footer.length);
  const body = renderNodes(view.body, surface);
  const maxScroll = Math.max(0, body.length - bodyRows);
  const top = Math.min(view.scroll, maxScroll);
  const shown = body.slice(top, top + bodyRows);
  if (top < maxScroll) {
    const below = body.length - top - bodyRows + 1;
    shown[bodyRows - 1] = surface.theme(` ${symbol('more', surface.charset)} ${below}`, 'accent');
  }
  while (shown.length < bodyRows) shown.push('');
  const lines = [...header, ...shown, ...footer].slice(0, rows);
  const cursor = takeCaret(lines);
  return { lines, maxScroll, bodyRows, ...(cursor && { cursor }) };
}

/** Finds the mark of where the learner types, and takes it out of its line. */
function takeCaret(lines: string[]): Frame['cursor'] {
  const row = lines.findIndex((line) => line.includes(CARET.text));
  const line = lines[row];
  if (line === undefined) return undefined;
  const before = line.slice(0, line.indexOf(CARET.text));
  lines[row] = line.replace(CARET.text, '');
  return { row, column: displayWidth(before) };
}
