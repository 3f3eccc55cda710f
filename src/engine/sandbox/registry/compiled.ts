/**
 * The registry's file as plain JSON: what `lessons/registry.yaml` says, and what `the compiled pack` holds. The
 * schema with its messages is in content/schema/registry.ts; the sandbox knows only this shape.
 */

/** A file of an image or a package: its text, or something with attributes. */
export type CompiledFile =
  | string
  | {
      readonly text?: string | undefined;
      readonly size?: number | undefined;
      /** Octal. */
      readonly mode?: string | undefined;
      /** `uid:gid` */
      readonly owner?: string | undefined;
      readonly program?: string | undefined;
      readonly link?: string | undefined;
      readonly directory?: boolean | undefined;
      readonly removed?: boolean | undefined;
    };

export type CompiledFiles = Readonly<Record<string, CompiledFile>>;

export interface CompiledLayer {
  readonly by: string;
  /** Undefined: a line of history without a layer. */
  readonly bytes?: number | undefined;
  readonly busybox?: 'alpine' | 'bin' | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly apk?: Readonly<Record<string, string>> | undefined;
  readonly deb?: Readonly<Record<string, string>> | undefined;
  /** Names of `trees`; the layer's own files come after. */
  readonly trees?: readonly string[] | undefined;
  readonly files?: CompiledFiles | undefined;
}

export interface CompiledConfig {
  readonly cmd?: readonly string[] | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly ports?: readonly string[] | undefined;
  readonly volumes?: readonly string[] | undefined;
  readonly user?: string | undefined;
  readonly workdir?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly healthcheck?:
    | {
        readonly test: readonly string[];
        readonly interval?: string | undefined;
        readonly timeout?: string | undefined;
        readonly 'start-period'?: string | undefined;
        readonly 'start-interval'?: string | undefined;
        readonly retries?: number | undefined;
      }
    | undefined;
  readonly stopsignal?: string | undefined;
}

export interface CompiledImage {
  readonly tags: readonly string[];
  readonly from?: string | undefined;
  readonly created: string;
  readonly config?: CompiledConfig | undefined;
  readonly layers: readonly CompiledLayer[];
}

export interface CompiledRepository {
  readonly name: string;
  readonly description: string;
  readonly stars?: number | undefined;
  readonly official?: boolean | undefined;
  readonly images: readonly CompiledImage[];
}

export interface CompiledPackage {
  readonly name: string;
  readonly versions: readonly string[];
  readonly description?: string | undefined;
  readonly bytes: number;
  readonly needs?: readonly string[] | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly files?: CompiledFiles | undefined;
  readonly provides?: readonly string[] | undefined;
}

export interface CompiledRegistry {
  readonly trees?: Readonly<Record<string, CompiledFiles>> | undefined;
  readonly repositories: readonly CompiledRepository[];
  readonly packages?:
    | Readonly<Partial<Record<'apk' | 'deb' | 'pip' | 'npm', readonly CompiledPackage[] | undefined>>>
    | undefined;
}
