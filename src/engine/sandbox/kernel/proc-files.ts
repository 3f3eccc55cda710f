import type { SyntheticNode } from '../filesystem/synthetic.ts';
import type { Bytes } from './bytes.ts';
import { mountLines } from './proc-pid.ts';
import type { Core, ProcessRecord } from './records.ts';

const text = (content: () => Bytes): SyntheticNode => ({ kind: 'file', content });

/** @returns the files of /proc that are not a process's, by their path below /proc */
export function procFiles(core: Core, viewer: ProcessRecord): ReadonlyMap<string, SyntheticNode> {
  const { machine } = core;
  return new Map<string, SyntheticNode>([
    ['cpuinfo', text(() => cpuInfo(machine.cpus, machine.architecture))],
    ['meminfo', text(() => memoryInfo(core))],
    ['version', text(() => `Linux version ${machine.kernel} (build@sandbox) #1 SMP PREEMPT_DYNAMIC\n`)],
    ['uptime', text(() => uptime(core))],
    ['loadavg', text(() => loadAverage(core))],
    ['stat', text(() => `cpu  0 0 0 0 0 0 0 0 0 0\nbtime ${Math.floor(machine.booted / 1000)}\n`)],
    ['filesystems', text(() => 'nodev\tproc\nnodev\tsysfs\nnodev\ttmpfs\nnodev\toverlay\n\text4\n')],
    ['mounts', text(() => mountLines(viewer))],
    ['cmdline', text(() => 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro\n')],
    ['net/dev', text(() => networkDevices(viewer))],
    ['sys/kernel/hostname', text(() => `${viewer.space.hostname}\n`)],
    ['sys/kernel/osrelease', text(() => `${machine.kernel}\n`)],
    ['sys/kernel/ostype', text(() => 'Linux\n')],
    ['sys/kernel/pid_max', text(() => '4194304\n')],
    ['sys/net/ipv4/ip_forward', text(() => '1\n')],
    ['sys/vm/overcommit_memory', text(() => '0\n')],
    ['sys/net/core/somaxconn', text(() => '4096\n')],
  ]);
}

function cpuInfo(cpus: number, architecture: string): Bytes {
  const model =
    architecture === 'x86_64'
      ? 'vendor_id\t: GenuineIntel\nmodel name\t: Virtual CPU'
      : 'CPU implementer\t: 0x61';
  return Array.from({ length: cpus }, (_, cpu) => `processor\t: ${cpu}\n${model}\n\n`).join('');
}

function memoryInfo(core: Core): Bytes {
  let used = 256 * 1024 * 1024;
  for (const process of core.processes.values()) used += process.memory;
  const total = core.machine.memory;
  const line = (name: string, bytes: number): string =>
    `${`${name}:`.padEnd(16)}${String(Math.max(0, Math.floor(bytes / 1024))).padStart(8)} kB\n`;
  return (
    line('MemTotal', total) +
    line('MemFree', total - used) +
    line('MemAvailable', total - used) +
    line('Buffers', 0) +
    line('Cached', 0) +
    line('SwapTotal', 0) +
    line('SwapFree', 0)
  );
}

function uptime(core: Core): Bytes {
  const seconds = (core.registers.clock - core.machine.booted) / 1000;
  return `${seconds.toFixed(2)} ${(seconds * core.machine.cpus).toFixed(2)}\n`;
}

function loadAverage(core: Core): Bytes {
  const load = core.derived.working.size.toFixed(2);
  return `${load} ${load} ${load} ${core.derived.working.size + 1}/${core.processes.size} ${core.registers.nextPid}\n`;
}

function networkDevices(viewer: ProcessRecord): Bytes {
  const names = ['lo', ...viewer.space.attachments.map((attachment) => attachment.name)];
  const { received, sent } = viewer.space;
  return (
    'Inter-|   Receive                            |  Transmit\n' +
    ' face |bytes    packets errs drop fifo frame |bytes    packets errs drop fifo colls\n' +
    names
      .map((name) => {
        const [inward, outward] = name === 'lo' ? [0, 0] : [received, sent];
        return `${name.padStart(6)}: ${String(inward).padStart(7)} 0 0 0 0 0 ${String(outward).padStart(7)} 0 0 0 0 0\n`;
      })
      .join('')
  );
}
