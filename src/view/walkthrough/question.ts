import type { Item, Lesson, Misconception } from '../../content/types.ts';
import { inLanguage, type Lang, type Localized } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import type { Phrase, Prose } from '../../text/prose.ts';
import { grade } from '../../tutor/grading.ts';
import {
  type Answered,
  type Choosable,
  choicesOf,
  choiceWords,
  type Question,
} from '../../tutor/walkthrough/state.ts';
import { GAP, type Node, paragraph, type Span, span } from '../nodes.ts';
import { phraseSpans, proseNodes } from '../prose.ts';

/**
 * The prompt and the options of a question.
 *
 * @param item the question
 * @param choices its options, as shown
 * @param question where the learner is with it; nothing is marked if absent
 */
export function optionNodes(
  item: Item,
  choices: readonly Choosable[],
  question: Question | undefined,
  lang: Lang,
): Node[] {
  const prompt = proseNodes(inLanguage(item.prompt, lang), 0, 'strong');
  if (item.type === 'multiple') prompt.push(paragraph(messagesOf(lang).walk.chooseAll, 'muted'));
  if (item.type === 'layer' && question !== undefined)
    return [...prompt, GAP, partsNode(choices, question, lang)];
  return [...prompt, GAP, ...choices.map((choice, index) => optionNode(item, choice, index, question, lang))];
}

/** The parts of a picture in one line: the picture above shows which one is pointed at. */
function partsNode(choices: readonly Choosable[], question: Question, lang: Lang): Node {
  const spans = choices.flatMap((choice, index) => {
    const pointed = question.phase === 'choosing' && question.cursor === index;
    const style = pointed || question.chosen.includes(choice.id) ? 'accent' : undefined;
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
  question: Question | undefined,
  lang: Lang,
): Node {
  const pointed = question?.phase === 'choosing' && question.cursor === index;
  const chosen = question?.chosen.includes(choice.id) ?? false;
  const box = item.type === 'multiple' ? (chosen ? '[x] ' : '[ ] ') : '';
  const marked = pointed || (chosen && item.type !== 'multiple');
  return {
    t: 'text',
    lead: span(`${marked ? '❯' : ' '} ${index + 1}  ${box}`, marked ? 'accent' : 'muted'),
    spans: phraseSpans(inLanguage(choice.text, lang), marked ? 'accent' : undefined),
  };
}

/**
 * What is said after an answer: the verdict, why this answer, the misconception behind it, and what is so.
 *
 * @param lesson the lesson, with the misconceptions it names
 * @param item the question
 * @param choices its options
 * @param answered the learner's answer
 */
export function feedbackNodes(
  lesson: Lesson,
  item: Item,
  choices: readonly Choosable[],
  answered: Answered,
  lang: Lang,
): Node[] {
  const { walk } = messagesOf(lang);
  const graded = grade(item, answered.answer);
  const verdict = graded.correct ? walk.right : graded.score > 0 ? walk.partly : walk.notQuite;
  const nodes: Node[] = [
    {
      t: 'text',
      lead: span(graded.correct ? '✓  ' : '✗  ', graded.correct ? 'good' : 'bad'),
      spans: [span(verdict, 'strong')],
    },
    namedNode(walk.youChose, choiceWords(choices, answered.answer, lang)),
  ];
  if (!graded.correct) nodes.push(namedNode(walk.rightAnswer, choiceWords(choices, keyOf(item), lang)));
  for (const say of graded.says) nodes.push(GAP, ...proseNodes(inLanguage(say, lang), 3));
  if (item.say !== undefined) nodes.push(GAP, ...proseNodes(inLanguage(item.say, lang), 3));
  for (const id of graded.misconceptions) {
    const misconception = lesson.misconceptions[id];
    if (misconception !== undefined) nodes.push(GAP, ...refutationNodes(misconception, lang));
  }
  return nodes;
}

/** The answer that is right: every right option, or the first part that is. */
export function keyOf(item: Item): readonly string[] {
  if (item.type === 'layer') return item.answer.slice(0, 1);
  return item.options.filter((option) => option.correct).map((option) => option.id);
}

function namedNode(name: string, words: readonly Phrase[]): Node {
  const spans: Span[] = words.flatMap((phrase, index) => [
    ...(index === 0 ? [] : [span(' · ', 'muted')]),
    ...phraseSpans(phrase),
  ]);
  return {
    t: 'text',
    indent: 3,
    spans: [span(`${name}: `, 'muted'), ...spans],
  };
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

/** What the learner predicted in the step before, recalled where the answer is shown. */
export function recallNode(
  lesson: Lesson,
  step: number,
  answered: Answered | undefined,
  lang: Lang,
): Node | undefined {
  const asking = lesson.steps[step];
  if (asking?.ask === undefined || answered === undefined) return undefined;
  const { walk } = messagesOf(lang);
  const right = grade(asking.ask, answered.answer).correct;
  const words = choiceWords(choicesOf(lesson, asking, asking.ask), answered.answer, lang);
  const node = namedNode(walk.youPredicted, words);
  if (node.t !== 'text') return node;
  return {
    ...node,
    indent: 0,
    lead: span(right ? '✓ ' : '✗ ', right ? 'good' : 'bad'),
  };
}
