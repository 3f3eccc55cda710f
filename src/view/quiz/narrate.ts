import { clozeParts } from '../../content/cloze-text.ts';
import { inLanguage } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import { grade } from '../../tutor/grading.ts';
import { type Entry, typeOf } from '../../tutor/items/index.ts';
import { textIn } from '../../tutor/items/text-field.ts';
import { currentItem, partsOfItem, type QuizState, type SessionItem } from '../../tutor/quiz/state.ts';
import { alternativeNodes } from '../diagram.ts';
import { feedbackNodes } from '../items/feedback.ts';
import { promptNodes } from '../items/options.ts';
import { GAP, type Node, paragraph, span } from '../nodes.ts';
import { phraseSpans } from '../prose.ts';
import { keyListNodes } from './keys.ts';
import { describeNodes, placeText, sourceHosts, titleOf } from './page.ts';
import { resultNodes } from './summary.ts';

/**
 * What to say after an input, to someone who hears the program or whose terminal must not be redrawn: only what is
 * new, never the whole page again.
 *
 * @param before the session before the input; nothing if it begins
 * @param state the session now
 */
export function narrateQuiz(before: QuizState | undefined, state: QuizState): Node[] {
  const { walk, quiz } = messagesOf(state.lang);
  if (state.hint !== undefined) return [paragraph(quiz.hint[state.hint])];
  if (state.overlay === 'keys') return keyListNodes(state);
  const asked = currentItem(state);
  if (state.overlay === 'describe') return describeNodes(asked, state.lang);
  const title = before === undefined ? [paragraph(titleOf(state), 'title')] : [];
  if (asked === undefined || state.phase.kind === 'summary') return [...title, GAP, ...resultNodes(state)];
  switch (state.phase.kind) {
    case 'choosing': {
      const sameItem = before?.at === state.at && before.phase.kind === 'choosing';
      if (sameItem && before.lang === state.lang && before.overlay === undefined)
        return gapNodes(state, asked, state.phase.entry);
      return [...title, ...questionNodes(state, asked, state.phase.entry)];
    }
    case 'sure':
      return [paragraph(walk.howSure)];
    case 'told':
      return toldNodes(state, asked);
  }
}

function questionNodes(state: QuizState, asked: SessionItem, entry: Entry): Node[] {
  const { lang, items, at } = state;
  const { quiz } = messagesOf(lang);
  return [
    GAP,
    paragraph(quiz.questionOf(at + 1, items.length), 'title'),
    ...(asked.scene === undefined
      ? []
      : [...alternativeNodes({ ...asked.scene, highlight: [] }, lang, 2), GAP]),
    ...promptNodes(asked.item, lang),
    ...bodyNodes(state, asked, entry),
  ];
}

/** What can be chosen, with its numbers; of gaps, the text with them numbered. */
function bodyNodes(state: QuizState, asked: SessionItem, entry: Entry): Node[] {
  const { lang } = state;
  const { item } = asked;
  const choices = typeOf(item).choices(item, partsOfItem(asked));
  const numbered = (ids: readonly string[]): Node[] =>
    ids.map(
      (id, index): Node => ({
        t: 'text',
        indent: 2,
        lead: span(`${index + 1}. `),
        spans: phraseSpans(inLanguage(choices.find((choice) => choice.id === id)?.text ?? { und: [] }, lang)),
      }),
    );
  if ('options' in entry) return numbered(entry.options);
  if ('numbered' in entry) return numbered(entry.numbered);
  if ('rights' in entry && item.type === 'match') {
    const lefts = item.pairs.map(
      ({ left }): Node => ({
        t: 'text',
        indent: 2,
        lead: span('- '),
        spans: phraseSpans(inLanguage(left, lang)),
      }),
    );
    return [...lefts, GAP, ...numbered(entry.rights)];
  }
  return gapNodes(state, asked, entry);
}

/** The text with its gaps, those that are filled with what fills them, and which gap comes next. */
function gapNodes({ lang }: QuizState, { item }: SessionItem, entry: Entry): Node[] {
  const { quiz } = messagesOf(lang);
  if (item.type === 'numeric')
    return item.unit === undefined ? [] : [paragraph(`(${item.unit})`, undefined, 2)];
  if (item.type !== 'cloze' || !('fields' in entry)) return [];
  const { gaps, cursor, fields } = entry;
  const lines = inLanguage(item.text, lang)
    .split('\n')
    .map((line) =>
      clozeParts(line)
        .map((part) => {
          if (typeof part === 'string') return part;
          const field = fields[part.gap];
          return field === undefined ? `[${gaps.indexOf(part.gap) + 1}: ___]` : `[${textIn(field)}]`;
        })
        .join(''),
    );
  return [
    { t: 'rows', indent: 2, rows: lines.map((text) => [span(text)]) },
    ...(gaps.length > 1 ? [paragraph(quiz.gap(cursor + 1, gaps.length))] : []),
  ];
}

function toldNodes(state: QuizState, asked: SessionItem): Node[] {
  const { lang } = state;
  const { item, home, key } = asked;
  const given = state.answers[key];
  if (given === undefined) return [];
  const { walk, quiz } = messagesOf(lang);
  const more = grade(item, given.answer).correct ? undefined : quiz.comesBack;
  const place = state.places[key];
  const hosts = sourceHosts(asked);
  return [
    ...feedbackNodes(home, item, partsOfItem(asked), given.answer, lang, more),
    ...(place === undefined ? [] : [paragraph(placeText(place, lang), undefined, 3)]),
    ...(hosts.length === 0 ? [] : [paragraph(`${walk.source}: ${hosts.join(', ')}`, 'muted', 3)]),
  ];
}

/** The line that says what can be typed now. */
export function quizPrompt(state: QuizState): string {
  const { linear, quiz } = messagesOf(state.lang);
  if (state.overlay !== undefined) return quiz.linear.overlay;
  switch (state.phase.kind) {
    case 'choosing':
      return quiz.linear[currentItem(state)?.item.type ?? 'single'];
    case 'sure':
      return linear.surePrompt;
    default:
      return quiz.linear[state.phase.kind];
  }
}
