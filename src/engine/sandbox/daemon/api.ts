import type { EngineEvent } from '../../port.ts';
import type {
  ContainerFacts,
  HealthcheckConfig,
  ImageFacts,
  NetworkFacts,
  PortBinding,
  RunConfig,
  VolumeFacts,
  World,
} from '../../world.ts';
import type { Change, DirectoryNode, FileSystem, FsNode } from '../filesystem/node.ts';
import type { Bytes } from '../kernel/bytes.ts';
import type { Kernel, Namespaces, OpenFile } from '../kernel/kernel.ts';
import type { ProcessStatus, Task } from '../kernel/process.ts';
import type { MissedImage } from './missed-image.ts';
import type { PullProgress } from './pull-progress.ts';

/** What the daemon answers a request with that it refuses; `message` is dockerd's own. `status` is HTTP's (404, 409, 400, 500), for it decides exit codes. */
export class DaemonError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'DaemonError';
    this.status = status;
  }
}

/** A layer: what one instruction changed. Immutable. */
export interface Layer {
  /** Digest of its uncompressed tar: `sha256:…`. */
  readonly diffId: string;
  /** Digest of its compressed form, what `pull` shows (12 digits). */
  readonly digest: string;
  /** Bytes of what it adds. */
  readonly size: number;
  /** The file tree with this layer and all below it: an image's tree is that of its top layer. */
  readonly tree: DirectoryNode;
}

/** One line of `docker history`. */
export interface HistoryEntry {
  readonly created: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly emptyLayer: boolean;
}

/** An image in the store. Immutable: tags are kept beside. */
export interface StoredImage {
  readonly id: string;
  readonly created: string;
  readonly architecture: string;
  readonly os: string;
  readonly config: RunConfig;
  readonly layers: readonly Layer[];
  readonly history: readonly HistoryEntry[];
  /** Id of the parent, for images that were committed. */
  readonly parent?: string;
}

export interface MountRequest {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** Path on the host, or name of a volume; '' is an anonymous volume. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** `-v` makes a missing host path, `--mount` does not. */
  readonly createSource: boolean;
  /** `volume-nocopy` */
  readonly noCopy?: boolean;
  /** tmpfs size, bytes */
  readonly size?: number;
}

/** What `docker create` and `docker run` ask for. Undefined fields come from the image. */
export interface ContainerRequest {
  readonly name?: string;
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
  readonly hostname?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly exposed: readonly string[];
  readonly publish: Readonly<Record<string, readonly PortBinding[]>>;
  readonly publishAll: boolean;
  readonly mounts: readonly MountRequest[];
  /** First is `--network`; with what is asked of each. */
  readonly networks: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly address?: string;
    readonly mac?: string;
  }[];
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly attach: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  readonly autoRemove: boolean;
  readonly restart: {
    readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
    readonly max: number;
  };
  readonly memory: number;
  readonly memorySwap: number;
  readonly memoryReservation: number;
  readonly nanoCpus: number;
  readonly cpuShares: number;
  readonly cpuset: string;
  readonly pidsLimit: number | null;
  readonly readOnly: boolean;
  readonly privileged: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly securityOpt: readonly string[];
  readonly init: boolean;
  readonly stopSignal?: string;
  readonly stopTimeout?: number;
  readonly healthcheck?: HealthcheckConfig;
  readonly platform?: string;
}

/** The ends of a container's streams, for the docker command to `receive`. With a terminal, all output comes by `stdout`. */
export interface AttachStreams {
  readonly stdin: OpenFile | undefined;
  readonly stdout: OpenFile;
  readonly stderr: OpenFile | undefined;
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly time: number;
  readonly bytes: Bytes;
}

export interface ExecRequest {
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly privileged: boolean;
}

/** The daemon: Docker's Engine API, as methods. Ids, names and unique id prefixes are taken wherever a subject is. All throw `DaemonError`. */
export interface Daemon {
  readonly kernel: Kernel;
  /** The learner's computer: bind mounts come from here. */
  readonly hostDisk: FileSystem;

  /** What was asked of the registry in vain since this was asked last. */
  missed(): readonly MissedImage[];

