import type { EngineEvent } from '../../port.ts';
import type { HostConfigFacts, RunConfig } from '../../world.ts';
import type { DirectoryNode, FileSystem } from '../filesystem/node.ts';
import type { Bytes } from '../kernel/bytes.ts';
import type { Mutable } from '../kernel/journal.ts';
import type { Kernel, Namespaces, OpenFile, Terminal } from '../kernel/kernel.ts';
import type { RegistryCatalog } from '../registry/catalog.ts';
import type { Subnet } from './addresses.ts';
import type { ContainerRequest, LogLine, StoredImage } from './api.ts';
import type { MissedImage } from './missed-image.ts';

/** Where a mount of a container comes from, decided when it was created. */
export interface MountRecord {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** Name of the volume. */
  readonly volume?: string;
  /** Path on the host; '' for a tmpfs. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly createSource: boolean;
  /** A tmpfs's own disk lives as long as the run. */
  readonly size?: number;
  /** false: Docker made the volume without being given a name for it. */
  readonly named: boolean;
}

/** What a container asks of a network it is connected to. */
export interface EndpointRecord {
  readonly network: string;
  readonly aliases: readonly string[];
  readonly requestedAddress: number | undefined;
  readonly requestedMac: string | undefined;
}

/** A container's place in a network while it runs. */
export interface Member {
  readonly endpoint: string;
  readonly address: number;
  readonly mac: string;
}

/** A port of the host that is taken. */
export interface PortRecord {
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

export interface HealthRecord {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  readonly failingStreak: number;
  readonly log: readonly {
    readonly start: number;
    readonly end: number;
    readonly exitCode: number;
    readonly output: string;
  }[];
}

/** Somebody who reads a container's output: write ends of pipes. */
export interface Attached {
  readonly stdout: OpenFile | undefined;
  readonly stderr: OpenFile | undefined;
}

export interface ContainerRecord {
  readonly id: string;
  /** Without its slash. */
  readonly name: string;
  readonly created: number;
  readonly request: ContainerRequest;
  readonly imageId: string;
  readonly config: RunConfig & { readonly Hostname: string; readonly Image: string };
  readonly host: HostConfigFacts;
  readonly path: string;
  readonly args: readonly string[];
  /** The image's tree with the files that Docker itself puts there: what `docker diff` compares with. */
  readonly base: DirectoryNode;
  readonly disk: FileSystem;
  /** /etc/hosts, /etc/hostname, /etc/resolv.conf. */
  readonly etc: FileSystem;
  readonly mounts: readonly MountRecord[];
  readonly endpoints: ReadonlyMap<string, EndpointRecord>;
  readonly ports: readonly PortRecord[];
  readonly namespaces: Namespaces | undefined;

  readonly running: boolean;
  readonly paused: boolean;
  readonly restarting: boolean;
  readonly dead: boolean;
  readonly oomKilled: boolean;
  readonly pid: number;
  readonly exitCode: number;
  readonly error: string;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly restartCount: number;
  /** Restarts that count against `on-failure:n`. */
  readonly restarts: number;
  /** The last back-off, milliseconds; 0: none yet. */
  readonly backOff: number;
  readonly restartTimer: number | undefined;
  /** Somebody told it to stop: its restart policy sleeps until it is started again. */
  readonly restartCanceled: boolean;
  readonly manuallyStopped: boolean;
  readonly manuallyRestarted: boolean;
  /** How many times it began to run; tells one run's timers from another's. */
  readonly runs: number;
  /** How many times it ended. */
  readonly ends: number;
  readonly removed: boolean;

  readonly health: HealthRecord | undefined;
  readonly healthTimer: number | undefined;

