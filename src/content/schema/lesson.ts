import * as v from 'valibot';
import { DiagramSchema } from '../../diagram/schema.ts';
import { CoversSchema, FormatSchema, IdSchema, SourcesSchema, TextSchema, WasSchema } from './common.ts';
import { AskSchema } from './item.ts';
import { TrySchema } from './lab.ts';

const Ids = v.array(v.string());

/** What a step does with a diagram; see `DiagramUse` of the diagram room for what each key means. */
export const DiagramUseSchema = v.strictObject({
  use: v.string(),
  show: v.optional(Ids),
  reveal: v.optional(Ids),
  highlight: v.optional(Ids),
  annotate: v.optional(v.record(v.string(), TextSchema)),
  morph: v.optional(v.tuple([v.string(), v.string()])),
  reorder: v.optional(Ids),
});

/** A step: text, a diagram, and at most one of a question and something to try. */
export const StepSchema = v.strictObject({
  id: IdSchema,
  title: v.optional(TextSchema),
  text: v.optional(TextSchema),
  diagram: v.optional(DiagramUseSchema),
  ask: v.optional(AskSchema),
  /** Something to do on the sandbox. */
  try: v.optional(TrySchema),
  sources: v.optional(v.array(v.string())),
  covers: v.optional(CoversSchema),
  was: v.optional(WasSchema),
});

export const LessonSchema = v.strictObject({
  format: FormatSchema,
  id: IdSchema,
  was: v.optional(WasSchema),
  title: TextSchema,
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  objectives: v.optional(v.array(v.strictObject({ id: IdSchema, text: TextSchema }))),
  sources: v.optional(SourcesSchema),
  diagrams: v.optional(v.record(IdSchema, DiagramSchema)),
  steps: v.pipe(v.array(StepSchema), v.minLength(1)),
});
export type LessonSource = v.InferOutput<typeof LessonSchema>;
export type StepSource = v.InferOutput<typeof StepSchema>;
