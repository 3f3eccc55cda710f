import { ValueError } from '../../../grammar/go-values.ts';
import type { HealthcheckConfig } from '../../../world.ts';
import type { ContainerRequest, MountRequest } from '../../daemon/api.ts';
import { CommandError, type Docker } from '../docker.ts';
import { readEnvironment, readLabels } from './key-values.ts';
import { readNetworks } from './networks.ts';
import { readExpose, readPublish } from './port-specs.ts';
import { readMountFlag, readTmpfs, readVolume } from './volume-specs.ts';

/** @returns `on-failure:3` read (docker/cli opts.ParseRestartPolicy). Throws CommandError. */
export function readRestart(text: string): ContainerRequest['restart'] {
  const [name = '', count, ...rest] = text.split(':');
  if (rest.length > 0 || (count !== undefined && !/^-?\d+$/.test(count)))
    throw new CommandError('invalid restart policy format: maximum retry count must be an integer');
  if (text !== '' && name === '')
    throw new CommandError('invalid restart policy format: no policy provided before colon');
  // A name that does not exist is the daemon's to refuse.
  return {
    name: (name === '' ? 'no' : name) as ContainerRequest['restart']['name'],
    max: Number(count ?? 0),
  };
}

const HEALTH = ['interval', 'timeout', 'start-period', 'retries', 'start-interval'];

function readHealth(docker: Docker): HealthcheckConfig | undefined {
  const command = docker.text('health-cmd');
  const any = command !== '' || HEALTH.some((name) => docker.number(`health-${name}`) !== 0);
  if (docker.bool('no-healthcheck')) {
    if (any) throw new CommandError('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!any) return undefined;
  for (const name of ['interval', 'timeout', 'retries', 'start-period', 'start-interval'])
    if (docker.number(`health-${name}`) < 0) throw new CommandError(`--health-${name} cannot be negative`);
  return {
    Test: command === '' ? [] : ['CMD-SHELL', command],
    Interval: docker.number('health-interval'),
    Timeout: docker.number('health-timeout'),
    StartPeriod: docker.number('health-start-period'),
    StartInterval: docker.number('health-start-interval'),
    Retries: docker.number('health-retries'),
  };
}

function readMounts(docker: Docker): readonly MountRequest[] {
  const cwd = docker.process.cwd();
  try {
    return [
      ...docker.list('volume').map((spec) => readVolume(spec, cwd)),
      ...docker.list('mount').map((text) => readMountFlag(text, cwd)),
      ...docker.list('tmpfs').map((text) => readTmpfs(text)),
    ];
  } catch (problem) {
    throw problem instanceof ValueError ? new CommandError(problem.message) : problem;
  }
}

function attachOf(docker: Docker): ContainerRequest['attach'] {
  const named = docker.list('attach').map((stream) => stream.toLowerCase());
  const all = named.length === 0;
  return {
    stdin: docker.bool('interactive') || named.includes('stdin'),
    stdout: all || named.includes('stdout'),
    stderr: all || named.includes('stderr'),
  };
}

function optional<K extends string>(docker: Docker, flag: string, key: K): { readonly [P in K]?: string } {
  const value = docker.text(flag);
  return (value === '' ? {} : { [key]: value }) as { readonly [P in K]?: string };
}

/**
 * What `docker run` and `docker create` ask the daemon for, out of their flags (docker/cli cli/command/container/opts.go).
 * Throws CommandError with docker's words.
 */
export function readRequest(docker: Docker): ContainerRequest {
  const mac = docker.text('mac-address');
  if (mac !== '' && !/^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/.test(mac))
    throw new CommandError(`${mac} is not a valid mac address`);
  const [image = '', ...cmd] = docker.args;
  const entrypoint = docker.text('entrypoint');
  const restart = readRestart(docker.text('restart'));
  const autoRemove = docker.bool('rm');
  if (autoRemove && restart.name !== 'no')
    throw new CommandError('conflicting options: cannot specify both --restart and --rm');
  for (const option of docker.list('security-opt'))
    if (!/[=:]./.test(option) && option !== 'no-new-privileges')
      throw new CommandError(`invalid --security-opt: ${JSON.stringify(option)}`);
  const health = readHealth(docker);
  const publish = readPublish(docker.list('publish'));
  return {
    image,
    ...optional(docker, 'name', 'name'),
    ...(docker.given('entrypoint') ? { entrypoint: entrypoint === '' ? [] : [entrypoint] } : {}),
    ...(cmd.length > 0 ? { cmd } : {}),
    env: readEnvironment(docker),
    ...optional(docker, 'workdir', 'workdir'),
    ...optional(docker, 'user', 'user'),
    ...optional(docker, 'hostname', 'hostname'),
    labels: readLabels(docker),
    exposed: [...new Set([...Object.keys(publish), ...readExpose(docker.list('expose'))])],
    publish,
    publishAll: docker.bool('publish-all'),
    mounts: readMounts(docker),
    networks: readNetworks(docker),
    extraHosts: docker
      .list('add-host')
      .map((host) => host.replace(/^([^:=]+)=/, '$1:').replace(/\[(.*)\]$/, '$1')),
    dns: docker.list('dns'),
    tty: docker.bool('tty'),
    openStdin: docker.bool('interactive'),
    attach: attachOf(docker),
    autoRemove,
    restart,
    memory: docker.number('memory'),
    memorySwap: docker.number('memory-swap'),
    memoryReservation: docker.number('memory-reservation'),
    nanoCpus: Math.round(docker.number('cpus') * 1e9),
    cpuShares: docker.number('cpu-shares'),
    cpuset: docker.text('cpuset-cpus'),
    pidsLimit: docker.given('pids-limit') ? docker.number('pids-limit') : null,
    readOnly: docker.bool('read-only'),
    privileged: docker.bool('privileged'),
    capAdd: docker.list('cap-add'),
    capDrop: docker.list('cap-drop'),
    securityOpt: docker.list('security-opt'),
    init: docker.bool('init'),
    ...optional(docker, 'stop-signal', 'stopSignal'),
    ...(docker.given('stop-timeout') ? { stopTimeout: docker.number('stop-timeout') } : {}),
    ...(health === undefined ? {} : { healthcheck: health }),
    ...optional(docker, 'platform', 'platform'),
  };
}
