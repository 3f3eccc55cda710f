/** Quiz items: one schema for the `ask` of a step and the items of a quiz. */
import * as v from 'valibot';
import { CoversSchema, IdSchema, TextSchema, WasSchema } from './common.ts';
import { FactSchema, TextFactSchema } from './fact.ts';

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

/** What is said of one wrong answer. */
const WrongSchema = v.strictObject({ mis: v.optional(IdSchema), say: v.optional(TextSchema) });

export const LayerSchema = v.strictObject({
  ...base,
  type: v.literal('layer'),
  /** A diagram of the lesson or quiz; in a step's `ask`, the step's own if left out. */
  diagram: v.optional(v.string()),
  /** Parts that are right; any of them will do. */
  answer: v.pipe(v.array(v.string()), v.minLength(1)),
  wrong: v.optional(v.record(v.string(), WrongSchema)),
});

/** Texts in one language or several, each in any number of forms: what a typed answer is compared with. */
const FormsSchema = v.union([
  v.pipe(v.array(v.string()), v.minLength(1)),
  v.record(v.string(), v.pipe(v.array(v.string()), v.minLength(1))),
]);

/** Listed in the right order; shown shuffled. */
export const OrderSchema = v.strictObject({
  ...base,
  type: v.literal('order'),
  items: v.pipe(v.array(v.strictObject({ id: IdSchema, text: TextSchema })), v.minLength(3), v.maxLength(9)),
});

export const MatchSchema = v.strictObject({
  ...base,
  type: v.literal('match'),
  pairs: v.pipe(
    v.array(
      v.strictObject({ id: IdSchema, left: TextSchema, right: TextSchema, say: v.optional(TextSchema) }),
    ),
    v.minLength(2),
    v.maxLength(6),
  ),
  /** Right sides that belong to no left side. */
  decoys: v.optional(
    v.array(
      v.strictObject({
        id: IdSchema,
        right: TextSchema,
        mis: v.optional(IdSchema),
        say: v.optional(TextSchema),
      }),
    ),
  ),
});

const GapSchema = v.strictObject({
  /** Every text that is right, in any language. */
  accept: FormsSchema,
  /** What does not matter in a typed answer; without it every character does, apart from its Unicode composition. */
  forgive: v.optional(v.array(v.picklist(['case', 'spacing']))),
  /** Wrong texts that are worth a word of their own. */
  wrong: v.optional(v.record(v.string(), WrongSchema)),
});

export const ClozeSchema = v.strictObject({
  ...base,
  type: v.literal('cloze'),
  /** A text or a command with `[[gap]]` where something is missing; not Markdown. */
  text: TextSchema,
  gaps: v.record(IdSchema, GapSchema),
});

export const NumericSchema = v.strictObject({
  ...base,
  type: v.literal('numeric'),
  answer: v.number(),
  /** How far off an answer may be, in the item's unit; 0 if left out. */
  tolerance: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** Shown behind the number; a learner may answer in any unit of the same kind (`MiB` for `MB`, `ms` for `s`). */
  unit: v.optional(v.string()),
  wrong: v.optional(v.record(v.string(), WrongSchema)),
});

/** Where a command is run: the folder (path → content), and what was done before (docker commands, without a shell). */
const place = {
  files: v.optional(v.record(v.string(), v.string())),
  setup: v.optional(v.array(v.string())),
};

/** A docker command is typed; compared by meaning, so that order, aliases and spellings of flags do not matter. */
export const CommandItemSchema = v.strictObject({
  ...base,
  ...place,
  type: v.literal('command'),
  /** Command lines that are right; the first is shown as the answer. */
  accept: v.pipe(v.array(v.string()), v.minLength(1)),
  /** Flags that may stand in the answer besides. */
  allow: v.optional(v.array(v.string())),
  /** Facts that the command must bring about: whatever does, run on the sandbox, is right too. */
  goal: v.optional(v.pipe(v.array(FactSchema), v.minLength(1))),
  /** Wrong command lines that are worth a word of their own. */
  wrong: v.optional(v.record(v.string(), WrongSchema)),
});

/** What comes of the command when an option is right. */
const OutcomeSchema = v.strictObject({
  stdout: v.optional(v.union([v.string(), TextFactSchema])),
  stderr: v.optional(v.union([v.string(), TextFactSchema])),
  exit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
});

/** What will happen? The sandbox gives the key: the option whose `when` holds. */
export const PredictSchema = v.strictObject({
  ...base,
  ...place,
  type: v.literal('predict'),
  /** The docker command whose outcome is foretold. */
  run: v.string(),
  options: v.pipe(
    v.array(
      v.strictObject({
        id: IdSchema,
        text: TextSchema,
        when: OutcomeSchema,
        mis: v.optional(IdSchema),
        say: v.optional(TextSchema),
      }),
    ),
    v.minLength(2),
    v.maxLength(9),
  ),
});

/** Any item, told apart by `type`. */
export const ItemSchema = v.variant('type', [
  SingleSchema,
  MultipleSchema,
  OrderSchema,
  MatchSchema,
  ClozeSchema,
  NumericSchema,
  LayerSchema,
  CommandItemSchema,
  PredictSchema,
]);
export type ItemSource = v.InferOutput<typeof ItemSchema>;

/** Items that the `ask` of a step can be: those that fit beside a picture and are answered by pointing. */
export const AskSchema = v.variant('type', [SingleSchema, MultipleSchema, LayerSchema]);
export type AskSource = v.InferOutput<typeof AskSchema>;
