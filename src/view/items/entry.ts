/** What a learner has put in so far, type by type. */
import { type ClozePart, clozeParts } from '../../content/cloze-text.ts';
import type { ClozeItem, CommandItem, Item, MatchItem, NumericItem, OrderItem } from '../../content/types.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import { messagesOf } from '../../text/messages/index.ts';
import type { Phrase } from '../../text/prose.ts';
import type { ChoiceEntry } from '../../tutor/items/choosing.ts';
import type { ClozeEntry } from '../../tutor/items/cloze.ts';
import type { CommandEntry } from '../../tutor/items/command.ts';
import { type Entries, type Entry, typeOf } from '../../tutor/items/index.ts';
import type { MatchEntry } from '../../tutor/items/match.ts';
import type { NumericEntry } from '../../tutor/items/numeric.ts';
import type { OrderEntry } from '../../tutor/items/order.ts';
import { EMPTY_FIELD, type TextField, textIn } from '../../tutor/items/text-field.ts';
import type { Choosable } from '../../tutor/items/types.ts';
import type { ViewContext } from '../context.ts';
import { CARET, GAP, type Node, type Span, span } from '../nodes.ts';
import { phraseSpans } from '../prose.ts';
import { optionNodes, promptNodes } from './options.ts';
import { type Side, sideBySide } from './side-by-side.ts';

/** An entry on its way to the screen. */
interface Showing<I extends Item, E> {
  readonly item: I;
  readonly entry: E;
  /** Whether the learner can still change it. */
  readonly open: boolean;
  readonly context: Pick<ViewContext, 'lang' | 'columns'>;
}

type ItemOf<T extends Item['type']> = Extract<Item, { readonly type: T }>;

/**
 * The prompt of an item, and what the learner has put in.
 *
 * @param item the item
 * @param entry an entry of its type
 * @param parts the parts of its picture, if it asks about one
 * @param open whether the learner can still change the entry: only then are pointer and cursor shown
 * @param context the language and the room
 */
export function entryNodes(
  item: Item,
  entry: Entry,
  parts: readonly Choosable[],
  open: boolean,
  context: Pick<ViewContext, 'lang' | 'columns'>,
): Node[] {
  const showing = <T extends Item['type']>(of: ItemOf<T>): Showing<ItemOf<T>, Entries[T]> => ({
    item: of,
    entry: entry as Entries[T],
    open,
    context,
  });
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'layer':
    case 'predict':
      return choiceNodes(item, entry as ChoiceEntry, parts, open, context.lang);
    case 'order':
      return [...promptNodes(item, context.lang), GAP, ...orderNodes(showing<'order'>(item))];
    case 'match':
      return [...promptNodes(item, context.lang), GAP, ...matchNodes(showing<'match'>(item))];
    case 'cloze':
      return [...promptNodes(item, context.lang), GAP, ...clozeNodes(showing<'cloze'>(item))];
    case 'numeric':
      return [...promptNodes(item, context.lang), GAP, numberNode(showing<'numeric'>(item))];
    case 'command':
      return [...promptNodes(item, context.lang), GAP, lineNode(showing<'command'>(item))];
  }
}

function choiceNodes(
  item: Item,
  { options, cursor, chosen }: ChoiceEntry,
  parts: readonly Choosable[],
  open: boolean,
  lang: Lang,
): Node[] {
  const choices = typeOf(item).choices(item, parts);
  const shown = options.flatMap((id) => choices.find((choice) => choice.id === id) ?? []);
  // Once it is submitted, the option under the pointer is the one that was chosen.
  const picked = open || item.type === 'multiple' ? chosen : options.slice(cursor, cursor + 1);
  return optionNodes(item, shown, { choosing: open, cursor, chosen: picked }, lang);
}

/** The row that submits, behind those that are answered. */
function submitNode(pointed: boolean, lang: Lang): Node {
  return {
    t: 'text',
    lead: span(pointed ? '❯ ' : '  ', 'accent'),
    spans: [span(messagesOf(lang).quiz.submit, pointed ? 'accent' : 'muted')],
  };
}

