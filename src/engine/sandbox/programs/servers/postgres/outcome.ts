import type { Context } from './evaluate.ts';
import type { Cluster } from './store.ts';

/** A table of results. */
export interface Rows {
  readonly columns: readonly { readonly name: string; readonly right: boolean }[];
  /** undefined (null in transit) is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What a statement did. */
export interface Outcome {
  readonly cluster: Cluster;
  /** `INSERT 0 1` */
  readonly tag: string;
  readonly rows?: Rows;
  readonly notice?: string;
}

/** Who asks, and of which database. */
export type Session = Context['session'];
