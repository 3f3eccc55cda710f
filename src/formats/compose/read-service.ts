import type {
  ComposeService,
  FileReference,
  ServiceBuild,
  ServiceDependency,
  ServiceHealthcheck,
  ServiceMount,
  ServiceNetwork,
  ServicePort,
} from './model.ts';
import { entriesOf, isList, isMapping, itemsOf, type Mapping, mapping, texts, type Value } from './tree.ts';
import { parseDuration } from './units.ts';

const string = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : String(value);
const number = (value: Value | undefined): number => Number(value ?? 0);
const optionalNumber = (value: Value | undefined): number | undefined =>
  value === undefined || value === null ? undefined : Number(value);
const duration = (value: Value | undefined): number | undefined =>
  value === undefined || value === null ? undefined : parseDuration(String(value));
const map = (value: Value | undefined): Mapping => (isMapping(value) ? value : mapping());

/** @returns a mapping of texts */
export function textMap(value: Value | undefined): ReadonlyMap<string, string> {
  return new Map(entriesOf(value).map(([key, item]) => [key, String(item ?? '')]));
}

function nullable(value: Value | undefined): ReadonlyMap<string, string | null> {
  return new Map(entriesOf(value).map(([key, item]) => [key, item === null ? null : String(item)]));
}

/** Not said, or `null`: that of the image. An empty list takes it away. */
function words(value: Value | undefined): readonly string[] | undefined {
  return isList(value) ? value.map(String) : undefined;
}

function reference(value: Value, folder: string): FileReference {
  const tree = map(value);
  const source = String(tree['source'] ?? '');
  const target = string(tree['target']) ?? `${folder}${source}`;
  const mode = tree['mode'];
  return {
    source,
    target: target.startsWith('/') ? target : `${folder}${target}`,
    uid: string(tree['uid']),
    gid: string(tree['gid']),
    mode: typeof mode === 'string' ? Number.parseInt(mode, 8) : optionalNumber(mode),
  };
}

function build(value: Value | undefined): ServiceBuild | undefined {
  if (!isMapping(value)) return undefined;
  return {
    context: String(value['context'] ?? '.'),
    dockerfile: string(value['dockerfile']),
    dockerfileInline: string(value['dockerfile_inline']),
    args: nullable(value['args']),
    target: string(value['target']),
    labels: textMap(value['labels']),
    network: string(value['network']),
    noCache: value['no_cache'] === true,
    pull: value['pull'] === true,
    tags: texts(value['tags']),
    platforms: texts(value['platforms']),
    secrets: itemsOf(value['secrets']).map((item) => reference(item, '')),
    keys: Object.keys(value),
  };
}

function health(value: Value | undefined): ServiceHealthcheck | undefined {
  if (!isMapping(value)) return undefined;
  return {
    disable: value['disable'] === true,
    test: texts(value['test']),
    interval: duration(value['interval']),
    timeout: duration(value['timeout']),
    startPeriod: duration(value['start_period']),
    startInterval: duration(value['start_interval']),
    retries: optionalNumber(value['retries']),
  };
}

function port(value: Value): ServicePort {
  const tree = map(value);
  return {
    hostIp: String(tree['host_ip'] ?? ''),
    target: number(tree['target']),
    published: String(tree['published'] ?? ''),
    protocol: String(tree['protocol'] ?? 'tcp'),
  };
}

function mount(value: Value): ServiceMount {
  const tree = map(value);
  const type = String(tree['type'] ?? 'volume') as ServiceMount['type'];
  return {
    type,
    source: String(tree['source'] ?? ''),
    target: String(tree['target'] ?? ''),
    readOnly: tree['read_only'] === true,
    createHostPath: map(tree['bind'])['create_host_path'] !== false,
    noCopy: map(tree['volume'])['nocopy'] === true,
    size: optionalNumber(map(tree['tmpfs'])['size']),
    subpath: string(map(tree['volume'])['subpath']),
  };
}

