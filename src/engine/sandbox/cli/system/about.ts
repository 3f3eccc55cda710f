import type { GoValue } from '../../../../formats/go-template/values.ts';
import { toJson } from '../../../../formats/go-template/values.ts';
import { DOCKER_VERSION } from '../../../grammar/parse.ts';
import type { Task } from '../../kernel/process.ts';
import type { Docker } from '../docker.ts';
import { binarySize } from '../format/human.ts';
import { readTemplate, runTemplate } from '../format/rows.ts';

const API = '1.55';
const MIN_API = '1.40';
const GO = 'go1.25.6';
const COMMIT = '5cf8132';
const BUILT = '2026-07-29T12:00:00.000000000+00:00';
const BUILT_TEXT = 'Wed Jul 29 12:00:00 2026';

function architecture(docker: Docker): string {
  return docker.process.machine().architecture === 'aarch64' ? 'arm64' : 'amd64';
}

function* show(docker: Docker, data: GoValue, text: string): Task<number> {
  const format = docker.text('format');
  if (format === '') yield* docker.out(text);
  else if (format === 'json') yield* docker.out(`${toJson(data)}\n`);
  else yield* docker.out(`${runTemplate(readTemplate(format, 64), data)}\n`);
  return 0;
}

function fields(rows: readonly (readonly [string, string])[], indent: string, width: number): string {
  return rows.map(([name, value]) => `${indent}${`${name}:`.padEnd(width)}${value}\n`).join('');
}

/** `docker version`. */
export function* version(docker: Docker): Task<number> {
  const Arch = architecture(docker);
  const { kernel } = docker.process.machine();
  const common = {
    Version: DOCKER_VERSION,
    ApiVersion: API,
    GitCommit: COMMIT,
    GoVersion: GO,
    Os: 'linux',
    Arch,
    BuildTime: BUILT,
  };
  const data = {
    Client: { ...common, DefaultAPIVersion: API, Context: 'default' },
    Server: {
      Platform: { Name: 'Docker Engine - Community' },
      ...common,
      MinAPIVersion: MIN_API,
      KernelVersion: kernel,
      Components: [{ Name: 'Engine', Version: DOCKER_VERSION }],
    },
  };
  const client = [
    ['Version', DOCKER_VERSION],
    ['API version', API],
    ['Go version', GO],
    ['Git commit', COMMIT],
    ['Built', BUILT_TEXT],
    ['OS/Arch', `linux/${Arch}`],
    ['Context', 'default'],
  ] as const;
  const engine = [
    ['Version', DOCKER_VERSION],
    ['API version', `${API} (minimum version ${MIN_API})`],
    ['Go version', GO],
    ['Git commit', COMMIT],
    ['Built', BUILT_TEXT],
    ['OS/Arch', `linux/${Arch}`],
    ['Experimental', 'false'],
  ] as const;
  const text = `Client: Docker Engine - Community\n${fields(client, ' ', 19)}\nServer: Docker Engine - Community\n Engine:\n${fields(engine, '  ', 18)}`;
  return yield* show(docker, data, text);
}

/** `docker info`. */
export function* info(docker: Docker): Task<number> {
  const machine = docker.process.machine();
  const containers = docker.ask((daemon) => daemon.containers());
  const count = (status: string) => containers.filter(({ State }) => State.Status === status).length;
  const images = docker.ask((daemon) => daemon.images()).length;
  const running = count('running');
  const paused = count('paused');
  const stopped = containers.length - running - paused;
  const data = {
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: stopped,
    Images: images,
    Driver: 'overlayfs',
    DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    KernelVersion: machine.kernel,
    OperatingSystem: 'docker-tutor sandbox',
    OSType: 'linux',
    Architecture: machine.architecture,
    NCPU: machine.cpus,
    MemTotal: machine.memory,
    DockerRootDir: '/var/lib/docker',
    Name: machine.hostname,
    ServerVersion: DOCKER_VERSION,
    DefaultRuntime: 'runc',
    LiveRestoreEnabled: false,
    Swarm: { LocalNodeState: 'inactive' },
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
    ClientInfo: { Version: DOCKER_VERSION, Context: 'default' },
  };
  const lines = [
    'Client: Docker Engine - Community',
    ` Version:    ${DOCKER_VERSION}`,
    ' Context:    default',
    ' Debug Mode: false',
    '',
    'Server:',
    ` Containers: ${containers.length}`,
    `  Running: ${running}`,
    `  Paused: ${paused}`,
    `  Stopped: ${stopped}`,
    ` Images: ${images}`,
    ` Server Version: ${DOCKER_VERSION}`,
    ' Storage Driver: overlayfs',
    '  driver-type: io.containerd.snapshotter.v1',
    ' Logging Driver: json-file',
    ' Cgroup Driver: systemd',
    ' Cgroup Version: 2',
    ' Swarm: inactive',
    ' Default Runtime: runc',
    ' Security Options:',
    '  seccomp',
    '   Profile: builtin',
    '  cgroupns',
    ` Kernel Version: ${machine.kernel}`,
    ' Operating System: docker-tutor sandbox',
    ' OSType: linux',
    ` Architecture: ${machine.architecture}`,
    ` CPUs: ${machine.cpus}`,
    ` Total Memory: ${binarySize(machine.memory)}`,
    ` Name: ${machine.hostname}`,
    ' Docker Root Dir: /var/lib/docker',
    ' Debug Mode: false',
    ' Experimental: false',
    ' Live Restore Enabled: false',
  ];
  return yield* show(docker, data, `${lines.join('\n')}\n\n`);
}
