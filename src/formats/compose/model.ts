import type { Mapping, Positions } from './tree.ts';

export type DependencyCondition =
  | 'service_started'
  | 'service_healthy'
  | 'service_completed_successfully'
  /** What `--wait` waits for: healthy if there is a health check, else running. */
  | 'running_or_healthy';

export interface ServiceDependency {
  readonly condition: DependencyCondition;
  readonly restart: boolean;
  readonly required: boolean;
}

export interface ServiceBuild {
  /** Absolute, or a URL. */
  readonly context: string;
  readonly dockerfile: string | undefined;
  readonly dockerfileInline: string | undefined;
  /** A key without a value takes it from outside. */
  readonly args: ReadonlyMap<string, string | null>;
  readonly target: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly network: string | undefined;
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  readonly secrets: readonly FileReference[];
  /** The keys that are there, for those who must refuse some. */
  readonly keys: readonly string[];
}

/** A published or only exposed port. */
export interface ServicePort {
  readonly hostIp: string;
  readonly target: number;
  /** '' if Docker picks one; may be a range. */
  readonly published: string;
  readonly protocol: string;
}

export interface ServiceMount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'cluster' | 'npipe' | 'image';
  /** Absolute path of the host, key of a volume of the project, or '' for an anonymous one. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly createHostPath: boolean;
  readonly noCopy: boolean;
  /** tmpfs, bytes */
  readonly size: number | undefined;
  readonly subpath: string | undefined;
}

export interface ServiceNetwork {
  readonly aliases: readonly string[];
  readonly ipv4Address: string | undefined;
  readonly macAddress: string | undefined;
  readonly priority: number;
}

/** A use of a secret or config. */
export interface FileReference {
  readonly source: string;
  readonly target: string;
  readonly uid: string | undefined;
  readonly gid: string | undefined;
  readonly mode: number | undefined;
}

/** Durations in nanoseconds; what is not said comes from the image. */
export interface ServiceHealthcheck {
  readonly disable: boolean;
  readonly test: readonly string[];
  readonly interval: number | undefined;
  readonly timeout: number | undefined;
  readonly startPeriod: number | undefined;
  readonly startInterval: number | undefined;
  readonly retries: number | undefined;
}

/** A service with all short forms written out, paths absolute, variables filled in. */
export interface ComposeService {
  readonly name: string;
  readonly image: string | undefined;
  readonly build: ServiceBuild | undefined;
  readonly profiles: readonly string[];
  readonly command: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  /** A key without a value that is not set outside either is `null`: it is not passed. */
  readonly environment: ReadonlyMap<string, string | null>;
  readonly labels: ReadonlyMap<string, string>;
  readonly dependsOn: ReadonlyMap<string, ServiceDependency>;
  readonly ports: readonly ServicePort[];
  readonly expose: readonly string[];
  readonly volumes: readonly ServiceMount[];
  readonly tmpfs: readonly string[];
  readonly networks: ReadonlyMap<string, ServiceNetwork>;
  readonly networkMode: string | undefined;
  readonly secrets: readonly FileReference[];
  readonly configs: readonly FileReference[];
  readonly healthcheck: ServiceHealthcheck | undefined;
  readonly containerName: string | undefined;
  readonly hostname: string | undefined;
  readonly user: string | undefined;
  readonly workingDir: string | undefined;
  readonly restart: string | undefined;
  /** `deploy.restart_policy`, which stands for `restart` where that is not said. */
  readonly restartPolicy: { readonly condition: string; readonly maxAttempts: number } | undefined;
  readonly stopSignal: string | undefined;
  /** Seconds. */
  readonly stopGracePeriod: number | undefined;
  readonly tty: boolean;
  readonly stdinOpen: boolean;
  readonly init: boolean | undefined;
  readonly readOnly: boolean;
  readonly privileged: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly securityOpt: readonly string[];
  /** `host:address` */
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  readonly platform: string | undefined;
  readonly pullPolicy: string | undefined;
  readonly attach: boolean;
  /** How many containers. */
  readonly scale: number;
  readonly limits: {
    /** Bytes; 0 is none. */
    readonly memory: number;
    readonly memoryReservation: number;
    readonly memorySwap: number;
    readonly cpus: number;
    readonly cpuShares: number;
    readonly cpuset: string;
    readonly pids: number | undefined;
  };
  readonly macAddress: string | undefined;
  readonly links: readonly string[];
  readonly volumesFrom: readonly string[];
  /** The canonical tree it was read from, without what only the reader uses. */
  readonly tree: Mapping;
}

export interface ComposeNetwork {
  readonly key: string;
  /** As docker knows it. */
  readonly name: string;
  readonly external: boolean;
  readonly driver: string | undefined;
  readonly driverOptions: ReadonlyMap<string, string>;
  readonly internal: boolean;
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly tree: Mapping;
}

export interface ComposeVolume {
  readonly key: string;
  readonly name: string;
  readonly external: boolean;
  readonly driver: string | undefined;
  readonly driverOptions: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly tree: Mapping;
}

/** A secret or a config of the project. */
export interface ComposeFile {
  readonly key: string;
  readonly name: string;
  readonly external: boolean;
  readonly file: string | undefined;
  readonly environment: string | undefined;
  readonly content: string | undefined;
  readonly tree: Mapping;
}

/** What a project's files come to. */
export interface ComposeProject {
  readonly name: string;
  /** Absolute: relative paths are seen from here. */
  readonly workingDir: string;
  /** Absolute. */
  readonly files: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** In the order of the file; those whose profile is off, or that were not chosen, are in `disabled`. */
  readonly services: ReadonlyMap<string, ComposeService>;
  readonly disabled: ReadonlyMap<string, ComposeService>;
  readonly networks: ReadonlyMap<string, ComposeNetwork>;
  readonly volumes: ReadonlyMap<string, ComposeVolume>;
  readonly secrets: ReadonlyMap<string, ComposeFile>;
  readonly configs: ReadonlyMap<string, ComposeFile>;
  /** Keys of the networks and volumes that were dropped because no service that is on uses them. */
  readonly unused: readonly string[];
  /** Top-level keys that begin with `x-`. */
  readonly extensions: Mapping;
  /** Where each thing is said, by path: `services.web.ports.0`. */
  readonly positions: Positions;
}

/** What is wrong with a project's files, or worth a warning. */
export interface ComposeProblem {
  readonly severity: 'error' | 'warning';
  /** The words of docker compose. */
  readonly message: string;
  /** What is to blame, by its path in the merged files: `services.web.image`; empty where nothing in them is. */
  readonly path: string;
  readonly file: string;
  /** From 1; 0 where no line is to blame. */
  readonly line: number;
  readonly column: number;
}