function orderNodes({ item, entry, open, context }: Showing<OrderItem, OrderEntry>): Node[] {
  const { lang } = context;
  const rows = entry.order.map((id, row): Node => {
    const pointed = open && entry.cursor === row;
    const number = entry.numbered.indexOf(id) + 1;
    const text = item.items.find((each) => each.id === id)?.text;
    return {
      t: 'text',
      // Brackets around what is held, for those who see no colour.
      lead: span(
        `${pointed ? '❯' : ' '}${pointed && entry.held ? `[${number}]` : ` ${number} `} `,
        pointed ? 'accent' : 'muted',
      ),
      spans: text === undefined ? [] : phraseSpans(inLanguage(text, lang), pointed ? 'accent' : undefined),
    };
  });
  return open ? [...rows, GAP, submitNode(entry.cursor === entry.order.length, lang)] : rows;
}

function matchNodes({ item, entry, open, context }: Showing<MatchItem, MatchEntry>): Node[] {
  const { lang } = context;
  const rights = typeOf(item).choices(item, []);
  const wordsOf = (id: string): Phrase => {
    const text = rights.find((right) => right.id === id)?.text;
    return text === undefined ? [] : inLanguage(text, lang);
  };
  const chosenHere = entry.chosen[entry.lefts[entry.cursor] ?? ''];
  const lefts = item.pairs.map(({ id, left }, row): Side => {
    const pointed = open && entry.cursor === row;
    const number = entry.rights.indexOf(entry.chosen[id] ?? '') + 1;
    return {
      lead: span(pointed ? '❯ ' : '  ', 'accent'),
      text: inLanguage(left, lang),
      end: span(`  [${number === 0 ? ' ' : number}]`, pointed ? 'accent' : 'muted'),
      marked: pointed,
    };
  });
  const numbered = entry.rights.map((id, index): Side => {
    const marked = open && id === chosenHere;
    return { lead: span(`${index + 1}  `, marked ? 'accent' : 'muted'), text: wordsOf(id), marked };
  });
  const submit = open ? [GAP, submitNode(entry.cursor === entry.lefts.length, lang)] : [];
  return [...sideBySide(lefts, numbered, context.columns), ...submit];
}

/** The least that an empty gap shows, so that its width tells nothing. */
const BLANK = '____';

function clozeNodes({ item, entry, open, context }: Showing<ClozeItem, ClozeEntry>): Node[] {
  const lines = inLanguage(item.text, context.lang).split('\n');
  const rows = lines.map((line) => clozeParts(line).flatMap((part) => partSpans(part, entry, open)));
  // A file keeps its lines as they are; a sentence or a command wraps.
  return rows.length > 1
    ? [{ t: 'rows', rows, indent: 2 }]
    : [{ t: 'text', spans: rows[0] ?? [], indent: 2 }];
}

function partSpans(part: ClozePart, entry: ClozeEntry, open: boolean): Span[] {
  if (typeof part === 'string') return [span(part)];
  const active = open && entry.gaps[entry.cursor] === part.gap;
  const field = entry.fields[part.gap] ?? EMPTY_FIELD;
  const style = active ? 'accent' : 'muted';
  const inside = active ? fieldSpans(field) : [span(textIn(field), 'strong')];
  return [
    span('[', style),
    ...inside,
    ...(textIn(field) === '' ? [span(BLANK, 'muted')] : []),
    span(']', style),
  ];
}

function fieldSpans({ before, after }: TextField): Span[] {
  return [span(before, 'accent'), CARET, span(after, 'accent')];
}

function numberNode({ item, entry, open }: Showing<NumericItem, NumericEntry>): Node {
  const text = textIn(entry.field);
  const unit = item.unit === undefined ? [] : [span(`  (${item.unit})`, 'muted')];
  const field = open ? fieldSpans(entry.field) : [span(text, 'strong')];
  const blank = text === '' ? [span(BLANK, 'muted')] : [];
  return { t: 'text', lead: span(open ? '❯ ' : '  ', 'accent'), spans: [...field, ...blank, ...unit] };
}

/** A command line behind a shell's prompt. */
function lineNode({ entry, open }: Showing<CommandItem, CommandEntry>): Node {
  const text = textIn(entry.line);
  const field = open ? fieldSpans(entry.line) : [span(text, 'strong')];
  return { t: 'text', lead: span('$ ', open ? 'accent' : 'muted'), spans: field };
}
