import * as v from 'valibot';
import { IdSchema } from '../../diagram/schema.ts';

export { IdSchema };

/** The tag of a language, such as `en` or `ko`. */
export const LangSchema = v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/, 'a language is a tag such as en or ko'));

/** `{en: "…", ko: "…"}`, or a plain string that serves every language. Its Markdown is read later. */
export const TextSchema = v.union([v.string(), v.record(LangSchema, v.string())]);
export type TextSource = v.InferOutput<typeof TextSchema>;

/** A day as `2026-11-20`; YAML 1.2's core schema leaves it a string. */
export const DaySchema = v.pipe(v.string(), v.isoDate('a day is written year-month-day, such as 2026-11-20'));

/** Where a statement comes from, and when someone last read it there. `checked` is asked for by the rules. */
export const SourceSchema = v.strictObject({
  url: v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/, 'an address begins with https://')),
  title: v.optional(v.string()),
  checked: v.optional(DaySchema),
});
export const SourcesSchema = v.record(IdSchema, SourceSchema);

/** Entries of the fact sheet, such as F01, M45, E9. */
export const CoversSchema = v.array(
  v.pipe(v.string(), v.regex(/^[FME]\d+$/, 'an entry of the fact sheet, such as F01')),
);

export const FormatSchema = v.literal(1);
export const WasSchema = v.array(IdSchema);
