import type { PredictItem } from '../../content/types.ts';
import { oneOf } from './one-of.ts';

/** One of several outcomes of a command is the one that the sandbox shows; all or nothing. */
export const predict = oneOf<PredictItem>({
  choices: (item) => item.options,
  shuffled: true,
  right: (item) => (item.key === undefined ? [] : [item.key]),
  remark: (item, id) => item.options.find((option) => option.id === id),
});
