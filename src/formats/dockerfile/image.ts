/** What a Dockerfile says of how its image runs; the names are those of the image specification. */
export interface ImageConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Volumes?: Readonly<Record<string, Record<string, never>>>;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly Healthcheck?: {
    readonly Test: readonly string[];
    readonly Interval?: number;
    readonly Timeout?: number;
    readonly StartPeriod?: number;
    readonly StartInterval?: number;
    readonly Retries?: number;
  };
  readonly Shell?: readonly string[];
  readonly OnBuild?: readonly string[];
}

/** What is known of an image that a stage begins with. */
export interface BaseImage {
  /** Its name in full with its digest, as BuildKit shows it. */
  readonly shown: string;
  readonly config: ImageConfig;
}

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** @returns variables by name, from `NAME=value` */
export function environmentOf(env: readonly string[]): Map<string, string> {
  return new Map(
    env.map((variable) => {
      const equals = variable.indexOf('=');
      return equals < 0
        ? ([variable, ''] as const)
        : ([variable.slice(0, equals), variable.slice(equals + 1)] as const);
    }),
  );
}

/** @returns the list with one variable set, where it was or at the end */
export function withVariable(env: readonly string[], name: string, value: string): readonly string[] {
  const at = env.findIndex((variable) => variable.split('=', 1)[0] === name);
  return at < 0 ? [...env, `${name}=${value}`] : env.with(at, `${name}=${value}`);
}
