import type {
  ContainerFacts,
  ContainerState,
  ContainerStatus,
  EndpointFacts,
  MountFacts,
  RunConfig,
} from '../world.ts';

/** An object of an engine's answer, of which nothing is certain. */
export type Raw = Readonly<Record<string, unknown>>;

const NEVER = '0001-01-01T00:00:00Z';

/** Podman's words for states that Docker has others for. */
const STATES: Readonly<Record<string, ContainerStatus>> = {
  configured: 'created',
  initialized: 'created',
  stopped: 'exited',
  stopping: 'running',
};

export const object = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value : []);
const listOrNull = (value: unknown): readonly string[] | null => (Array.isArray(value) ? value : null);

/** An id with the algorithm before it, as Docker writes it; Podman leaves it out. */
export function digestOf(value: unknown): string {
  const id = text(value);
  return id === '' || id.includes(':') ? id : `sha256:${id}`;
}

/** One answer of `docker inspect`, from any engine, in the shape of API 1.52. */
export function readContainer(raw: Raw): ContainerFacts {
  const config = object(raw['Config']);
  const network = object(raw['NetworkSettings']);
  const name = text(raw['Name']);
  return {
    Id: text(raw['Id']),
    Created: text(raw['Created']),
    Name: name.startsWith('/') ? name : `/${name}`,
    Path: text(raw['Path']),
    Args: list<string>(raw['Args']),
    State: readState(object(raw['State'])),
    Image: digestOf(raw['Image']),
    RestartCount: number(raw['RestartCount']),
    Config: {
      ...readRunConfig(config),
      Hostname: text(config['Hostname']),
      Image: text(config['Image']),
      Tty: config['Tty'] === true,
      OpenStdin: config['OpenStdin'] === true,
      AttachStdin: config['AttachStdin'] === true,
      AttachStdout: config['AttachStdout'] === true,
      AttachStderr: config['AttachStderr'] === true,
    },
    HostConfig: readHostConfig(object(raw['HostConfig'])),
    Mounts: list<Raw>(raw['Mounts']).map(readMount),
    NetworkSettings: {
      Ports: object(network['Ports']) as ContainerFacts['NetworkSettings']['Ports'],
      Networks: readNetworks(network, object(raw['HostConfig'])),
    },
  };
}

function readState(raw: Raw): ContainerState {
  const status = text(raw['Status']);
  const health = raw['Health'] ?? raw['Healthcheck'];
  const facts = object(health);
  const log = list<Raw>(facts['Log']);
  return {
    Status: STATES[status] ?? (status as ContainerStatus),
    Running: raw['Running'] === true,
    Paused: raw['Paused'] === true,
    Restarting: raw['Restarting'] === true,
    OOMKilled: raw['OOMKilled'] === true,
    Dead: raw['Dead'] === true,
    Pid: number(raw['Pid']),
    ExitCode: number(raw['ExitCode']),
    Error: text(raw['Error']),
    StartedAt: text(raw['StartedAt']) || NEVER,
    FinishedAt: text(raw['FinishedAt']) || NEVER,
    ...(text(facts['Status']) === ''
      ? {}
      : {
          Health: {
            Status: text(facts['Status']) as 'none' | 'starting' | 'healthy' | 'unhealthy',
            FailingStreak: number(facts['FailingStreak']),
            Log: log.map((entry) => ({
              Start: text(entry['Start']),
              End: text(entry['End']),
              ExitCode: number(entry['ExitCode']),
              Output: text(entry['Output']),
            })),
          },
        }),
  };
}

/** How an image runs, without the empty fields that engines before 29 write. */
export function readRunConfig(raw: Raw): RunConfig {
  const kept = [
    'User',
    'ExposedPorts',
    'Env',
    'Cmd',
    'Volumes',
    'WorkingDir',
    'Labels',
    'StopTimeout',
    'Healthcheck',
    'Shell',
    'OnBuild',
  ];
  const config: Record<string, unknown> = {};
  for (const key of kept) if (!isEmpty(raw[key])) config[key] = raw[key];
  // Podman before 5 writes the entry point as one string, and the stop signal as a number.
  const entrypoint = raw['Entrypoint'];
  if (!isEmpty(entrypoint))
    config['Entrypoint'] = typeof entrypoint === 'string' ? entrypoint.split(' ') : entrypoint;
  if (!isEmpty(raw['StopSignal'])) config['StopSignal'] = String(raw['StopSignal']);
  return config as RunConfig;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function readHostConfig(raw: Raw): ContainerFacts['HostConfig'] {
  const policy = object(raw['RestartPolicy']);
  const pids = raw['PidsLimit'];
  return {
    Binds: listOrNull(raw['Binds']),
    NetworkMode: modeOf(text(raw['NetworkMode'])),
    PortBindings: object(raw['PortBindings']) as ContainerFacts['HostConfig']['PortBindings'],
    RestartPolicy: {
      Name: text(policy['Name']) || 'no',
      MaximumRetryCount: number(policy['MaximumRetryCount']),
    },
    AutoRemove: raw['AutoRemove'] === true,
    Privileged: raw['Privileged'] === true,
    ReadonlyRootfs: raw['ReadonlyRootfs'] === true,
    CapAdd: listOrNull(raw['CapAdd']),
    CapDrop: listOrNull(raw['CapDrop']),
    Memory: number(raw['Memory']),
    MemorySwap: number(raw['MemorySwap']),
    MemoryReservation: number(raw['MemoryReservation']),
    NanoCpus: number(raw['NanoCpus']),
    CpuShares: number(raw['CpuShares']),
    CpusetCpus: text(raw['CpusetCpus']),
    PidsLimit: typeof pids === 'number' && pids > 0 ? pids : null,
    ...(typeof raw['Init'] === 'boolean' ? { Init: raw['Init'] } : {}),
  };
}

/** Engines before 26 write `default` for what is the default bridge. */
function modeOf(mode: string): string {
  return mode === 'default' || mode === '' ? 'bridge' : mode;
}

function readMount(raw: Raw): MountFacts {
  return {
    Type: text(raw['Type']) as MountFacts['Type'],
    ...(text(raw['Name']) === '' ? {} : { Name: text(raw['Name']) }),
    Source: text(raw['Source']),
    Destination: text(raw['Destination']),
    ...(text(raw['Driver']) === '' ? {} : { Driver: text(raw['Driver']) }),
    Mode: text(raw['Mode']),
    RW: raw['RW'] === true,
    Propagation: text(raw['Propagation']),
  };
}

/** Networks by name. Some old answers have the default bridge's address beside an empty table only. */
function readNetworks(settings: Raw, host: Raw): Readonly<Record<string, EndpointFacts>> {
  const networks = Object.entries(object(settings['Networks']));
  const mode = modeOf(text(host['NetworkMode']));
  if (networks.length === 0 && text(settings['IPAddress']) !== '') networks.push([mode, settings]);
  return Object.fromEntries(networks.map(([name, raw]) => [name, readEndpoint(object(raw))]));
}

function readEndpoint(raw: Raw): EndpointFacts {
  return {
    NetworkID: text(raw['NetworkID']),
    IPAddress: text(raw['IPAddress']),
    IPPrefixLen: number(raw['IPPrefixLen']),
    Gateway: text(raw['Gateway']),
    MacAddress: text(raw['MacAddress']),
    Aliases: listOrNull(raw['Aliases']),
    DNSNames: listOrNull(raw['DNSNames']),
  };
}
