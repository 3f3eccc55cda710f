import type { Lesson, Step } from '../../content/types.ts';
import type { Scene } from '../../diagram/scene.ts';
import { inLanguage } from '../../text/localized.ts';
import { languageName, messagesOf } from '../../text/messages/index.ts';
import { plainPhrase } from '../../text/prose.ts';
import { grade } from '../../tutor/grading.ts';
import { isToTry } from '../../tutor/walkthrough/moves.ts';
import { choicesOf, currentStep, type Question, scenesOf, type Walk } from '../../tutor/walkthrough/state.ts';
import type { ViewContext } from '../context.ts';
import { pictureNodes } from '../diagram.ts';
import { feedbackNodes } from '../items/feedback.ts';
import { optionNodes } from '../items/options.ts';
import { GAP, type KeyHint, type Node, span, type View } from '../nodes.ts';
import { proseNodes } from '../prose.ts';
import { endNodes } from './end.ts';
import { overlayNodes } from './overlay.ts';
import { practiceNodes } from './practice.ts';
import { recallNode } from './recall.ts';

/**
 * The screen of a walk: a title, the picture first, then words, then one line of keys.
 *
 * @param walk where the learner is
 * @param columns the width of the screen in cells
 * @param charset what the terminal can show
 */
export function walkView(walk: Walk, { columns, charset }: Pick<ViewContext, 'columns' | 'charset'>): View {
  const context: ViewContext = { lang: walk.lang, columns, charset };
  return {
    header: headerNodes(walk),
    body: bodyNodes(walk, context),
    footer: [footLine(walk), { t: 'keys', keys: keyHints(walk) }],
    scroll: walk.scroll,
  };
}

function headerNodes(walk: Walk): Node[] {
  const { lesson, lang } = walk;
  const steps = lesson.steps.length;
  const at = Math.min(walk.step + 1, steps);
  const title = currentStep(walk)?.title ?? lesson.title;
  return [
    {
      t: 'line',
      left: [span(plainPhrase(inLanguage(title, lang)), 'title')],
      right: [span(`${lesson.id}   ${at}/${steps}`, 'muted')],
    },
    { t: 'progress', value: Math.min(walk.step + 1, steps), max: steps },
    GAP,
  ];
}

function bodyNodes(walk: Walk, context: ViewContext): Node[] {
  if (walk.overlay !== undefined) return overlayNodes(walk, walk.overlay);
  const step = currentStep(walk);
  if (step === undefined) return endNodes(walk);
  return walk.question === undefined
    ? readingNodes(walk, step, context)
    : askingNodes(walk, step, walk.question, context);
}

/** Joins groups of nodes with a gap between those that have any. */
function groups(...all: readonly (readonly Node[])[]): Node[] {
  return all
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [GAP, ...group]));
}

function textNodes(step: Step, lang: string): Node[] {
  return step.text === undefined ? [] : proseNodes(inLanguage(step.text, lang));
}

function readingNodes(walk: Walk, step: Step, context: ViewContext): Node[] {
  const scenes = scenesOf(walk.lesson, step);
  const scene = scenes[Math.min(walk.frame, scenes.length - 1)];
  const before = walk.lesson.steps[walk.step - 1]?.ask;
  const recall =
    before === undefined
      ? undefined
      : recallNode(walk.lesson, walk.step - 1, walk.answered[before.id], walk.lang);
  return groups(
    scene === undefined ? [] : pictureNodes(scene, context, scenes),
    recall === undefined ? [] : [recall],
    textNodes(step, walk.lang),
    practiceNodes(walk, step),
  );
}

