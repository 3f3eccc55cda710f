/** The table of item types: the only place that knows them all. */
import type { AskItem, Item } from '../../content/types.ts';
import type { ChoiceEntry } from './choosing.ts';
import { type ClozeEntry, cloze } from './cloze.ts';
import { type CommandEntry, command } from './command.ts';
import { layer } from './layer.ts';
import { type MatchEntry, match } from './match.ts';
import { multiple } from './multiple.ts';
import { type NumericEntry, numeric } from './numeric.ts';
import { type OrderEntry, order } from './order.ts';
import { predict } from './predict.ts';
import { single } from './single.ts';
import type { ItemType } from './types.ts';

/** What a learner has put in so far, by the type of the item. */
export interface Entries {
  readonly single: ChoiceEntry;
  readonly multiple: ChoiceEntry;
  readonly layer: ChoiceEntry;
  readonly order: OrderEntry;
  readonly match: MatchEntry;
  readonly cloze: ClozeEntry;
  readonly numeric: NumericEntry;
  readonly command: CommandEntry;
  readonly predict: ChoiceEntry;
}

/** What a learner has put in so far. */
export type Entry = Entries[Item['type']];

/** An item of one type. */
export type ItemOf<T extends Item['type']> = Extract<Item, { readonly type: T }>;

const TYPES: { readonly [T in Item['type']]: ItemType<ItemOf<T>, Entries[T]> } = {
  single,
  multiple,
  layer,
  order,
  match,
  cloze,
  numeric,
  command,
  predict,
};

/**
 * What the type of an item does.
 *
 * @param item any item; the entries given to its type must have been started for an item of the same type
 */
export function typeOf<I extends AskItem>(item: I): ItemType<I, ChoiceEntry>;
export function typeOf<I extends Item>(item: I): ItemType<I, Entry>;
export function typeOf<I extends Item>(item: I): ItemType<I, Entry> {
  return TYPES[item.type] as unknown as ItemType<I, Entry>;
}

/** Whether an item's answer is typed, so that letters are text and no commands. */
export function isTyped(item: Item): boolean {
  return item.type === 'cloze' || item.type === 'numeric' || item.type === 'command';
}
