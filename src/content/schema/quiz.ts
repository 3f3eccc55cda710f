import * as v from 'valibot';
import { DiagramSchema } from '../../diagram/schema.ts';
import { FormatSchema, IdSchema, SourcesSchema, TextSchema, WasSchema } from './common.ts';
import { ItemSchema } from './item.ts';

/** `<name>.quiz.yaml`: the items of a lesson's quiz, or of a module's final. */
export const QuizSchema = v.strictObject({
  format: FormatSchema,
  id: IdSchema,
  was: v.optional(WasSchema),
  title: TextSchema,
  /** The lesson that it belongs to: its objectives, sources and diagrams may be named here. */
  lesson: v.optional(IdSchema),
  /** Or the module whose final it is: objectives of all its lessons may be named. */
  module: v.optional(IdSchema),
  /** The share of the points that passes, 0 to 1. */
  pass: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** How many of the items an attempt draws; all if left out. */
  draw: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  sources: v.optional(SourcesSchema),
  diagrams: v.optional(v.record(IdSchema, DiagramSchema)),
  items: v.pipe(v.array(ItemSchema), v.minLength(1)),
});
export type QuizSource = v.InferOutput<typeof QuizSchema>;
