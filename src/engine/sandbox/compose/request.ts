import type { ComposeProject, ComposeService, ServiceHealthcheck } from '../../../formats/compose/model.ts';
import { isMapping } from '../../../formats/compose/tree.ts';
import type { ContainerFacts, HealthcheckConfig, PortBinding } from '../../world.ts';
import { CommandError } from '../cli/docker.ts';
import { readRestart } from '../cli/run/request.ts';
import type { ContainerRequest, MountRequest } from '../daemon/api.ts';
import { LABEL } from './labels.ts';
import { serviceHash } from './service-hash.ts';
import { COMPOSE_VERSION } from './version.ts';

/** What a service may say that the sandbox does. Anything else is refused by name, never passed over. */
const MODELLED = new Set(
  (
    'annotations attach build cap_add cap_drop command configs container_name cpu_shares cpus cpuset depends_on deploy ' +
    'develop dns entrypoint environment expose extra_hosts healthcheck hostname image init labels links logging mac_address ' +
    'mem_limit mem_reservation memswap_limit network_mode networks pids_limit platform ports privileged profiles ' +
    'pull_policy read_only restart scale secrets security_opt stdin_open stop_grace_period stop_signal tmpfs tty user ' +
    'volumes working_dir'
  ).split(' '),
);

/** @returns what of a service the sandbox does not do; undefined if it does all of it */
export function notModelled(service: ComposeService): string | undefined {
  const path = `services.${service.name}`;
  const key = Object.keys(service.tree).find((one) => !MODELLED.has(one) && !one.startsWith('x-'));
  if (key !== undefined) return `${path}.${key}`;
  // The name of a service leads to it anyway; another name would have to be made.
  if (service.links.some((link) => link.includes(':') && link.split(':')[0] !== link.split(':')[1]))
    return `${path}.links`;
  const { logging } = service.tree;
  const driver = isMapping(logging) ? (logging['driver'] ?? 'json-file') : 'json-file';
  if (driver !== 'json-file' && driver !== 'local') return `${path}.logging.driver ${driver}`;
  const odd = service.volumes.find(({ type }) => !['bind', 'volume', 'tmpfs'].includes(type));
  if (odd !== undefined) return `${path}.volumes type ${odd.type}`;
  return service.volumes.some(({ subpath }) => subpath !== undefined) ? `${path}.volumes subpath` : undefined;
}

/** @returns the image of a service: what it says, else `project-service` */
export function imageOf(project: ComposeProject, service: ComposeService): string {
  return service.image ?? `${project.name}-${service.name}`;
}

/** @returns the name of a service's n-th container */
export function containerName(project: ComposeProject, service: ComposeService, number: number): string {
  return service.containerName ?? `${project.name}-${service.name}-${number}`;
}

function health(check: ServiceHealthcheck | undefined): HealthcheckConfig | undefined {
  if (check === undefined) return undefined;
  if (check.disable) return { Test: ['NONE'] };
  return {
    Test: check.test,
    ...(check.interval === undefined ? {} : { Interval: check.interval }),
    ...(check.timeout === undefined ? {} : { Timeout: check.timeout }),
    ...(check.startPeriod === undefined ? {} : { StartPeriod: check.startPeriod }),
    ...(check.startInterval === undefined ? {} : { StartInterval: check.startInterval }),
    ...(check.retries === undefined ? {} : { Retries: check.retries }),
  };
}

function restart(service: ComposeService): ContainerRequest['restart'] {
  const policy = service.restartPolicy;
  if (policy === undefined) return readRestart(service.restart ?? '');
  const name = policy.condition === 'any' ? 'always' : policy.condition === 'none' ? 'no' : policy.condition;
  return { name: name as ContainerRequest['restart']['name'], max: policy.maxAttempts };
}

/** The n-th container of a service takes the n-th port of a range. */
function published(text: string, number: number): string {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (low === undefined) return text;
  return String(Math.min(Number(low) + number - 1, Number(high)));
}

