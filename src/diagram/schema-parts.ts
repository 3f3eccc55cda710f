/** What the schemas of all kinds of diagrams share. */
import * as v from 'valibot';

/** An id: lower case words joined by hyphens. */
export const IdSchema = v.pipe(
  v.string(),
  v.regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'an id is lower case words joined by hyphens, such as `copy-on-write`',
  ),
);

const LabelForms = v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1))]);
/** `{en: "…", ko: […]}`, or one value for all languages; a list gives a long form and shorter ones. */
export const LabelSchema = v.union([LabelForms, v.record(v.string(), LabelForms)]);

/** A label as it is written. */
export type LabelSource = v.InferOutput<typeof LabelSchema>;