  // containers
  create(request: ContainerRequest): { readonly id: string; readonly warnings: readonly string[] };
  start(container: string): void;
  /** Signals, waits, kills. `timeout` in seconds; -1 waits for ever. */
  stop(container: string, options: { readonly signal?: string; readonly timeout?: number }): Task<void>;
  restart(container: string, options: { readonly signal?: string; readonly timeout?: number }): Task<void>;
  kill(container: string, signal: string): void;
  pause(container: string): void;
  unpause(container: string): void;
  /** Waits for its end (or removal). @returns the exit status */
  wait(container: string, condition?: 'not-running' | 'next-exit' | 'removed'): Task<number>;
  remove(
    container: string,
    options: { readonly force: boolean; readonly volumes: boolean; readonly link?: boolean },
  ): void;
  rename(container: string, name: string): void;
  update(
    container: string,
    change: Partial<
      Pick<
        ContainerRequest,
        | 'memory'
        | 'memorySwap'
        | 'memoryReservation'
        | 'nanoCpus'
        | 'cpuShares'
        | 'cpuset'
        | 'pidsLimit'
        | 'restart'
      >
    >,
  ): void;
  /** Before `start`, so that nothing of its output is missed; or later. */
  attach(
    container: string,
    want: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean },
  ): AttachStreams;
  /** @param container or the id of an exec */
  resize(container: string, columns: number, rows: number): void;
  /** @param from leaves out so many lines at the beginning, for one who has read them */
  logs(container: string, from?: number): readonly LogLine[];
  /** true while more may come */
  logsGrow(container: string): boolean;
  diff(container: string): readonly Change[];
  top(container: string): readonly ProcessStatus[];
  /** `cpu` is milliseconds of processor time so far; the rest are bytes, and a number of processes. */
  stats(container: string): {
    readonly cpu: number;
    readonly memory: number;
    readonly memoryLimit: number;
    readonly pids: number;
    readonly received: number;
    readonly sent: number;
  };
  exec(container: string, request: ExecRequest): { readonly id: string; readonly streams: AttachStreams };
  execWait(exec: string): Task<number>;
  /** A path of a container, running or not, volumes included. undefined: it does not exist. */
  readPath(container: string, path: string): FsNode | undefined;
  /** Puts a node where `path` says, replacing what is there. */
  writePath(container: string, path: string, node: FsNode): void;
  /** The container's own tree, with its changes, without its mounts: for export and commit. */
  treeOf(container: string): DirectoryNode;
  commit(
    container: string,
    options: {
      readonly reference?: string;
      readonly author?: string;
      readonly message?: string;
      readonly changes: readonly string[];
      readonly pause: boolean;
    },
  ): string;
  pruneContainers(filters: Filters): { readonly ids: readonly string[]; readonly reclaimed: number };

  // images
  /** The image that a reference or id means. */
  image(reference: string): StoredImage;
  images(): readonly {
    readonly image: StoredImage;
    readonly tags: readonly string[];
    readonly digests: readonly string[];
    readonly containers: number;
  }[];
  /** Adds an image with names; an old owner of a name loses it. */
  addImage(image: StoredImage, references: readonly string[]): void;
  tag(source: string, target: string): void;
  /** @returns what was done, in the order in which docker prints it */
  removeImage(
    reference: string,
    options: { readonly force: boolean; readonly prune: boolean },
  ): readonly { readonly untagged?: string; readonly deleted?: string }[];
  pull(
    reference: string,
    options: { readonly platform?: string; readonly progress: (event: PullProgress) => void },
  ): Task<void>;
  push(reference: string, progress: (line: string) => void): Task<void>;
  /** The image that a registry has under a name, without putting it into the store: what BuildKit does for FROM. Takes no time. */
  offered(reference: string, platform?: string): StoredImage;
  search(term: string): readonly {
    readonly name: string;
    readonly description: string;
    readonly stars: number;
    readonly official: boolean;
  }[];
  pruneImages(options: { readonly all: boolean; readonly filters: Filters }): {
    readonly deleted: readonly { readonly untagged?: string; readonly deleted?: string }[];
    readonly reclaimed: number;
  };

  // networks, volumes
  createNetwork(request: {
    readonly name: string;
    readonly driver: string;
    readonly internal: boolean;
    readonly subnet?: string;
    readonly gateway?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, string>>;
  }): string;
  removeNetwork(network: string): void;
  connect(
    network: string,
    container: string,
    options: { readonly aliases: readonly string[]; readonly address?: string },
  ): void;
  disconnect(network: string, container: string, force: boolean): void;
  pruneNetworks(filters: Filters): readonly string[];
  createVolume(request: {
    readonly name?: string;
    readonly driver: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, string>>;
  }): string;
  removeVolume(volume: string, force: boolean): void;
  /** The file system of a volume. */
  volumeDisk(volume: string): FileSystem;
  pruneVolumes(options: { readonly all: boolean; readonly filters: Filters }): {
    readonly names: readonly string[];
    readonly reclaimed: number;
  };

  // looking
  inspectContainer(container: string): ContainerFacts;
  inspectImage(reference: string): ImageFacts;
  inspectNetwork(network: string): NetworkFacts;
  inspectVolume(volume: string): VolumeFacts;
  /** All containers, newest first, as `docker ps -a` has them. */
  containers(): readonly ContainerFacts[];
  /** Bytes: of its writable layer, and of that with its image. */
  sizeOf(container: string): { readonly writable: number; readonly total: number };
  networks(): readonly NetworkFacts[];
  volumes(): readonly VolumeFacts[];
  /** @param from leaves out so many events at the beginning */
  events(from?: number): readonly EngineEvent[];
  world(): World;
  /** Records an event. For the builder and compose; containers, images, networks and volumes record their own. */
  record(event: Omit<EngineEvent, 'time'>): void;
  /** The namespaces of a container that runs; for probes. */
  namespacesOf(container: string): Namespaces | undefined;
}

/** `--filter`: values by key. */
export type Filters = ReadonlyMap<string, readonly string[]>;
