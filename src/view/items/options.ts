/** Options that a learner points at. */
import type { Item, PredictItem } from '../../content/types.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import type { Choosable } from '../../tutor/items/types.ts';
import { GAP, type Node, paragraph, span } from '../nodes.ts';
import { phraseSpans, proseNodes } from '../prose.ts';

/** How far a learner is with options. */
export interface Pointing {
  /** Whether the pointer is still in the learner's hand. */
  readonly choosing: boolean;
  /** The option that the pointer is on, from 0. */
  readonly cursor: number;
  /** Ids chosen so far. */
  readonly chosen: readonly string[];
}

/** What an item asks. */
export function promptNodes(item: Item, lang: Lang): Node[] {
  const prompt = proseNodes(inLanguage(item.prompt, lang), 0, 'strong');
  if (item.type === 'predict') return [...prompt, GAP, ...commandNodes(item)];
  return item.type === 'multiple' ? [...prompt, paragraph(messagesOf(lang).walk.chooseAll, 'muted')] : prompt;
}

/**
 * The prompt and the options of a question.
 *
 * @param item the question
 * @param choices its options, as shown
 * @param pointing where the learner is with it; nothing is marked if absent
 */
export function optionNodes(
  item: Item,
  choices: readonly Choosable[],
  pointing: Pointing | undefined,
  lang: Lang,
): Node[] {
  const prompt = promptNodes(item, lang);
  if (item.type === 'layer' && pointing !== undefined)
    return [...prompt, GAP, partsNode(choices, pointing, lang)];
  return [...prompt, GAP, ...choices.map((choice, index) => optionNode(item, choice, index, pointing, lang))];
}

/** The parts of a picture in one line: the picture above shows which one is pointed at. */
function partsNode(choices: readonly Choosable[], pointing: Pointing, lang: Lang): Node {
  const spans = choices.flatMap((choice, index) => {
    const pointed = pointing.choosing && pointing.cursor === index;
    const style = pointed || pointing.chosen.includes(choice.id) ? 'accent' : undefined;
    return [
      // A space that does not break keeps a number beside its part.
      span(`${style === undefined ? ' ' : '❯'}${index + 1}\u00a0`, style ?? 'muted'),
      ...phraseSpans(inLanguage(choice.text, lang), style),
      span('  '),
    ];
  });
  return { t: 'text', spans };
}

function optionNode(
  item: Item,
  choice: Choosable,
  index: number,
  pointing: Pointing | undefined,
  lang: Lang,
): Node {
  const pointed = pointing?.choosing === true && pointing.cursor === index;
  const chosen = pointing?.chosen.includes(choice.id) ?? false;
  const box = item.type === 'multiple' ? (chosen ? '[x] ' : '[ ] ') : '';
  const marked = pointed || (chosen && item.type !== 'multiple');
  return {
    t: 'text',
    lead: span(`${marked ? '❯' : ' '} ${index + 1}  ${box}`, marked ? 'accent' : 'muted'),
    spans: phraseSpans(inLanguage(choice.text, lang), marked ? 'accent' : undefined),
  };
}

/** The command whose outcome is foretold, behind those that were run before. */
function commandNodes({ setup, line }: PredictItem): Node[] {
  const before = setup.map((argv): Node => commandNode(['docker', ...argv].map(quoted).join(' '), 'muted'));
  return [...before, commandNode(line, 'code')];
}

function commandNode(line: string, style: 'code' | 'muted'): Node {
  return { t: 'text', indent: 2, lead: span('$ ', 'muted'), spans: [span(line, style)] };
}

/** A word as it is typed: in quotes if it has anything in it but plain signs. */
function quoted(word: string): string {
  return /^[\w./:=@,+-]+$/.test(word) ? word : `'${word}'`;
}