function publish(service: ComposeService, number: number): Readonly<Record<string, readonly PortBinding[]>> {
  const bindings: Record<string, PortBinding[]> = {};
  for (const port of service.ports) {
    const key = `${port.target}/${port.protocol}`;
    bindings[key] = [
      ...(bindings[key] ?? []),
      { HostIp: port.hostIp, HostPort: published(port.published, Math.max(1, number)) },
    ];
  }
  return bindings;
}

/** Secrets and configs that come from files are mounted; those of other origin are written into the container. */
function fileMounts(project: ComposeProject, service: ComposeService): readonly MountRequest[] {
  const mounts: MountRequest[] = [];
  for (const [uses, known] of [
    [service.secrets, project.secrets],
    [service.configs, project.configs],
  ] as const)
    for (const { source, target } of uses) {
      const object = known.get(source);
      if (object === undefined || object.file === undefined) {
        if (object?.external === true)
          throw new CommandError(
            `unsupported external ${known === project.secrets ? 'secret' : 'config'} ${source}`,
          );
        continue;
      }
      mounts.push({ type: 'bind', source: object.file, target, readOnly: true, createSource: false });
    }
  return mounts;
}

function tmpfsMount(spec: string): MountRequest {
  const [target = '', options = ''] = spec.split(':');
  const size = /(?:^|,)size=(\d+)([kmg]?)/i.exec(options);
  const factor = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[size?.[2]?.toLowerCase() ?? ''] ?? 1;
  return {
    type: 'tmpfs',
    source: '',
    target,
    readOnly: options.split(',').includes('ro'),
    createSource: false,
    ...(size === null ? {} : { size: Number(size[1]) * factor }),
  };
}

/**
 * @param inherited the container that is replaced: its anonymous volumes go on
 */
function mounts(
  project: ComposeProject,
  service: ComposeService,
  inherited: ContainerFacts | undefined,
): readonly MountRequest[] {
  const own = service.volumes.map(
    (mount): MountRequest => ({
      type: mount.type as MountRequest['type'],
      source:
        mount.type === 'volume' && mount.source !== ''
          ? (project.volumes.get(mount.source)?.name ?? mount.source)
          : mount.source,
      target: mount.target,
      readOnly: mount.readOnly,
      createSource: mount.createHostPath,
      noCopy: mount.noCopy,
      ...(mount.size === undefined ? {} : { size: mount.size }),
    }),
  );
  const all = [...own, ...service.tmpfs.map(tmpfsMount), ...fileMounts(project, service)];
  const anonymous = (inherited?.Mounts ?? []).filter(
    ({ Type, Name, Destination }) =>
      Type === 'volume' &&
      /^[0-9a-f]{64}$/.test(Name ?? '') &&
      !all.some(({ target, source }) => target === Destination && source !== ''),
  );
  const kept = new Set(anonymous.map(({ Destination }) => Destination));
  return [
    ...all.filter(({ target }) => !kept.has(target)),
    ...anonymous.map(
      ({ Name, Destination, RW }): MountRequest => ({
        type: 'volume',
        source: Name ?? '',
        target: Destination,
        readOnly: !RW,
        createSource: true,
      }),
    ),
  ];
}

function networks(
  project: ComposeProject,
  service: ComposeService,
  name: string,
  aliases: boolean,
  containerOf: (service: string) => string | undefined,
): ContainerRequest['networks'] {
  const mode = service.networkMode;
  if (mode !== undefined) {
    if (!mode.startsWith('service:')) return [{ name: mode, aliases: [] }];
    const shared = mode.slice('service:'.length);
    const id = containerOf(shared);
    if (id === undefined)
      throw new CommandError(`cannot share network namespace with service ${shared}: container missing`);
    return [{ name: `container:${id}`, aliases: [] }];
  }
  return [...service.networks]
    .toSorted(([a, one], [b, other]) => other.priority - one.priority || (a < b ? -1 : 1))
    .map(([key, use], index) => ({
      name: project.networks.get(key)?.name ?? key,
      aliases: [...new Set([name, ...(aliases ? [service.name, ...use.aliases] : [])])],
      ...(use.ipv4Address === undefined ? {} : { address: use.ipv4Address }),
      ...((use.macAddress ?? (index === 0 ? service.macAddress : undefined)) === undefined
        ? {}
        : { mac: use.macAddress ?? service.macAddress ?? '' }),
    }));
}

