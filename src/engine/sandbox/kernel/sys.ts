import type { SyntheticNode } from '../filesystem/synthetic.ts';
import type { Bytes } from './bytes.ts';
import { interfacesOf, netOf } from './net-space.ts';
import { nested } from './proc.ts';
import type { Core, ProcessRecord, Space } from './records.ts';
import { STEPS_A_MADE_NODE } from './steps.ts';

const text = (content: () => Bytes): SyntheticNode => ({ kind: 'file', content });

/**
 * A node of /sys, as a process sees it: its own cgroup is the root of /sys/fs/cgroup.
 * @param inner path below /sys, beginning with `/`
 */
export function sysNode(core: Core, viewer: ProcessRecord, inner: string): SyntheticNode | undefined {
  core.derived.steps += STEPS_A_MADE_NODE;
  const { space } = viewer;
  const group = 'fs/cgroup';
  const files = new Map<string, SyntheticNode>([
    [`${group}/memory.max`, text(() => `${space.cgroup.memory ?? 'max'}\n`)],
    [`${group}/memory.current`, text(() => `${memoryOf(core, space)}\n`)],
    [
      `${group}/memory.events`,
      text(
        () =>
          `low 0\nhigh 0\nmax ${space.outOfMemory}\noom ${space.outOfMemory}\noom_kill ${space.outOfMemory}\noom_group_kill 0\n`,
      ),
    ],
    [`${group}/cpu.max`, text(() => cpuMax(space))],
    [`${group}/cpu.stat`, text(() => `usage_usec ${Math.round(space.cpu * 1000)}\n`)],
    [`${group}/pids.max`, text(() => `${space.cgroup.pids ?? 'max'}\n`)],
    [`${group}/pids.current`, text(() => `${space.members.size}\n`)],
    [`${group}/cgroup.procs`, text(() => members(core, viewer))],
    [`${group}/cgroup.controllers`, text(() => 'cpuset cpu io memory hugetlb pids rdma misc\n')],
    [`${group}/cgroup.freeze`, text(() => `${space.paused ? 1 : 0}\n`)],
    ...interfacesOf(netOf(core, space)).flatMap(({ name, mac }): [string, SyntheticNode][] => [
      [`class/net/${name}/address`, text(() => `${mac}\n`)],
      [`class/net/${name}/operstate`, text(() => (name === 'lo' ? 'unknown\n' : 'up\n'))],
    ]),
    ['devices/system/cpu/online', text(() => `0-${core.machine.cpus - 1}\n`)],
  ]);
  return nested(
    files,
    inner.split('/').filter((name) => name !== ''),
  );
}

/** @returns bytes that the processes of a cgroup occupy */
export function memoryOf(core: Core, space: Space): number {
  let bytes = 0;
  for (const pid of space.members) bytes += core.processes.get(pid)?.memory ?? 0;
  return bytes;
}

function cpuMax(space: Space): Bytes {
  const { cpus } = space.cgroup;
  return cpus === undefined ? 'max 100000\n' : `${Math.round(cpus * 100_000)} 100000\n`;
}

function members(core: Core, viewer: ProcessRecord): Bytes {
  return [...viewer.space.members]
    .map((pid) => core.processes.get(pid))
    .filter((process) => process !== undefined && process.pidSpace === viewer.pidSpace)
    .map((process) => `${process!.local}\n`)
    .join('');
}
