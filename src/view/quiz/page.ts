import { inLanguage, type Lang } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { plainPhrase } from '../../text/prose.ts';
import { grade } from '../../tutor/grading.ts';
import {
  currentItem,
  type Place,
  partsOfItem,
  type QuizState,
  type SessionItem,
} from '../../tutor/quiz/state.ts';
import type { ViewContext } from '../context.ts';
import { alternativeNodes, pictureNodes } from '../diagram.ts';
import { entryNodes } from '../items/entry.ts';
import { feedbackNodes } from '../items/feedback.ts';
import { GAP, type Node, paragraph, span, type View } from '../nodes.ts';
import { keyHints, keyListNodes } from './keys.ts';
import { summaryNodes } from './summary.ts';

/**
 * The screen of a quiz or a review: the picture if there is one, the question, what was put in, then what is so.
 *
 * @param state where the learner is
 * @param columns the width of the screen in cells
 * @param charset what the terminal can show
 */
export function quizView(
  state: QuizState,
  { columns, charset }: Pick<ViewContext, 'columns' | 'charset'>,
): View {
  const context: ViewContext = { lang: state.lang, columns, charset };
  return {
    header: headerNodes(state),
    body: bodyNodes(state, context),
    footer: [footLine(state), { t: 'keys', keys: keyHints(state) }],
    scroll: state.scroll,
  };
}

/** The name of what is under way, as plain text. */
export function titleOf({ title, lang }: Pick<QuizState, 'title' | 'lang'>): string {
  return title === undefined ? messagesOf(lang).quiz.review : plainPhrase(inLanguage(title, lang));
}

function headerNodes(state: QuizState): Node[] {
  const all = state.items.length;
  const number = Math.min(state.at + 1, all);
  return [
    { t: 'line', left: [span(titleOf(state), 'title')], right: [span(`${number}/${all}`, 'muted')] },
    { t: 'progress', value: Object.keys(state.answers).length, max: all },
    GAP,
  ];
}

function bodyNodes(state: QuizState, context: ViewContext): Node[] {
  if (state.overlay === 'keys') return keyListNodes(state);
  if (state.overlay === 'report')
    return [{ t: 'rows', rows: (state.report ?? []).map((line) => [span(line)]) }];
  const asked = currentItem(state);
  if (state.overlay === 'describe') return describeNodes(asked, state.lang);
  if (asked === undefined || state.phase.kind === 'summary') return summaryNodes(state, context);
  return itemNodes(state, asked, context);
}

function itemNodes(state: QuizState, asked: SessionItem, context: ViewContext): Node[] {
  const { item, key, home } = asked;
  const { phase, lang } = state;
  const parts = partsOfItem(asked);
  if (phase.kind === 'choosing' || phase.kind === 'sure') {
    const open = phase.kind === 'choosing';
    const pointed =
      item.type === 'layer' && 'options' in phase.entry ? phase.entry.options[phase.entry.cursor] : undefined;
    const picture = pictureOf(asked, pointed === undefined ? [] : [pointed], context);
    return [...picture, ...entryNodes(item, phase.entry, parts, open, context)];
  }
  const given = state.answers[key];
  if (given === undefined) return [];
  const right = grade(item, given.answer).correct;
  const more = right ? undefined : messagesOf(lang).quiz.comesBack;
  // A wrong answer gets the whole screen for its refutation.
  const picture = right && item.type === 'layer' ? pictureOf(asked, item.answer, context) : [];
  return [...picture, ...feedbackNodes(home, item, parts, given.answer, lang, more)];
}

/** The picture that an item asks about, with some of its parts marked, and room below it. */
function pictureOf({ scene }: SessionItem, highlight: readonly string[], context: ViewContext): Node[] {
  return scene === undefined ? [] : [...pictureNodes({ ...scene, highlight }, context), GAP];
}

/** A picture in words. */
export function describeNodes(asked: SessionItem | undefined, lang: Lang): Node[] {
  const title = paragraph(messagesOf(lang).walk.describeTitle, 'title');
  const { scene } = asked ?? {};
  return scene === undefined ? [title] : [title, GAP, ...alternativeNodes({ ...scene, highlight: [] }, lang)];
}

/** Where to read about an item, with the name that `learn` takes: `See it: layers, step 4`. */
export function placeText({ lesson, step }: Place, lang: Lang): string {
  const { quiz } = messagesOf(lang);
  const id = lesson.slice(lesson.indexOf('/') + 1);
  return `${quiz.seeIt}: ${id}${step === undefined ? '' : `, ${quiz.stepNumber(step.number)}`}`;
}

/** A hint if there is one; else how sure the learner is, or where to read on and where it comes from. */
function footLine(state: QuizState): Node {
  const { walk, quiz } = messagesOf(state.lang);
  if (state.hint !== undefined) return { t: 'line', left: [span(quiz.hint[state.hint], 'accent')] };
  if (state.phase.kind === 'sure') return { t: 'line', left: [span(walk.howSure, 'accent')] };
  const asked = currentItem(state);
  if (state.overlay !== undefined || state.phase.kind !== 'told' || asked === undefined)
    return { t: 'line', left: [] };
  const place = state.places[asked.key];
  const hosts = sourceHosts(asked);
  return {
    t: 'line',
    left: place === undefined ? [] : [span(placeText(place, state.lang), 'accent')],
    right: hosts.length === 0 ? [] : [span(hosts.join('  '), 'muted')],
  };
}

/** Where what an item says comes from. */
export function sourceHosts({ item, home }: SessionItem): string[] {
  const hosts = item.sources.flatMap((id) => hostOf(home.sources[id]?.url) ?? []);
  return [...new Set(hosts)];
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^https?:\/\/(?:www\.)?([^/]+)/.exec(url)?.[1];
}