/** How a container of a service is wanted. */
interface ContainerWish {
  readonly name: string;
  /** Below 1: one that belongs to no row (`run`). */
  readonly number: number;
  readonly imageId: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly inherited?: ContainerFacts | undefined;
  readonly autoRemove?: boolean;
  readonly attachStdin?: boolean;
  /** Whether the service's name leads to it. */
  readonly aliases: boolean;
  readonly environmentFiles: readonly string[];
  /** The id of a container of another service. */
  readonly containerOf: (service: string) => string | undefined;
}

function labels(
  project: ComposeProject,
  service: ComposeService,
  wish: ContainerWish,
): Record<string, string> {
  return {
    ...Object.fromEntries(service.labels),
    [LABEL.project]: project.name,
    [LABEL.service]: service.name,
    [LABEL.version]: COMPOSE_VERSION,
    [LABEL.workingDir]: project.workingDir,
    [LABEL.files]: project.files.join(','),
    [LABEL.oneoff]: 'False',
    ...(wish.environmentFiles.length === 0
      ? {}
      : { [LABEL.environmentFile]: wish.environmentFiles.join(',') }),
    [LABEL.image]: wish.imageId,
    [LABEL.hash]: serviceHash(service),
    ...(wish.number > 0 ? { [LABEL.number]: String(wish.number) } : {}),
    [LABEL.dependsOn]: [...service.dependsOn]
      .map(([name, { condition, restart: again }]) => `${name}:${condition}:${again}`)
      .join(','),
    ...wish.labels,
  };
}

/** @returns what the daemon is asked to create for a service. Throws CommandError. */
export function containerRequest(
  project: ComposeProject,
  service: ComposeService,
  wish: ContainerWish,
): ContainerRequest {
  const check = health(service.healthcheck);
  const { limits } = service;
  const ports = publish(service, wish.number);
  return {
    name: wish.name,
    image: imageOf(project, service),
    ...(service.entrypoint === undefined ? {} : { entrypoint: service.entrypoint }),
    ...(service.command === undefined ? {} : { cmd: service.command }),
    env: [...service.environment]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])),
    ...(service.workingDir === undefined ? {} : { workdir: service.workingDir }),
    ...(service.user === undefined ? {} : { user: service.user }),
    ...(service.hostname === undefined ? {} : { hostname: service.hostname }),
    labels: labels(project, service, wish),
    exposed: [
      ...new Set([
        ...Object.keys(ports),
        ...service.expose.map((port) => (port.includes('/') ? port : `${port}/tcp`)),
      ]),
    ],
    publish: ports,
    publishAll: false,
    mounts: mounts(project, service, wish.inherited),
    networks: networks(project, service, wish.name, wish.aliases, wish.containerOf),
    extraHosts: service.extraHosts,
    dns: service.dns,
    tty: service.tty,
    openStdin: service.stdinOpen,
    attach: { stdin: wish.attachStdin === true, stdout: true, stderr: true },
    autoRemove: wish.autoRemove === true,
    restart: restart(service),
    memory: limits.memory,
    memorySwap: limits.memorySwap,
    memoryReservation: limits.memoryReservation,
    nanoCpus: Math.round(limits.cpus * 1e9),
    cpuShares: limits.cpuShares,
    cpuset: limits.cpuset,
    pidsLimit: limits.pids ?? null,
    readOnly: service.readOnly,
    privileged: service.privileged,
    capAdd: service.capAdd,
    capDrop: service.capDrop,
    securityOpt: service.securityOpt,
    init: service.init === true,
    ...(service.stopSignal === undefined ? {} : { stopSignal: service.stopSignal }),
    ...(service.stopGracePeriod === undefined ? {} : { stopTimeout: service.stopGracePeriod }),
    ...(check === undefined ? {} : { healthcheck: check }),
    ...(service.platform === undefined ? {} : { platform: service.platform }),
  };
}
