/** What is said after an answer. */
import type { Item, Misconception } from '../../content/types.ts';
import { inLanguage, type Lang, type Localized } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import type { Prose } from '../../text/prose.ts';
import { grade } from '../../tutor/grading.ts';
import { typeOf } from '../../tutor/items/index.ts';
import type { AnswerValue, Choosable, Said } from '../../tutor/items/types.ts';
import { GAP, type Node, paragraph, type Span, span } from '../nodes.ts';
import { phraseSpans, proseNodes } from '../prose.ts';

/** What feedback needs to know of where an item comes from. */
export interface Refutations {
  readonly misconceptions: Readonly<Record<string, Misconception>>;
}

/**
 * What is said after an answer: the verdict, why this answer, the misconception behind it, and what is so.
 *
 * @param home the misconceptions that the item names
 * @param item the question
 * @param parts the parts of its picture, if it asks about one
 * @param answer the learner's answer
 * @param more what stands behind the verdict on its line
 */
export function feedbackNodes(
  home: Refutations,
  item: Item,
  parts: readonly Choosable[],
  answer: AnswerValue,
  lang: Lang,
  more?: string,
): Node[] {
  const graded = grade(item, answer);
  const nodes: Node[] = [
    {
      t: 'text',
      lead: span(graded.correct ? '✓  ' : '✗  ', graded.correct ? 'good' : 'bad'),
      spans: [
        span(verdictOn(item, answer, lang), 'strong'),
        ...(more === undefined ? [] : [span(`  ${more}`, 'muted')]),
      ],
    },
    ...answerNodes(item, parts, answer, graded.correct, lang),
  ];
  // Who did not know is told what makes the right answer right.
  const { says } = isPassedOver(item, answer) ? grade(item, typeOf(item).key(item)) : graded;
  for (const say of says) nodes.push(GAP, ...proseNodes(inLanguage(say, lang), 3));
  if (item.say !== undefined) nodes.push(GAP, ...proseNodes(inLanguage(item.say, lang), 3));
  for (const id of graded.misconceptions) {
    const misconception = home.misconceptions[id];
    if (misconception !== undefined) nodes.push(GAP, ...refutationNodes(misconception, lang));
  }
  return nodes;
}

function verdictOn(item: Item, answer: AnswerValue, lang: Lang): string {
  const { walk } = messagesOf(lang);
  const { correct, score } = grade(item, answer);
  if (correct) return walk.right;
  if (isPassedOver(item, answer)) return walk.passedOver;
  return score > 0 ? walk.partly : walk.notQuite;
}

/** Whether an answer is that of someone who does not know. */
function isPassedOver(item: Item, answer: AnswerValue): boolean {
  return JSON.stringify(answer) === JSON.stringify(typeOf(item).blank);
}

/** What was answered, and the right answer beside it if it was another. */
function answerNodes(
  item: Item,
  parts: readonly Choosable[],
  answer: AnswerValue,
  correct: boolean,
  lang: Lang,
): Node[] {
  const { walk } = messagesOf(lang);
  const type = typeOf(item);
  const given = isPassedOver(item, answer) ? [] : type.words(item, answer, parts);
  const key = type.words(item, type.key(item), parts);
  // Pairs are long: each has a line of its own, the right ones and those that should have been.
  if (item.type === 'match') return pairNodes(given, key, lang);
  const separator = item.type === 'order' ? ' → ' : ' · ';
  return [
    ...(given.length === 0 ? [] : [saidNode(walk.youChose, given, lang, separator)]),
    ...(correct ? [] : [saidNode(walk.rightAnswer, key, lang, separator)]),
  ];
}

function pairNodes(given: readonly Said[], key: readonly Said[], lang: Lang): Node[] {
  const { rightAnswer } = messagesOf(lang).walk;
  const words = ({ text }: Said): Span[] => phraseSpans(inLanguage(text, lang));
  if (given.length === 0) {
    const pairs = key.map((pair): Node => ({ t: 'text', indent: 5, spans: words(pair) }));
    return [paragraph(`${rightAnswer}:`, 'muted', 3), ...pairs];
  }
  return given.flatMap((pair, index): Node[] => {
    const lead = span(pair.correct ? '✓ ' : '✗ ', pair.correct ? 'good' : 'bad');
    const said: Node = { t: 'text', indent: 3, lead, spans: words(pair) };
    const right = key[index];
    if (pair.correct || right === undefined) return [said];
    return [said, { t: 'text', indent: 5, spans: [span(`${rightAnswer}: `, 'muted'), ...words(right)] }];
  });
}

/**
 * A name, and the parts of an answer behind it.
 *
 * @param name such as `Your answer`
 */
export function saidNode(
  name: string,
  said: readonly Said[],
  lang: Lang,
  separator = ' · ',
): Node & { readonly t: 'text' } {
  const spans: Span[] = said.flatMap(({ text }, index) => [
    ...(index === 0 ? [] : [span(separator, 'muted')]),
    ...phraseSpans(inLanguage(text, lang)),
  ]);
  return { t: 'text', indent: 3, spans: [span(`${name}: `, 'muted'), ...spans] };
}

/** A misconception refuted: what many believe, why it is tempting, what is so. */
export function refutationNodes(misconception: Misconception, lang: Lang): Node[] {
  const { walk } = messagesOf(lang);
  const belief: Node = {
    t: 'text',
    indent: 3,
    spans: [
      span(`${walk.manyExpect}: `, 'muted'),
      ...phraseSpans(inLanguage(misconception.belief, lang), 'em'),
    ],
  };
  return [
    belief,
    ...named(walk.tempting, misconception.tempting, lang),
    ...named(walk.truth, misconception.truth, lang),
  ];
}

/** Prose whose first paragraph begins with a name for what it is. */
function named(name: string, prose: Localized<Prose>, lang: Lang): Node[] {
  const [first, ...rest] = proseNodes(inLanguage(prose, lang), 3);
  if (first?.t !== 'text')
    return [paragraph(`${name}:`, 'muted', 3), ...(first === undefined ? [] : [first]), ...rest];
  return [{ ...first, spans: [span(`${name}: `, 'muted'), ...first.spans] }, ...rest];
}
