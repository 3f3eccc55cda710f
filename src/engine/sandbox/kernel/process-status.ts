import { stateLetter } from './proc-pid.ts';
import type { ProcessStatus } from './process.ts';
import type { Core, ProcessRecord, Space } from './records.ts';

/** @returns what ps shows of a process to somebody in a pid namespace; the host sees its own pids */
export function statusOfProcess(core: Core, process: ProcessRecord, seenBy: Space): ProcessStatus {
  const number = (of: ProcessRecord): number => (seenBy === core.host ? of.pid : of.local);
  const parent = core.processes.get(process.parent);
  const related = parent !== undefined && (seenBy === core.host || parent.pidSpace === seenBy);
  const leader = core.processes.get(process.group);
  return {
    pid: number(process),
    ppid: related ? number(parent) : 0,
    uid: process.user.uid,
    argv: process.title === undefined ? process.argv : process.title.split(' '),
    state: stateLetter(process),
    started: process.began,
    cpu: process.cpu,
    memory: process.memory,
    group: leader === undefined ? process.group : number(leader),
    tty: process.terminal !== undefined,
  };
}
