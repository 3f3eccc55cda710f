import type { SingleItem } from '../../content/types.ts';
import { idsOf } from './choosing.ts';
import { oneOf } from './one-of.ts';

/** One of several options is right; all or nothing. */
export const single = oneOf<SingleItem>({
  choices: (item) => item.options,
  shuffled: true,
  right: (item) => idsOf(item.options.filter((option) => option.correct)),
  remark: (item, id) => item.options.find((option) => option.id === id),
});
