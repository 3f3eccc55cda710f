/**
 * What can be seen of an engine: the answers of `docker inspect`, `docker image inspect`, `docker network inspect` and
 * `docker volume inspect`, with the names of the Engine API (1.52 and later), cut down to what lessons, goals and
 * diagrams use. Sandbox and real engine give the same shape; nothing above this line can tell which one it looks at.
 */
export interface World {
  readonly containers: readonly ContainerFacts[];
  readonly images: readonly ImageFacts[];
  readonly networks: readonly NetworkFacts[];
  readonly volumes: readonly VolumeFacts[];
}

export type ContainerStatus =
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'removing'
  | 'exited'
  | 'dead';

export interface ContainerState {
  readonly Status: ContainerStatus;
  readonly Running: boolean;
  readonly Paused: boolean;
  readonly Restarting: boolean;
  readonly OOMKilled: boolean;
  readonly Dead: boolean;
  readonly Pid: number;
  readonly ExitCode: number;
  readonly Error: string;
  /** RFC 3339; `0001-01-01T00:00:00Z` if it never was. */
  readonly StartedAt: string;
  readonly FinishedAt: string;
  readonly Health?: {
    readonly Status: 'none' | 'starting' | 'healthy' | 'unhealthy';
    readonly FailingStreak: number;
    readonly Log: readonly {
      readonly Start: string;
      readonly End: string;
      readonly ExitCode: number;
      readonly Output: string;
    }[];
  };
}

export interface PortBinding {
  readonly HostIp: string;
  readonly HostPort: string;
}

export interface MountFacts {
  readonly Type: 'bind' | 'volume' | 'tmpfs';
  readonly Name?: string;
  readonly Source: string;
  readonly Destination: string;
  readonly Driver?: string;
  readonly Mode: string;
  readonly RW: boolean;
  readonly Propagation: string;
}

export interface EndpointFacts {
  readonly NetworkID: string;
  readonly IPAddress: string;
  readonly IPPrefixLen: number;
  readonly Gateway: string;
  readonly MacAddress: string;
  readonly Aliases: readonly string[] | null;
  readonly DNSNames: readonly string[] | null;
}

export interface HealthcheckConfig {
  readonly Test: readonly string[];
  /** Nanoseconds, as everywhere in the API. */
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

/** What an image says of how it runs, and a container of how it was made. */
export interface RunConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Volumes?: Readonly<Record<string, Record<string, never>>>;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly StopTimeout?: number;
  readonly Healthcheck?: HealthcheckConfig;
  readonly Shell?: readonly string[];
  readonly OnBuild?: readonly string[];
}

export interface HostConfigFacts {
  readonly Binds: readonly string[] | null;
  readonly NetworkMode: string;
  readonly PortBindings: Readonly<Record<string, readonly PortBinding[]>>;
  readonly RestartPolicy: { readonly Name: string; readonly MaximumRetryCount: number };
  readonly AutoRemove: boolean;
  readonly Privileged: boolean;
  readonly ReadonlyRootfs: boolean;
  readonly CapAdd: readonly string[] | null;
  readonly CapDrop: readonly string[] | null;
  /** Bytes; 0 is no limit. */
  readonly Memory: number;
  readonly MemorySwap: number;
  readonly MemoryReservation: number;
  /** Billionths of a processor; 0 is no limit. */
  readonly NanoCpus: number;
  readonly CpuShares: number;
  readonly CpusetCpus: string;
  readonly PidsLimit: number | null;
  readonly Init?: boolean;
}

export interface ContainerFacts {
  readonly Id: string;
  readonly Created: string;
  /** With its slash, as the API gives it. */
  readonly Name: string;
  readonly Path: string;
  readonly Args: readonly string[];
  readonly State: ContainerState;
  /** Id of the image, `sha256:…`. */
  readonly Image: string;
  readonly RestartCount: number;
  readonly Config: RunConfig & {
    readonly Hostname: string;
    /** What was typed. */
    readonly Image: string;
    readonly Tty: boolean;
    readonly OpenStdin: boolean;
    readonly AttachStdin: boolean;
    readonly AttachStdout: boolean;
    readonly AttachStderr: boolean;
  };
  readonly HostConfig: HostConfigFacts;
  readonly Mounts: readonly MountFacts[];
  readonly NetworkSettings: {
    /** `null` for a port that is exposed but not published. */
    readonly Ports: Readonly<Record<string, readonly PortBinding[] | null>>;
    readonly Networks: Readonly<Record<string, EndpointFacts>>;
  };
}

export interface ImageFacts {
  /** Digest of the manifest (containerd store), `sha256:…`. */
  readonly Id: string;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  readonly Created: string;
  readonly Architecture: string;
  readonly Os: string;
  /** Bytes. Compare only within one engine. */
  readonly Size: number;
  readonly Config: RunConfig;
  readonly RootFS: { readonly Type: 'layers'; readonly Layers: readonly string[] };
}

export interface NetworkFacts {
  readonly Name: string;
  readonly Id: string;
  readonly Created: string;
  readonly Scope: string;
  readonly Driver: string;
  readonly Internal: boolean;
  readonly IPAM: {
    readonly Driver: string;
    readonly Config: readonly { readonly Subnet: string; readonly Gateway?: string }[];
  };
  readonly Containers: Readonly<
    Record<string, { readonly Name: string; readonly IPv4Address: string; readonly MacAddress: string }>
  >;
  readonly Options: Readonly<Record<string, string>>;
  readonly Labels: Readonly<Record<string, string>>;
}

export interface VolumeFacts {
  readonly Name: string;
  readonly Driver: string;
  readonly Mountpoint: string;
  readonly CreatedAt: string;
  readonly Scope: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Options: Readonly<Record<string, string>> | null;
}
