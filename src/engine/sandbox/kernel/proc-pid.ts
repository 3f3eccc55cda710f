import type { SyntheticNode } from '../filesystem/synthetic.ts';
import type { Bytes } from './bytes.ts';
import type { Core, OpenRecord, ProcessRecord } from './records.ts';
import { SIGNAL_NUMBERS } from './signal-table.ts';

const NAMESPACES = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'];

/**
 * A node of /proc/<pid>.
 * @param names what follows the pid
 */
export function procOfPid(
  core: Core,
  viewer: ProcessRecord,
  process: ProcessRecord,
  names: readonly string[],
): SyntheticNode | undefined {
  const [first, second] = names;
  if (names.length > 2) return undefined;
  const files = filesOf(core, viewer, process);
  if (first === undefined) return { kind: 'directory', names: () => [...files.keys(), 'fd', 'ns'] };
  if (first === 'fd') {
    if (second === undefined) {
      return { kind: 'directory', mode: 0o500, names: () => openDescriptors(process) };
    }
    const file = process.files[Number(second)];
    return file === undefined ? undefined : { kind: 'symlink', target: descriptorName(file) };
  }
  if (first === 'ns') {
    if (second === undefined) return { kind: 'directory', names: () => NAMESPACES };
    if (!NAMESPACES.includes(second)) return undefined;
    return { kind: 'symlink', target: `${second}:[${namespaceNumber(process, second)}]` };
  }
  return second === undefined ? files.get(first) : undefined;
}

function filesOf(
  core: Core,
  viewer: ProcessRecord,
  process: ProcessRecord,
): ReadonlyMap<string, SyntheticNode> {
  const mayLook = viewer.user.uid === 0 || viewer.user.uid === process.user.uid;
  return new Map<string, SyntheticNode>([
    ['cmdline', { kind: 'file', content: () => process.argv.map((word) => `${word}\0`).join('') }],
    ['comm', { kind: 'file', content: () => `${commandName(process)}\n` }],
    ['status', { kind: 'file', content: () => statusOf(core, viewer, process) }],
    ['stat', { kind: 'file', content: () => statOf(core, viewer, process) }],
    [
      'environ',
      {
        kind: 'file',
        mode: 0o400,
        content: () =>
          mayLook ? [...process.env].map(([name, value]) => `${name}=${value}\0`).join('') : '',
      },
    ],
    ['cwd', { kind: 'symlink', target: process.cwd }],
    ['exe', { kind: 'symlink', target: process.executable }],
    ['root', { kind: 'symlink', target: '/' }],
    ['mounts', { kind: 'file', content: () => mountLines(process) }],
    ['cgroup', { kind: 'file', content: () => cgroupLine(core, viewer, process) }],
    [
      'limits',
      {
        kind: 'file',
        content: () => 'Max open files            1024                 524288               files     \n',
      },
    ],
    ['oom_score_adj', { kind: 'file', content: () => '0\n' }],
  ]);
}

function openDescriptors(process: ProcessRecord): string[] {
  return process.files.flatMap((file, fd) => (file === undefined ? [] : [String(fd)]));
}

/** @returns what readlink says of /proc/<pid>/fd/<n> */
export function descriptorName(file: OpenRecord): string {
  return file.path;
}

/** @returns the name of the program file, at most 15 bytes, as TASK_COMM_LEN allows */
export function commandName(process: ProcessRecord): string {
  // A program of many names is called by the one it was started with.
  const own = process.executable === '' || process.executable.endsWith('/busybox');
  const name = own ? (process.argv[0] ?? '') : process.executable;
  return name.slice(name.lastIndexOf('/') + 1).slice(0, 15);
}

function parentSeen(core: Core, viewer: ProcessRecord, process: ProcessRecord): number {
  const parent = core.processes.get(process.parent);
  if (parent === undefined) return 0;
  if (viewer.pidSpace === core.host) return parent.pid;
  return parent.pidSpace === viewer.pidSpace ? parent.local : 0;
}

/** @returns the letter that ps shows */
export function stateLetter(process: ProcessRecord): 'R' | 'S' | 'T' | 'Z' {
  if (process.state === 'zombie') return 'Z';
  if (process.stopped !== undefined) return 'T';
  return process.state === 'waiting' ? 'S' : 'R';
}

