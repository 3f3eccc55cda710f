import type { AskItem, Step } from '../../content/types.ts';
import { inLanguage } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { plainPhrase } from '../../text/prose.ts';
import { choicesOf, currentStep, type Walk } from '../../tutor/walkthrough/state.ts';
import { feedbackNodes } from '../items/feedback.ts';
import { optionNodes } from '../items/options.ts';
import { pictureInWords } from '../lesson-document.ts';
import { GAP, type Node, paragraph } from '../nodes.ts';
import { proseNodes } from '../prose.ts';
import { endNodes } from './end.ts';
import { overlayNodes } from './overlay.ts';
import { practiceDocument } from './practice.ts';
import { recallNode } from './recall.ts';

/**
 * What to say after an input, to someone who hears the program or whose terminal must not be redrawn: only what is
 * new, never the whole screen again.
 *
 * @param before the walk before the input; nothing if it begins
 * @param walk the walk now
 */
export function narrate(before: Walk | undefined, walk: Walk): Node[] {
  if (walk.hint !== undefined) return [paragraph(messagesOf(walk.lang).walk.hint[walk.hint])];
  if (walk.overlay !== undefined) return overlayNodes(walk, walk.overlay);
  const step = currentStep(walk);
  if (step === undefined) return [GAP, ...endNodes(walk)];
  const samePage = before !== undefined && before.step === walk.step && before.lang === walk.lang;
  if (samePage && step.ask !== undefined && before.overlay === undefined)
    return questionNodes(walk, step, step.ask);
  const title = paragraph(plainPhrase(inLanguage(walk.lesson.title, walk.lang)), 'title');
  return before === undefined ? [title, ...stepNodes(walk, step)] : stepNodes(walk, step);
}

function stepNodes(walk: Walk, step: Step): Node[] {
  const { lang, lesson } = walk;
  const title = step.title === undefined ? '' : `: ${plainPhrase(inLanguage(step.title, lang))}`;
  const asked = lesson.steps[walk.step - 1]?.ask;
  const recall = asked && recallNode(lesson, walk.step - 1, walk.answered[asked.id], lang);
  return [
    GAP,
    paragraph(`${messagesOf(lang).walk.stepOf(walk.step + 1, lesson.steps.length)}${title}`, 'title'),
    ...pictureInWords(lesson, step, lang),
    ...(recall === undefined ? [] : [GAP, recall]),
    ...(step.text === undefined ? [] : [GAP, ...proseNodes(inLanguage(step.text, lang))]),
    ...(step.try === undefined ? [] : [GAP, ...practiceDocument(step, lang)]),
    ...(step.ask === undefined ? [] : [GAP, ...questionNodes(walk, step, step.ask)]),
  ];
}

function questionNodes(walk: Walk, step: Step, item: AskItem): Node[] {
  const choices = choicesOf(walk.lesson, step, item);
  const answered = walk.answered[item.id];
  switch (walk.question?.phase) {
    case 'choosing':
      return optionNodes(item, choices, undefined, walk.lang);
    case 'sure':
      return [paragraph(messagesOf(walk.lang).walk.howSure)];
    case 'told':
      if (answered === undefined) return [];
      return feedbackNodes(walk.lesson, item, choices, answered.answer, walk.lang);
    case undefined:
      return [];
  }
}

/** The line that says what can be typed now. */
export function linearPrompt(walk: Walk): string {
  const { linear } = messagesOf(walk.lang);
  if (walk.overlay?.kind === 'jump') return linear.jumpPrompt;
  switch (walk.question?.phase) {
    case 'choosing':
      return currentStep(walk)?.ask?.type === 'multiple' ? linear.chooseManyPrompt : linear.choosePrompt;
    case 'sure':
      return linear.surePrompt;
    default:
      return linear.prompt;
  }
}
