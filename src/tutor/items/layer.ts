import type { LayerItem } from '../../content/types.ts';
import { oneOf } from './one-of.ts';

/** A part of a picture is the answer, or any of several; all or nothing. Parts keep the order of the picture. */
export const layer = oneOf<LayerItem>({
  choices: (_item, parts) => parts,
  shuffled: false,
  right: (item) => item.answer,
  remark: (item, id) => (item.answer.includes(id) ? undefined : item.wrong[id]),
});