function statusOf(core: Core, viewer: ProcessRecord, process: ProcessRecord): Bytes {
  const words = { R: 'R (running)', S: 'S (sleeping)', T: 'T (stopped)', Z: 'Z (zombie)' };
  const { uid, gid, groups } = process.user;
  const seen = viewer.pidSpace === core.host ? process.pid : process.local;
  const kilobytes = Math.ceil(process.memory / 1024);
  return [
    `Name:\t${commandName(process)}`,
    `Umask:\t${process.umask.toString(8).padStart(4, '0')}`,
    `State:\t${words[stateLetter(process)]}`,
    `Tgid:\t${seen}`,
    `Pid:\t${seen}`,
    `PPid:\t${parentSeen(core, viewer, process)}`,
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${gid}\t${gid}\t${gid}\t${gid}`,
    `FDSize:\t64`,
    `Groups:\t${groups.join(' ')}`,
    `VmSize:\t${String(kilobytes).padStart(8)} kB`,
    `VmRSS:\t${String(kilobytes).padStart(8)} kB`,
    'Threads:\t1',
    `SigIgn:\t${mask(process, 'ignore')}`,
    `SigCgt:\t${mask(process, 'catch')}`,
    `CapEff:\t${uid === 0 ? effective(process) : '0000000000000000'}`,
    'Seccomp:\t0',
    '',
  ].join('\n');
}

function mask(process: ProcessRecord, does: 'ignore' | 'catch'): string {
  let bits = 0n;
  for (const [signal, what] of process.dispositions) {
    if (what === does) bits |= 1n << BigInt(SIGNAL_NUMBERS[signal] - 1);
  }
  return bits.toString(16).padStart(16, '0');
}

/** Linux's numbers of the capabilities that the sandbox knows. */
const CAPABILITY_BITS: Readonly<Record<string, number>> = {
  CHOWN: 0,
  DAC_OVERRIDE: 1,
  FOWNER: 3,
  FSETID: 4,
  KILL: 5,
  SETGID: 6,
  SETUID: 7,
  SETPCAP: 8,
  NET_BIND_SERVICE: 10,
  NET_ADMIN: 12,
  NET_RAW: 13,
  SYS_CHROOT: 18,
  SYS_PTRACE: 19,
  SYS_ADMIN: 21,
  SYS_TIME: 25,
  MKNOD: 27,
  AUDIT_WRITE: 29,
  SETFCAP: 31,
};

function effective(process: ProcessRecord): string {
  const { capabilities } = process.space;
  if (capabilities.has('ALL')) return '000001ffffffffff';
  let bits = 0n;
  for (const name of capabilities) {
    const bit = CAPABILITY_BITS[name.replace(/^CAP_/, '')];
    if (bit !== undefined) bits |= 1n << BigInt(bit);
  }
  return bits.toString(16).padStart(16, '0');
}

function statOf(core: Core, viewer: ProcessRecord, process: ProcessRecord): Bytes {
  const seen = viewer.pidSpace === core.host ? process.pid : process.local;
  const ticks = Math.floor(process.cpu / 10);
  const began = Math.floor((process.began - core.machine.booted) / 10);
  return `${seen} (${commandName(process)}) ${stateLetter(process)} ${parentSeen(core, viewer, process)} ${seen} ${seen} 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${began} ${process.memory} ${Math.ceil(process.memory / 4096)}\n`;
}

function namespaceNumber(process: ProcessRecord, kind: string): number {
  const owner =
    kind === 'net'
      ? process.space.network
      : kind === 'pid'
        ? process.space.pids
        : kind === 'user' || kind === 'time'
          ? 'all'
          : process.space.id;
  let hash = 7;
  for (const char of kind + owner) hash = (hash * 31 + char.charCodeAt(0)) % 999_983;
  return 4_026_531_000 + hash;
}

function cgroupLine(core: Core, viewer: ProcessRecord, process: ProcessRecord): Bytes {
  if (process.space === viewer.space && process.space !== core.host) return '0::/\n';
  if (process.space === core.host) return '0::/user.slice\n';
  return `0::/system.slice/docker-${process.space.id}.scope\n`;
}

/** @returns /proc/mounts of a process */
export function mountLines(process: ProcessRecord): Bytes {
  const types = { rootfs: 'overlay', bind: 'ext4', volume: 'ext4', tmpfs: 'tmpfs', proc: 'proc' };
  return process.space.mounts
    .map((mount) => {
      const type = mount.target === '/sys' ? 'sysfs' : types[mount.type];
      const device = type === 'ext4' ? '/dev/vda1' : type;
      return `${device} ${mount.target} ${type} ${mount.readOnly ? 'ro' : 'rw'},relatime 0 0\n`;
    })
    .join('');
}
