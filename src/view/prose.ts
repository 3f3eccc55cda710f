import type { Inline, Phrase, Prose } from '../text/prose.ts';
import { type Node, type Span, type Style, span } from './nodes.ts';

/**
 * The spans of a phrase.
 *
 * @param phrase the phrase
 * @param base the style of its plain words
 */
export function phraseSpans(phrase: Phrase, base?: Style): Span[] {
  return phrase.flatMap((part) => inlineSpans(part, base));
}

function inlineSpans(part: Inline, base: Style | undefined): Span[] {
  if (typeof part === 'string') return [span(part, base)];
  switch (part.t) {
    case 'code':
      return [span(part.text, 'code')];
    case 'term':
      return [span(part.text, 'term')];
    case 'em':
    case 'strong':
      return phraseSpans(part.children, part.t);
    case 'link':
      return [...phraseSpans(part.children, 'link'), span(` (${part.href})`, 'muted')];
  }
}

/**
 * The nodes of a prose text, a gap between its blocks.
 *
 * @param prose the text
 * @param indent cells at the left of every line
 * @param base the style of its plain words
 */
export function proseNodes(prose: Prose, indent = 0, base?: Style): Node[] {
  const nodes: Node[] = [];
  for (const block of prose) {
    if (nodes.length > 0) nodes.push({ t: 'gap' });
    switch (block.t) {
      case 'p':
        nodes.push({
          t: 'text',
          spans: phraseSpans(block.children, base),
          indent,
        });
        break;
      case 'code':
        nodes.push({
          t: 'rows',
          rows: block.text.split('\n').map((line) => [span(line, 'code')]),
          indent: indent + 2,
        });
        break;
      case 'list':
        nodes.push(...listNodes(block.ordered, block.items, indent, base));
        break;
    }
  }
  return nodes;
}

/** List items stand on lines of their own without gaps; only the first paragraph of an item carries its sign. */
function listNodes(
  ordered: boolean,
  items: readonly Prose[],
  indent: number,
  base: Style | undefined,
): Node[] {
  return items.flatMap((item, index) => {
    const sign = ordered ? `${index + 1}. ` : '• ';
    const nodes = proseNodes(item, indent + sign.length, base).filter((node) => node.t !== 'gap');
    const [first, ...rest] = nodes;
    if (first?.t !== 'text') return nodes;
    return [{ ...first, indent, lead: span(sign) }, ...rest];
  });
}