  readonly logs: readonly LogLine[];
  /** Bytes in `logs`. */
  readonly logged: number;
  /** Output since the last newline. */
  readonly partial: { readonly stdout: Bytes; readonly stderr: Bytes };
  readonly attached: readonly Attached[];
  readonly stdin: { readonly read: OpenFile; readonly write: OpenFile } | undefined;
  readonly terminal: Terminal | undefined;
  readonly window: { readonly columns: number; readonly rows: number };
}

/** A command that was started in a container beside its own. */
export interface ExecRecord {
  readonly id: string;
  readonly container: string;
  readonly pid: number;
  readonly status: number | undefined;
  readonly attached: Attached;
  readonly stdin: OpenFile | undefined;
  readonly terminal: Terminal | undefined;
  /** The health probe of a run: its output is kept. */
  readonly probe: { readonly run: number; readonly start: number; readonly timer: number } | undefined;
  readonly output: Bytes;
}

export interface NetworkRecord {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly driver: 'bridge' | 'host' | 'null';
  readonly internal: boolean;
  readonly subnet: Subnet | undefined;
  readonly gateway: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  /** By container id. */
  readonly members: ReadonlyMap<string, Member>;
}

export interface VolumeRecord {
  readonly name: string;
  readonly created: number;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, string>> | null;
  readonly anonymous: boolean;
  readonly disk: FileSystem;
}

/** One event and those before it. */
export interface EventLink {
  readonly event: EngineEvent;
  readonly before: EventLink | undefined;
}

/** All that the daemon remembers. Changed through the journal only. */
export interface DaemonState {
  /** By id, oldest first. */
  readonly containers: ReadonlyMap<string, ContainerRecord>;
  /** Container id by name. */
  readonly names: ReadonlyMap<string, string>;
  /** Container id by id of its namespaces. */
  readonly spaces: ReadonlyMap<string, string>;
  /** Exit status of containers and execs that are gone, for those who wait for one that removed itself. */
  readonly gone: ReadonlyMap<string, number>;
  readonly execs: ReadonlyMap<string, ExecRecord>;
  /** Exec id by its process's pid. */
  readonly execPids: ReadonlyMap<number, string>;
  readonly images: ReadonlyMap<string, StoredImage>;
  /** Image id by its name in full, or by `moby-dangling@sha256:…`. */
  readonly references: ReadonlyMap<string, string>;
  /** What was pushed to a registry that runs as a container: image by container id, then by path and tag. */
  readonly pushed: ReadonlyMap<string, ReadonlyMap<string, StoredImage>>;
  readonly networks: ReadonlyMap<string, NetworkRecord>;
  readonly volumes: ReadonlyMap<string, VolumeRecord>;
  readonly cells: {
    readonly events: EventLink | undefined;
    readonly eventCount: number;
    /** The ephemeral port handed out last. */
    readonly lastPort: number;
  };
}

/** What the parts of the daemon share. */
export interface Engine {
  readonly kernel: Kernel;
  readonly registry: RegistryCatalog;
  readonly hostDisk: FileSystem;
  readonly state: DaemonState;
  readonly options: EngineOptions;
  /** What was asked of the registry in vain, until somebody has told the learner: no part of the state. */
  readonly missed: MissedImage[];
}

export interface EngineOptions {
  /** Processors of the computer. */
  readonly cpus: number;
  /** Bytes of memory of the computer. */
  readonly memory: number;
  readonly architecture: string;
  /** Echo of containers' terminals; false where what is typed has been shown already. */
  readonly echo: boolean;
}

/** @returns a record, writable: the journal knows how it was */
export function edit<T extends object>(engine: Engine, record: T): Mutable<T> {
  return engine.kernel.journal.edit(record);
}

/** @returns an empty state */
export function emptyState(): DaemonState {
  return {
    containers: new Map(),
    names: new Map(),
    spaces: new Map(),
    gone: new Map(),
    execs: new Map(),
    execPids: new Map(),
    images: new Map(),
    references: new Map(),
    pushed: new Map(),
    networks: new Map(),
    volumes: new Map(),
    cells: { events: undefined, eventCount: 0, lastPort: 32767 },
  };
}
