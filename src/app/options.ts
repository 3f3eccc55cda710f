/** Options of every command. */
export interface GlobalOptions {
  readonly lang?: string;
  /** Packs beside the built-in one: folders or files. */
  readonly pack?: readonly string[];
  readonly dataDir?: string;
  readonly profile?: string;
  readonly ascii?: boolean;
  readonly unicode?: boolean;
  readonly color?: boolean;
  readonly motion?: boolean;
  readonly screenReader?: boolean;
}
