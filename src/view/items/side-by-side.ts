import { type Phrase, plainPhrase } from '../../text/prose.ts';
import { displayWidth } from '../../text/width.ts';
import { GAP, type Node, type Span, span } from '../nodes.ts';
import { phraseSpans } from '../prose.ts';

/** A row of one of two lists that stand side by side. */
export interface Side {
  readonly lead: Span;
  readonly text: Phrase;
  readonly end?: Span;
  readonly marked: boolean;
}

function spansOf({ lead, text, end, marked }: Side): Span[] {
  return [lead, ...phraseSpans(text, marked ? 'accent' : undefined), ...(end === undefined ? [] : [end])];
}

function widthOf({ lead, text, end }: Side): number {
  return displayWidth(lead.text + plainPhrase(text) + (end?.text ?? ''));
}

/** Cells between two lists. */
const BETWEEN = 6;

/**
 * Two lists side by side if there is room for both, else one below the other.
 *
 * @param columns cells of the screen
 */
export function sideBySide(lefts: readonly Side[], rights: readonly Side[], columns: number): Node[] {
  const left = Math.max(...lefts.map(widthOf));
  const right = Math.max(...rights.map(widthOf));
  if (left + BETWEEN + right > columns - 2) {
    return [
      ...lefts.map(sideNode),
      GAP,
      ...rights.map((side) => sideNode({ ...side, lead: indented(side.lead) })),
    ];
  }
  const count = Math.max(lefts.length, rights.length);
  const rows = Array.from({ length: count }, (_, row): Span[] => {
    const first = lefts[row];
    const second = rights[row];
    const room = left + BETWEEN - (first === undefined ? 0 : widthOf(first));
    return [
      ...(first === undefined ? [] : spansOf(first)),
      span(' '.repeat(room)),
      ...(second ? spansOf(second) : []),
    ];
  });
  return [{ t: 'rows', rows }];
}

function indented(lead: Span): Span {
  return { ...lead, text: `  ${lead.text}` };
}

function sideNode(side: Side): Node {
  const [lead, ...spans] = spansOf(side);
  return { t: 'text', ...(lead && { lead }), spans };
}
