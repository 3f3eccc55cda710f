/** The authored form of a Compose project; what stands under its keys is Compose's own, and `derive.ts` has it checked. */
import * as v from 'valibot';
import { LabelSchema } from '../schema-parts.ts';

const Named = v.record(v.string(), v.nullable(v.record(v.string(), v.any())));

export const ComposeDiagramSchema = v.strictObject({
  kind: v.literal('compose'),
  services: v.record(v.string(), v.record(v.string(), v.any())),
  networks: v.optional(Named),
  volumes: v.optional(Named),
  /** Labels in place of names, by path: `services/web`. */
  labels: v.optional(v.record(v.string(), LabelSchema)),
});

/** An authored project, as the schema lets it pass. */
export type ComposeDiagramSource = v.InferOutput<typeof ComposeDiagramSchema>;
