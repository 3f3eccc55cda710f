/** Quiz items: one schema for the `ask` of a step and the items of a quiz. */
import * as v from 'valibot';
import { CoversSchema, IdSchema, TextSchema, WasSchema } from './common.ts';

const base = {
  id: IdSchema,
  prompt: TextSchema,
  objective: v.optional(IdSchema),
  sources: v.optional(v.array(v.string())),
  covers: v.optional(CoversSchema),
  /** Shown after any answer. */
  say: v.optional(TextSchema),
  /** Raised by the author only when the meaning changed; a schedule starts again then. */
  revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  was: v.optional(WasSchema),
};

const OptionSchema = v.strictObject({
  id: IdSchema,
  text: TextSchema,
  correct: v.optional(v.boolean()),
  /** The misconception that this wrong option shows. */
  mis: v.optional(IdSchema),
  /** Why this option is right or wrong. */
  say: v.optional(TextSchema),
});
const Options = v.pipe(v.array(OptionSchema), v.minLength(2), v.maxLength(9));

export const SingleSchema = v.strictObject({ ...base, type: v.literal('single'), options: Options });
export const MultipleSchema = v.strictObject({ ...base, type: v.literal('multiple'), options: Options });

const WrongPart = v.strictObject({ mis: v.optional(IdSchema), say: v.optional(TextSchema) });
export const LayerSchema = v.strictObject({
  ...base,
  type: v.literal('layer'),
  /** A diagram of the lesson or quiz; in a step's `ask`, the step's own if left out. */
  diagram: v.optional(v.string()),
  /** Parts that are right; any of them will do. */
  answer: v.pipe(v.array(v.string()), v.minLength(1)),
  wrong: v.optional(v.record(v.string(), WrongPart)),
});

/** Any item, told apart by `type`. */
export const ItemSchema = v.variant('type', [SingleSchema, MultipleSchema, LayerSchema]);
export type ItemSource = v.InferOutput<typeof ItemSchema>;
