import type { Lesson, Step } from '../content/types.ts';
import { narrateEdits } from '../diagram/alternative.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { messagesOf } from '../text/messages/index.ts';
import { plainPhrase } from '../text/prose.ts';
import { typeOf } from '../tutor/items/index.ts';
import { choicesOf, editsOf, scenesOf } from '../tutor/walkthrough/state.ts';
import { alternativeNodes } from './diagram.ts';
import { GAP, type Node, paragraph, span } from './nodes.ts';
import { phraseSpans, proseNodes } from './prose.ts';
import { practiceDocument } from './walkthrough/practice.ts';

/**
 * A whole lesson as one text, for a pipe or a printer: pictures as nested lists, questions with their answers.
 *
 * @param lesson the lesson
 * @param lang in which language
 */
export function lessonDocument(lesson: Lesson, lang: Lang): Node[] {
  const { walk } = messagesOf(lang);
  const nodes: Node[] = [
    { t: 'text', spans: [...phraseSpans(inLanguage(lesson.title, lang), 'title')] },
    paragraph(
      `${plainPhrase(inLanguage(lesson.module.title, lang))} · ${lesson.id} · ${walk.minutes(lesson.minutes)}`,
      'muted',
    ),
  ];
  for (const [index, step] of lesson.steps.entries())
    nodes.push(GAP, ...stepDocument(lesson, step, index, lang));
  nodes.push(...sourcesOf(lesson, lang));
  return nodes;
}

/** One step of a lesson as text. */
export function stepDocument(lesson: Lesson, step: Step, index: number, lang: Lang): Node[] {
  const { walk } = messagesOf(lang);
  const title = step.title === undefined ? '' : `: ${plainPhrase(inLanguage(step.title, lang))}`;
  const nodes: Node[] = [paragraph(`${walk.stepOf(index + 1, lesson.steps.length)}${title}`, 'title')];
  nodes.push(...pictureInWords(lesson, step, lang));
  if (step.text !== undefined) nodes.push(GAP, ...proseNodes(inLanguage(step.text, lang), 2));
  if (step.try !== undefined) nodes.push(GAP, ...practiceDocument(step, lang, 2));
  if (step.ask !== undefined) nodes.push(...questionDocument(lesson, step, step.ask, lang));
  return nodes;
}

/** A step's picture as a nested list; of a picture that moves, what changes in it. */
export function pictureInWords(lesson: Lesson, step: Step, lang: Lang): Node[] {
  const scenes = scenesOf(lesson, step);
  const last = scenes.at(-1);
  if (last === undefined) return [];
  const nodes: Node[] = [GAP, ...alternativeNodes(last, lang, 2)];
  const edits = editsOf(lesson, step);
  if (edits.length === 0) return nodes;
  nodes.push(paragraph(`${messagesOf(lang).walk.change}:`, undefined, 2));
  for (const line of narrateEdits(edits, lang)) {
    nodes.push({ t: 'text', spans: [span(line)], indent: 2, lead: span('- ') });
  }
  return nodes;
}

function questionDocument(lesson: Lesson, step: Step, item: NonNullable<Step['ask']>, lang: Lang): Node[] {
  const { walk } = messagesOf(lang);
  const choices = choicesOf(lesson, step, item);
  const nodes: Node[] = [
    GAP,
    paragraph(`${walk.question}:`, 'strong', 2),
    ...proseNodes(inLanguage(item.prompt, lang), 2),
    ...choices.map(
      (choice, index): Node => ({
        t: 'text',
        indent: 4,
        lead: span(`${index + 1}. `),
        spans: phraseSpans(inLanguage(choice.text, lang)),
      }),
    ),
  ];
  const key = typeOf(item).words(item, typeOf(item).key(item), choices);
  const answer = key.map(({ text }) => plainPhrase(inLanguage(text, lang))).join(' · ');
  nodes.push(paragraph(`${walk.rightAnswer}: ${answer}`, undefined, 2));
  if (item.type !== 'layer') {
    for (const option of item.options) {
      if (option.correct && option.say !== undefined)
        nodes.push(...proseNodes(inLanguage(option.say, lang), 2));
    }
  }
  if (item.say !== undefined) nodes.push(...proseNodes(inLanguage(item.say, lang), 2));
  return nodes;
}

function sourcesOf(lesson: Lesson, lang: Lang): Node[] {
  const sources = Object.values(lesson.sources);
  if (sources.length === 0) return [];
  return [
    GAP,
    paragraph(messagesOf(lang).walk.sources, 'title'),
    // Rows, since an address that is broken cannot be followed.
    { t: 'rows', rows: sources.map((source) => [span(`- ${source.url}`)]) },
  ];
}
