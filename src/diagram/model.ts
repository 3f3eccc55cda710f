import type { BuildState } from '../formats/build-plan.ts';
import type { ClusterModel } from './cluster/model.ts';
import type { ComposeModel } from './compose/model.ts';
import type { EngineModel } from './engine/model.ts';
import type { Label, Part } from './part.ts';

export { type Label, type Part, type PartPath, ROLES, type Role } from './part.ts';

/** A floor of a stack: one part, or several copies of it side by side. */
export interface PartTier {
  readonly kind: 'part';
  readonly part: Part;
  /** How many copies stand side by side; 1 or more. */
  readonly repeat: number;
}

/** A floor that holds stacks side by side; one nested stack is one column. */
export interface ColumnsTier {
  readonly kind: 'columns';
  /** Each column is a stack, top floor first. */
  readonly columns: readonly (readonly Tier[])[];
  /** How many copies of all the columns stand side by side; 1 or more. */
  readonly repeat: number;
}

export type Tier = PartTier | ColumnsTier;

/** One stack, with its name and what stands beside it. */
export interface Panel {
  /** Unique in the diagram; empty for the only panel of a `stack`. */
  readonly id: string;
  readonly label?: Label;
  /** Top floor first, as drawn. */
  readonly tiers: readonly Tier[];
  /** Parts that stand beside the floor whose part has the key's id (an engine beside the kernel). */
  readonly beside: Readonly<Record<string, readonly Part[]>>;
}

/** One stack, or two or three side by side with their floors aligned. */
export interface StackModel {
  readonly kind: 'stack' | 'compare';
  readonly panels: readonly Panel[];
}

/**
 * What a Dockerfile line leaves in the image: the base's layers, a layer of its own, or only metadata. `left-out` stands
 * for lines that the picture has no room for.
 */
export type LayerAdds = 'base' | 'files' | 'metadata' | 'left-out';

/** What the next build does with a layer; `skipped`: its stage is not built at all. */
export type LayerState = BuildState | 'skipped';

/** Why the next build does so: what it reads, the line before it, another stage, or a URL that is asked again. */
export type LayerReason = 'reads-none' | 'before' | 'stage' | 'remote';

export interface Layer {
  readonly id: string;
  /** The Dockerfile line, if the layer comes from one. */
  readonly line?: string;
  readonly label?: Label;
  /** A container's writable layer; several of them stand side by side on the image. */
  readonly writable: boolean;
  readonly adds: LayerAdds;
  /** What the next build does with it; absent if the diagram says nothing of a change. Derived, never authored. */
  readonly state?: LayerState;
  /** Why, where `changed` does not say it. */
  readonly because?: LayerReason;
  /** The files of the build context whose change reaches this line. */
  readonly changed?: readonly string[];
  /** The build stage it belongs to; absent where there is but one. Layers of a stage stand together. */
  readonly stage?: string;
  /** The stage or image that its files come from (`COPY --from`), or the stage that this one goes on from. */
  readonly from?: string;
}

/** An image's layers, bottom first, and the writable layers of containers on it. */
export interface LayersModel {
  readonly kind: 'layers';
  readonly layers: readonly Layer[];
}

export interface Link extends Part {
  /** A second, quieter line in the box: a year, a file, a protocol. */
  readonly note?: Label;
  /** What the arrow to the next link says. */
  readonly via?: Label;
}

/** Who calls whom, or what came after what. */
export interface ChainModel {
  readonly kind: 'chain';
  readonly links: readonly Link[];
}

/** A diagram as data. Everything drawn, spoken, animated, exported or asked comes from it. */
export type Model = StackModel | LayersModel | ChainModel | ComposeModel | ClusterModel | EngineModel;
