import * as v from 'valibot';
import { FormatSchema, IdSchema, LangSchema, SourceSchema, TextSchema } from './common.ts';

/** `pack.yaml`: the manifest. */
export const PackSchema = v.strictObject({
  format: FormatSchema,
  id: IdSchema,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'a version is three numbers, such as 1.0.0')),
  title: TextSchema,
  languages: v.pipe(v.array(LangSchema), v.minLength(1)),
  /** The built-in pack's rules: objectives, sources and covers are required. */
  strict: v.optional(v.boolean()),
  modules: v.pipe(
    v.array(
      v.strictObject({
        id: IdSchema,
        title: TextSchema,
        lessons: v.array(IdSchema),
        quizzes: v.optional(v.array(IdSchema)),
        labs: v.optional(v.array(IdSchema)),
      }),
    ),
    v.minLength(1),
  ),
});
export type PackSource = v.InferOutput<typeof PackSchema>;

/** `glossary.yaml`. */
export const GlossarySchema = v.strictObject({
  format: FormatSchema,
  terms: v.array(
    v.strictObject({
      id: IdSchema,
      term: TextSchema,
      means: TextSchema,
      lesson: v.optional(IdSchema),
      /** Other words a learner may search for, in any language. */
      also: v.optional(v.array(v.string())),
    }),
  ),
});
export type GlossarySource = v.InferOutput<typeof GlossarySchema>;

/** `misconceptions.yaml`. */
export const MisconceptionsSchema = v.strictObject({
  format: FormatSchema,
  misconceptions: v.array(
    v.strictObject({
      id: IdSchema,
      belief: TextSchema,
      /** Why people believe it. */
      tempting: TextSchema,
      /** What is so, and how to see it. */
      truth: TextSchema,
      lesson: v.optional(IdSchema),
      sources: v.optional(v.array(SourceSchema)),
      /** Entries of the fact sheet, such as E15. */
      covers: v.optional(v.array(v.string())),
    }),
  ),
});
export type MisconceptionsSource = v.InferOutput<typeof MisconceptionsSchema>;
