import type { HealthcheckConfig, PortBinding } from '../../world.ts';
import type { ContainerRequest } from './api.ts';
import { DaemonError } from './api.ts';
import { parseSignal } from './signals.ts';

const SIX_MEGABYTES = 6 * 1024 * 1024;

const CAPABILITIES = new Set(
  (
    'AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH ' +
    'FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN ' +
    'NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT ' +
    'SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM'
  ).split(' '),
);

/** The capabilities that containers have unless told otherwise (moby daemon/pkg/oci/caps/defaults.go). */
const DEFAULT_CAPABILITIES =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  );

const UNCHANGED: ReadonlySet<string> = new Set(DEFAULT_CAPABILITIES);

const bare = (name: string) => name.toUpperCase().replace(/^CAP_/, '');

function refuse(message: string): never {
  throw new DaemonError(400, message);
}

function validateCapabilities(field: string, names: readonly string[]): void {
  for (const name of names) {
    if (bare(name) !== 'ALL' && !CAPABILITIES.has(bare(name))) {
      refuse(
        `invalid ${field}: unknown capability: "${name.toUpperCase().startsWith('CAP_') ? name.toUpperCase() : `CAP_${name.toUpperCase()}`}"`,
      );
    }
  }
}

/** @returns the capabilities of a container's processes, by their names without `CAP_` */
export function capabilitiesOf(
  request: Pick<ContainerRequest, 'privileged' | 'capAdd' | 'capDrop'>,
): ReadonlySet<string> {
  if (!request.privileged && request.capAdd.length === 0 && request.capDrop.length === 0) {
    return UNCHANGED;
  }
  const add = request.capAdd.map(bare);
  const drop = request.capDrop.map(bare);
  const start = request.privileged || add.includes('ALL') ? [...CAPABILITIES] : DEFAULT_CAPABILITIES;
  const kept = request.privileged
    ? start
    : drop.includes('ALL')
      ? []
      : start.filter((name) => !drop.includes(name));
  return new Set([...kept, ...add.filter((name) => name !== 'ALL')]);
}

type Resources = Pick<
  ContainerRequest,
  'memory' | 'memorySwap' | 'memoryReservation' | 'nanoCpus' | 'cpuset' | 'cpuShares'
>;

/** Limits that the kernel of the host could not keep (moby daemon/daemon_unix.go). */
export function validateResources(resources: Partial<Resources>, cpus: number, update = false): void {
  const {
    memory = 0,
    memorySwap = 0,
    memoryReservation = 0,
    nanoCpus = 0,
    cpuset = '',
    cpuShares = 0,
  } = resources;
  if (memory !== 0 && memory < SIX_MEGABYTES) {
    refuse('Minimum memory limit allowed is 6MB');
  }
  if (memory > 0 && memorySwap > 0 && memorySwap < memory) {
    refuse('Minimum memoryswap limit should be larger than memory limit, see usage');
  }
  if (memory === 0 && memorySwap > 0 && !update) {
    refuse('You should always set the Memory limit when using Memoryswap limit, see usage');
  }
  if (memoryReservation > 0 && memoryReservation < SIX_MEGABYTES) {
    refuse('Minimum memory reservation allowed is 6MB');
  }
  if (memory > 0 && memoryReservation > 0 && memory < memoryReservation) {
    refuse('Minimum memory limit can not be less than memory reservation limit, see usage');
  }
  if (nanoCpus < 0 || nanoCpus > cpus * 1e9) {
    refuse(`range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`);
  }
  if (cpuShares < 0) {
    refuse(`invalid CPU shares (${cpuShares}): value must be a positive integer`);
  }
  for (const part of cpuset === '' ? [] : cpuset.split(',')) {
    if (!/^\d+(-\d+)?$/.test(part)) {
      refuse(`Invalid value ${cpuset} for cpuset cpus: invalid format: ${cpuset}`);
    }
    if (Number(part.split('-').at(-1)) >= cpus) {
      refuse(`Requested CPUs are not available - requested ${cpuset}, available: 0-${cpus - 1}`);
    }
  }
}

function validateHealth(health: HealthcheckConfig | undefined): void {
  for (const [name, value] of [
    ['Interval', health?.Interval],
    ['Timeout', health?.Timeout],
    ['StartPeriod', health?.StartPeriod],
    ['StartInterval', health?.StartInterval],
  ] as const) {
    if (value !== undefined && value !== 0 && value < 1_000_000) {
      refuse(`${name} in Healthcheck cannot be less than 1ms`);
    }
  }
  if ((health?.Retries ?? 0) < 0) {
    refuse('Retries in Healthcheck cannot be negative');
  }
}

/** @throws DaemonError 400 for a restart policy that contradicts itself */
export function validateRestart(restart: ContainerRequest['restart']): void {
  if (restart.max < 0) {
    refuse(
      restart.name === 'on-failure'
        ? 'invalid restart policy: maximum retry count cannot be negative'
        : "invalid restart policy: maximum retry count can only be used with 'on-failure' and cannot be negative",
    );
  }
  if (restart.name !== 'on-failure' && restart.max !== 0) {
    refuse("invalid restart policy: maximum retry count can only be used with 'on-failure'");
  }
  if (!['no', 'always', 'unless-stopped', 'on-failure'].includes(restart.name)) {
    refuse(
      `invalid restart policy: unknown policy '${restart.name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    );
  }
}

/** @returns the ports that `8000` or `8000-8010` names; undefined if it is neither */
export function parsePortRange(text: string): { readonly first: number; readonly last: number } | undefined {
  const [, start, end] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const first = Number(start);
  const last = end === undefined ? first : Number(end);
  return start === undefined || first > 65535 || last > 65535 || last < first ? undefined : { first, last };
}

function validatePorts(publish: Readonly<Record<string, readonly PortBinding[]>>): void {
  for (const [port, bindings] of Object.entries(publish)) {
    const [number = '', protocol = 'tcp'] = port.split('/');
    if (parsePortRange(number) === undefined || Number(number) === 0) {
      refuse(`invalid port specification: "${port}"`);
    }
    if (protocol === 'sctp') {
      throw new DaemonError(501, 'the sandbox does not model ports of sctp yet');
    }
    for (const { HostPort } of bindings) {
      if (HostPort !== '' && parsePortRange(HostPort) === undefined) {
        refuse(`invalid port specification: "${HostPort}"`);
      }
    }
  }
}

/** Checks what can be checked without looking at the image (moby daemon/container.go, daemon_unix.go). */
export function validateRequest(request: ContainerRequest, cpus: number): void {
  if (request.workdir && !request.workdir.startsWith('/')) {
    refuse(`the working directory '${request.workdir}' is invalid, it needs to be an absolute path`);
  }
  for (const variable of request.env) {
    if (variable === '' || variable.startsWith('=')) {
      refuse(`invalid environment variable: ${variable}`);
    }
  }
  validateHealth(request.healthcheck);
  if (request.autoRemove && request.restart.name !== 'no') {
    refuse("can't create 'AutoRemove' container with restart policy");
  }
  validatePorts(request.publish);
  validateRestart(request.restart);
  validateCapabilities('CapAdd', request.capAdd);
  validateCapabilities('CapDrop', request.capDrop);
  if ((request.hostname ?? '').length > 63) {
    refuse(`hostname "${request.hostname}" is too long (maximum 63 bytes)`);
  }
  validateResources(request, cpus);
  if (request.stopSignal !== undefined && request.stopSignal !== '') {
    parseSignal(request.stopSignal);
  }
}
