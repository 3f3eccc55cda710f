import { inLanguage, type Lang } from '../../text/localized.ts';
import { type ExplainMessages, explainMessagesOf } from '../../text/messages/explain.ts';
import { displayWidth, pad } from '../../text/width.ts';
import type { Detail, Effect, ExplainedWord, Explanation, Note, NotRun } from '../../tutor/explain/types.ts';
import { GAP, type Node, paragraph, type Span, span } from '../nodes.ts';

/** A lesson to read, as it is named. */
export interface LessonToRead {
  readonly id: string;
  readonly title: string;
}

/** The widest column of words, as a share of the line, and of a narrow line: what is wider has a line of its own. */
const WIDEST = { wide: 1 / 3, narrow: 1 / 4 };
const NARROW = 72;

/**
 * A command line explained: what it does, word by word, what it changes, and where to read on.
 *
 * @param columns the width of the lines in cells
 */
export function explanationNodes(
  explanation: Explanation,
  lesson: LessonToRead | undefined,
  lang: Lang,
  columns: number,
): Node[] {
  const words = explainMessagesOf(lang);
  const { name, does, notModelled, effects, notes } = explanation;
  return [
    {
      t: 'text',
      spans: [
        span(name, 'title'),
        span(`  ${inLanguage({ ...does }, lang)}`),
        ...(notModelled ? [span(` (${words.notModelled})`, 'muted')] : []),
      ],
    },
    GAP,
    paragraph(words.title, 'strong'),
    ...wordNodes(explanation.words, words, lang, columns),
    ...(effects.length === 0
      ? []
      : [
          GAP,
          paragraph(words.changes, 'strong'),
          ...effects.map((effect) => bullet(sentence(words.effect, effect))),
        ]),
    ...(notes.length === 0
      ? []
      : [GAP, paragraph(words.note, 'strong'), ...notes.map((note) => bullet(sentence(words.notes, note)))]),
    ...lessonNodes(lesson, words),
  ];
}

/** What is said of a command line that docker would not run, beside docker's own message. */
export function notRunNodes(
  { kind, meant }: NotRun,
  line: string,
  lesson: LessonToRead | undefined,
  lang: Lang,
): Node[] {
  const words = explainMessagesOf(lang);
  return [
    ...(kind === 'help' ? [paragraph(words.helpOnly(line))] : []),
    ...(meant === undefined ? [] : [paragraph(words.didYouMean(meant))]),
    ...lessonNodes(lesson, words),
  ];
}

function lessonNodes(lesson: LessonToRead | undefined, words: ExplainMessages): Node[] {
  if (lesson === undefined) return [];
  return [
    GAP,
    {
      t: 'text',
      lead: span(`${words.lesson}: `, 'muted'),
      spans: [span(`docker-tutor learn ${lesson.id}`, 'code'), span(`  ${lesson.title}`, 'muted')],
    },
  ];
}

function bullet(text: string): Node {
  return { t: 'text', indent: 2, lead: span('• ', 'muted'), spans: [span(text)] };
}

/** A table of two columns; a word that is too wide for its column stands above what is said of it. */
function wordNodes(
  all: readonly ExplainedWord[],
  words: ExplainMessages,
  lang: Lang,
  columns: number,
): Node[] {
  const most = Math.floor(columns * (columns < NARROW ? WIDEST.narrow : WIDEST.wide));
  const widths = all.map(({ text }) => displayWidth(text));
  const column = Math.max(0, ...widths.filter((width) => width <= most));
  return all.flatMap((word): Node[] => {
    const said = saidOf(word, words, lang);
    const isWide = displayWidth(word.text) > column;
    const row: Node = {
      t: 'text',
      indent: 2,
      lead: span(`${pad(isWide ? '' : word.text, column)}  `, 'code'),
      spans: said,
    };
    return isWide ? [{ t: 'text', indent: 2, spans: [span(word.text, 'code')] }, row] : [row];
  });
}

function saidOf(word: ExplainedWord, words: ExplainMessages, lang: Lang): Span[] {
  const details = word.details.map((detail) => sentence(words.value, detail));
  return [span(roleText(word, words, lang)), ...details.map((detail) => span(`; ${detail}`, 'muted'))];
}

function roleText(word: ExplainedWord, words: ExplainMessages, lang: Lang): string {
  switch (word.role) {
    case 'docker':
    case 'program':
    case 'terminator':
      return words[word.role];
    case 'command':
      return inLanguage({ ...word.does }, lang);
    case 'argument':
      return words.argument[word.name] ?? words.anArgument;
    case 'flag': {
      const { flag, global } = word;
      const long = word.text.startsWith('--') ? '' : `--${flag.name}: `;
      const remarks = [
        ...(global ? [words.global] : []),
        ...(flag.deprecated !== undefined ? [words.deprecated] : []),
        ...(flag.notModelled === true ? [words.notModelled] : []),
      ];
      return `${long}${inLanguage({ ...flag.does }, lang)}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
    }
  }
}

/** A sentence of one of the tables of sentences. */
function sentence(table: object, about: Effect | Detail | Note): string {
  const say = (table as Readonly<Record<string, (about: unknown) => string>>)[about.kind];
  return say?.(about) ?? '';
}
