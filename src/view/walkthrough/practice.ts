import type { Step } from '../../content/types.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import type { Walk } from '../../tutor/walkthrough/state.ts';
import { GAP, type Node, paragraph, span } from '../nodes.ts';
import { phraseSpans, proseNodes } from '../prose.ts';

/** What a step gives to try, on a screen: the task, and whether it was done. */
export function practiceNodes(walk: Walk, step: Step): Node[] {
  if (step.try === undefined) return [];
  const { practice } = messagesOf(walk.lang);
  if (walk.practice !== true) return practiceDocument(step, walk.lang);
  const met = walk.tried?.includes(step.id) === true;
  const passed = walk.triesPassedOver?.includes(step.id) === true;
  const told =
    met && step.try.say !== undefined ? [GAP, ...proseNodes(inLanguage(step.try.say, walk.lang))] : [];
  return [
    taskNode(step.try, walk.lang),
    met
      ? paragraph(`✓ ${practice.met}`, 'good')
      : paragraph(passed ? `${practice.passedOver} ${practice.open}` : practice.open, 'accent'),
    ...told,
  ];
}

/** The same where nothing can be tried, in a pipe or read aloud: the task, and the commands that do it. */
export function practiceDocument(step: Step, lang: Lang, indent = 0): Node[] {
  if (step.try === undefined) return [];
  const { practice } = messagesOf(lang);
  const lines = step.try.solution.flatMap(({ sh }) => sh.split('\n'));
  return [
    { ...taskNode(step.try, lang), indent },
    paragraph(`${practice.solution}:`, undefined, indent),
    { t: 'rows', indent: indent + 2, rows: lines.map((line) => [span(line, 'code')]) },
    ...(step.try.say === undefined ? [] : proseNodes(inLanguage(step.try.say, lang), indent)),
  ];
}

function taskNode(tried: NonNullable<Step['try']>, lang: Lang): Node & { readonly t: 'text' } {
  const { practice } = messagesOf(lang);
  return {
    t: 'text',
    spans: [span(`${practice.title}: `, 'strong'), ...phraseSpans(inLanguage(tried.do, lang))],
  };
}
