import { endProcess } from './ending.ts';
import { SystemError } from './errors.ts';
import type { Core, ProcessRecord, Space } from './records.ts';
import { memoryOf } from './sys.ts';

/** Changes what a process occupies; where that is over the cgroup's limit, the biggest process of the cgroup is killed. */
export function changeMemory(core: Core, process: ProcessRecord, bytes: number): undefined {
  const wanted = Math.max(0, process.memory + bytes);
  if (bytes > 0 && wanted > core.machine.memory) throw new SystemError('ENOMEM');
  core.journal.edit(process).memory = wanted;
  keepWithin(core, process.space);
  return undefined;
}

/** Kills processes of a cgroup, the biggest first, until it is within its limit of memory. */
export function keepWithin(core: Core, space: Space): void {
  const limit = Math.min(space.cgroup.memory ?? Number.POSITIVE_INFINITY, core.machine.memory);
  while (space.members.size > 0 && memoryOf(core, space) > limit) {
    const victim = biggest(core, space);
    if (victim === undefined) return;
    core.journal.edit(space).outOfMemory += 1;
    core.hooks.outOfMemory(space.id, victim.first);
    endProcess(core, victim, 128 + 9, 'SIGKILL');
  }
}

/** The youngest of those that are equally big. */
function biggest(core: Core, space: Space): ProcessRecord | undefined {
  let found: ProcessRecord | undefined;
  for (const pid of space.members) {
    const process = core.processes.get(pid);
    if (process === undefined || process.state === 'zombie') continue;
    if (found === undefined || process.memory >= found.memory) found = process;
  }
  return found;
}