function askingNodes(walk: Walk, step: Step, question: Question, context: ViewContext): Node[] {
  const item = step.ask;
  if (item === undefined) return readingNodes(walk, step, context);
  const choices = choicesOf(walk.lesson, step, item);
  const answered = walk.answered[item.id];
  const pointed = item.type === 'layer' ? choices[question.cursor]?.id : undefined;
  const scene = sceneOfQuestion(walk.lesson, step, walk.frame, pointed);
  const picture = scene === undefined ? [] : pictureNodes(scene, context);
  if (question.phase === 'told' && answered !== undefined) {
    const right = grade(item, answered.answer).correct;
    // A wrong answer gets the whole screen for its refutation; the next step shows the picture again.
    return groups(
      right ? picture : [],
      feedbackNodes(walk.lesson, item, choices, answered.answer, walk.lang),
    );
  }
  const pointing = { ...question, choosing: question.phase === 'choosing' };
  return groups(picture, textNodes(step, walk.lang), optionNodes(item, choices, pointing, walk.lang));
}

/** The picture of a question; where a part of it is the answer, the part under the pointer is marked. */
function sceneOfQuestion(
  lesson: Lesson,
  step: Step,
  frame: number,
  pointed: string | undefined,
): Scene | undefined {
  const scenes = scenesOf(lesson, step);
  const scene = scenes[Math.min(frame, scenes.length - 1)];
  if (scene === undefined || pointed === undefined) return scene;
  return { ...scene, highlight: [pointed] };
}

/** A hint if there is one, else where what is said comes from. */
function footLine(walk: Walk): Node {
  const { walk: words } = messagesOf(walk.lang);
  if (walk.hint !== undefined) return { t: 'line', left: [span(words.hint[walk.hint], 'accent')] };
  // The verdict waits for the answer; the keys below say which key means what.
  if (walk.question?.phase === 'sure') return { t: 'line', left: [span(words.howSure, 'accent')] };
  const step = currentStep(walk);
  const asked = walk.question?.phase === 'told' ? step?.ask?.sources : step?.sources;
  const hosts = [...new Set((asked ?? []).flatMap((id) => hostOf(walk.lesson.sources[id]?.url) ?? []))];
  return {
    t: 'line',
    left: [],
    right: hosts.length === 0 ? [] : [span(hosts.join('  '), 'muted')],
  };
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^https?:\/\/(?:www\.)?([^/]+)/.exec(url)?.[1];
}

/** The name of the language that the language key goes to, in that language. */
function otherLanguage(walk: Walk): string {
  const other = walk.languages[(walk.languages.indexOf(walk.lang) + 1) % walk.languages.length] ?? walk.lang;
  return languageName(other);
}

function keyHints(walk: Walk): KeyHint[] {
  const { key } = messagesOf(walk.lang);
  const language: KeyHint = { key: 'l', does: otherLanguage(walk) };
  const quit: KeyHint = { key: 'q', does: key.quit };
  if (walk.overlay?.kind === 'jump') {
    return [
      { key: '↑↓', does: key.move },
      { key: key.enter, does: key.goTo },
      { key: 'esc', does: key.close },
      language,
    ];
  }
  if (walk.overlay !== undefined)
    return [{ key: 'esc', does: key.close }, { key: '↑↓', does: key.scroll }, language];
  if (walk.question?.phase === 'choosing') {
    const step = currentStep(walk);
    const several = step?.ask?.type === 'multiple';
    return [
      { key: '↑↓', does: key.move },
      ...(several ? [{ key: key.space, does: key.choose }] : []),
      { key: key.enter, does: key.answer },
      { key: 's', does: key.passOver },
      language,
      { key: '?', does: key.keys },
      quit,
    ];
  }
  if (walk.question?.phase === 'sure') {
    return [
      { key: '1', does: key.sure },
      { key: '2', does: key.notSure },
      { key: key.enter, does: key.skip },
      language,
      quit,
    ];
  }
  if (isToTry(walk, currentStep(walk))) {
    return [
      { key: 't', does: key.tryIt },
      { key: 's', does: key.passOver },
      { key: '←', does: key.back },
      language,
      { key: 'g', does: key.goTo },
      { key: '?', does: key.keys },
      quit,
    ];
  }
  const onward = currentStep(walk) !== undefined ? key.next : walk.next === undefined ? key.finish : key.open;
  return [
    { key: '→', does: onward },
    { key: '←', does: key.back },
    { key: 'd', does: key.describe },
    language,
    { key: 'g', does: key.goTo },
    { key: '?', does: key.keys },
    quit,
  ];
}
