/** The authored form of a cluster. */
import * as v from 'valibot';
import { IdSchema, LabelSchema } from '../schema-parts.ts';

const Pod = v.strictObject({
  id: IdSchema,
  label: v.optional(LabelSchema),
  node: v.optional(IdSchema),
  workload: v.optional(IdSchema),
  state: v.optional(v.picklist(['running', 'pending', 'failed', 'terminating'])),
});

/** `kind: cluster`: nodes, what is wanted, and the pods; in short, `pods: {web: [n1, n1, n2]}`. */
export const ClusterDiagramSchema = v.strictObject({
  kind: v.literal('cluster'),
  nodes: v.pipe(
    v.array(
      v.strictObject({
        id: IdSchema,
        label: LabelSchema,
        role: v.optional(v.picklist(['control-plane', 'worker'])),
        ready: v.optional(v.boolean()),
      }),
    ),
    v.minLength(1),
  ),
  workloads: v.optional(
    v.array(
      v.strictObject({
        id: IdSchema,
        label: LabelSchema,
        desired: v.pipe(v.number(), v.integer(), v.minValue(0)),
      }),
    ),
  ),
  /** Written out; or for each workload the node of each pod of it, `null` for one that waits for a node. */
  pods: v.optional(v.union([v.array(Pod), v.record(v.string(), v.array(v.nullable(IdSchema)))])),
});

export type ClusterSource = v.InferOutput<typeof ClusterDiagramSchema>;