function network(value: Value): ServiceNetwork {
  const tree = map(value);
  return {
    aliases: texts(tree['aliases']),
    ipv4Address: string(tree['ipv4_address']),
    macAddress: string(tree['mac_address']),
    priority: number(tree['priority']),
  };
}

function dependency(value: Value): ServiceDependency {
  const tree = map(value);
  return {
    condition: String(tree['condition'] ?? 'service_started') as ServiceDependency['condition'],
    restart: tree['restart'] === true,
    required: tree['required'] !== false,
  };
}

const entries = <T>(value: Value | undefined, read: (item: Value) => T): ReadonlyMap<string, T> =>
  new Map(entriesOf(value).map(([key, item]) => [key, read(item)]));

/** @returns a service's canonical, normalised tree as what it means */
export function readService(name: string, tree: Mapping): ComposeService {
  const deploy = map(tree['deploy']);
  const limits = map(map(deploy['resources'])['limits']);
  const reservations = map(map(deploy['resources'])['reservations']);
  const policy = deploy['restart_policy'];
  const grace = duration(tree['stop_grace_period']);
  return {
    name,
    image: string(tree['image']),
    build: build(tree['build']),
    profiles: texts(tree['profiles']),
    command: words(tree['command']),
    entrypoint: words(tree['entrypoint']),
    environment: nullable(tree['environment']),
    labels: textMap(tree['labels']),
    dependsOn: entries(tree['depends_on'], dependency),
    ports: itemsOf(tree['ports']).map(port),
    expose: texts(tree['expose']),
    volumes: itemsOf(tree['volumes']).map(mount),
    tmpfs: texts(tree['tmpfs']),
    networks: entries(tree['networks'], network),
    networkMode: string(tree['network_mode']),
    secrets: itemsOf(tree['secrets']).map((item) => reference(item, '/run/secrets/')),
    configs: itemsOf(tree['configs']).map((item) => reference(item, '/')),
    healthcheck: health(tree['healthcheck']),
    containerName: string(tree['container_name']),
    hostname: string(tree['hostname']),
    user: string(tree['user']),
    workingDir: string(tree['working_dir']),
    restart: string(tree['restart']),
    restartPolicy: isMapping(policy)
      ? { condition: String(policy['condition'] ?? 'any'), maxAttempts: number(policy['max_attempts']) }
      : undefined,
    stopSignal: string(tree['stop_signal']),
    stopGracePeriod: grace === undefined ? undefined : Math.ceil(grace / 1e9),
    tty: tree['tty'] === true,
    stdinOpen: tree['stdin_open'] === true,
    init: typeof tree['init'] === 'boolean' ? tree['init'] : undefined,
    readOnly: tree['read_only'] === true,
    privileged: tree['privileged'] === true,
    capAdd: texts(tree['cap_add']),
    capDrop: texts(tree['cap_drop']),
    securityOpt: texts(tree['security_opt']),
    extraHosts: entriesOf(tree['extra_hosts']).flatMap(([host, addresses]) =>
      texts(addresses).map((address) => `${host}:${address}`),
    ),
    dns: texts(tree['dns']),
    platform: string(tree['platform']),
    pullPolicy: string(tree['pull_policy']),
    attach: tree['attach'] !== false,
    scale: optionalNumber(tree['scale']) ?? optionalNumber(deploy['replicas']) ?? 1,
    limits: {
      memory: number(limits['memory'] ?? tree['mem_limit']),
      memoryReservation: number(reservations['memory'] ?? tree['mem_reservation']),
      memorySwap: number(tree['memswap_limit']),
      cpus: number(limits['cpus'] ?? tree['cpus']),
      cpuShares: number(tree['cpu_shares']),
      cpuset: String(tree['cpuset'] ?? ''),
      pids: optionalNumber(limits['pids'] ?? tree['pids_limit']),
    },
    macAddress: string(tree['mac_address']),
    links: texts(tree['links']),
    volumesFrom: texts(tree['volumes_from']),
    tree,
  };
}
