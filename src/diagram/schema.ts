/**
 * The authored form of diagrams, as in the content format. `derive.ts` makes the model out of it.
 * Kept apart from the model so that nothing of a schema is loaded to draw.
 */
import * as v from 'valibot';
import { ClusterDiagramSchema } from './cluster/schema.ts';
import { ComposeDiagramSchema } from './compose/schema.ts';
import { EngineDiagramSchema } from './engine/schema.ts';
import { ROLES } from './model.ts';
import { IdSchema, LabelSchema } from './schema-parts.ts';

export { IdSchema, LabelSchema, type LabelSource } from './schema-parts.ts';

const Repeat = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6));
const partEntries = { id: IdSchema, role: v.picklist(ROLES), label: LabelSchema };

export const PartSchema = v.strictObject(partEntries);
const PartTierSchema = v.strictObject({ ...partEntries, repeat: v.optional(Repeat) });

export interface StackTierSource {
  repeat?: number | undefined;
  stack: TierSource[];
}
export interface ColumnsTierSource {
  repeat?: number | undefined;
  columns: TierSource[][];
}
export type TierSource = v.InferOutput<typeof PartTierSchema> | StackTierSource | ColumnsTierSource;

/** A floor: a part, `{repeat, stack}` or `{repeat, columns}`. Told apart by the key that each alone has. */
export const TierSchema: v.GenericSchema<TierSource> = v.lazy((input) => {
  if (typeof input === 'object' && input !== null && 'stack' in input) return StackTierSchema;
  if (typeof input === 'object' && input !== null && 'columns' in input) return ColumnsTierSchema;
  return PartTierSchema;
});
const Tiers = v.pipe(v.array(TierSchema), v.minLength(1));
const StackTierSchema = v.strictObject({ repeat: v.optional(Repeat), stack: Tiers });
const ColumnsTierSchema = v.strictObject({
  repeat: v.optional(Repeat),
  columns: v.pipe(v.array(Tiers), v.minLength(1)),
});

const Beside = v.record(v.string(), v.pipe(v.array(PartSchema), v.minLength(1)));

export const StackDiagramSchema = v.strictObject({
  kind: v.literal('stack'),
  label: v.optional(LabelSchema),
  stack: Tiers,
  beside: v.optional(Beside),
});

/** A panel is written out (`stack`), or derived from another (`like`, with edits). */
export const PanelSchema = v.strictObject({
  id: IdSchema,
  label: v.optional(LabelSchema),
  stack: v.optional(Tiers),
  beside: v.optional(Beside),
  like: v.optional(IdSchema),
  /** Floors to put in: `{above: <id>, tier: …}` or `{below: <id>, tier: …}`. */
  add: v.optional(
    v.array(v.strictObject({ above: v.optional(IdSchema), below: v.optional(IdSchema), tier: TierSchema })),
  ),
  remove: v.optional(v.array(IdSchema)),
  change: v.optional(v.record(v.string(), PartSchema)),
  repeat: v.optional(v.record(v.string(), Repeat)),
});

export const CompareDiagramSchema = v.strictObject({
  kind: v.literal('compare'),
  panels: v.pipe(v.array(PanelSchema), v.minLength(2), v.maxLength(3)),
});

export const LayersDiagramSchema = v.strictObject({
  kind: v.literal('layers'),
  layers: v.pipe(
    v.array(
      v.strictObject({
        id: IdSchema,
        line: v.optional(v.string()),
        label: v.optional(LabelSchema),
        writable: v.optional(v.boolean()),
        changed: v.optional(v.array(v.string())),
        stage: v.optional(IdSchema),
      }),
    ),
    v.minLength(1),
  ),
});

export const ChainDiagramSchema = v.strictObject({
  kind: v.literal('chain'),
  links: v.pipe(
    v.array(
      v.strictObject({
        id: IdSchema,
        role: v.optional(v.picklist(ROLES)),
        label: LabelSchema,
        note: v.optional(LabelSchema),
        via: v.optional(LabelSchema),
      }),
    ),
    v.minLength(2),
  ),
});

/** Every kind of diagram, told apart by `kind`. */
export const DiagramSchema = v.variant('kind', [
  StackDiagramSchema,
  CompareDiagramSchema,
  LayersDiagramSchema,
  ChainDiagramSchema,
  ClusterDiagramSchema,
  ComposeDiagramSchema,
  EngineDiagramSchema,
]);

export type DiagramSource = v.InferOutput<typeof DiagramSchema>;
export type PanelSource = v.InferOutput<typeof PanelSchema>;
