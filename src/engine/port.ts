import type { World } from './world.ts';

/** What a docker command line did. */
export interface Execution {
  readonly exit: number;
  /** UTF-8 read as text; a byte that is not UTF-8 became U+FFFD. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A fact that `inspect` does not give, because it costs a call of its own. */
export type Probe =
  /** `docker diff` of a container. */
  | { readonly kind: 'diff'; readonly container: string }
  /** A file of a container, running or not, as `docker cp C:path -` gives it. */
  | { readonly kind: 'file'; readonly container: string; readonly path: string }
  /** HTTP GET from the host. */
  | { readonly kind: 'http'; readonly port: number; readonly path: string }
  /** What a container has written. */
  | { readonly kind: 'logs'; readonly container: string }
  /** Processes of a container, as `docker top` gives them. */
  | { readonly kind: 'top'; readonly container: string }
  /** Events since a moment, milliseconds since 1970. */
  | { readonly kind: 'events'; readonly since: number };

/** The answer to a probe, in the probe's own kind; `found: false` where its subject is not there. */
export type Observation =
  | {
      readonly kind: 'diff';
      readonly found: boolean;
      readonly changes: readonly { readonly kind: 'A' | 'C' | 'D'; readonly path: string }[];
    }
  | { readonly kind: 'file'; readonly found: boolean; readonly text: string }
  | { readonly kind: 'http'; readonly found: boolean; readonly status: number; readonly body: string }
  | { readonly kind: 'logs'; readonly found: boolean; readonly text: string }
  | { readonly kind: 'top'; readonly found: boolean; readonly commands: readonly string[] }
  | { readonly kind: 'events'; readonly found: boolean; readonly events: readonly EngineEvent[] };

/** One line of `docker events`. */
export interface EngineEvent {
  readonly type: 'container' | 'image' | 'network' | 'volume' | 'builder' | 'daemon';
  readonly action: string;
  /** Id of what it happened to. */
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** An engine that can be practised on: the sandbox, or Docker itself. */
export interface EnginePort {
  readonly kind: 'sandbox' | 'docker';
  /** @param argv the words after `docker`. Never a shell's line. */
  exec(
    argv: readonly string[],
    options?: { readonly stdin?: string; readonly cwd?: string },
  ): Promise<Execution>;
  inspect(): Promise<World>;
  /** @returns one observation for each probe, in their order */
  observe(probes: readonly Probe[]): Promise<readonly Observation[]>;
}
