import { remove } from './ending.ts';
import { SystemError } from './errors.ts';
import type { Ended } from './process.ts';
import { Blocked, type Core, type ProcessRecord } from './records.ts';
import { SIGNAL_NUMBERS } from './signal-table.ts';
import { seenFrom } from './spawn.ts';

/** waitpid(2): one attempt. */
export function waitChild(
  core: Core,
  process: ProcessRecord,
  pid: number | 'any',
  options: { readonly block?: boolean; readonly stopped?: boolean },
): Ended | undefined | Blocked {
  const wanted = pid === 'any' ? undefined : (process.pidSpace.pidTable.get(pid) ?? -1);
  let known = false;
  for (const host of process.children) {
    if (wanted !== undefined && host !== wanted) continue;
    const child = core.processes.get(host);
    if (child === undefined) continue;
    known = true;
    if (child.state === 'zombie') {
      const ended: Ended = {
        pid: seenFrom(process, child),
        status: child.status,
        ...(child.endedBy === undefined ? {} : { signal: child.endedBy }),
      };
      remove(core, child);
      return ended;
    }
    if (options.stopped === true && child.stopped !== undefined && !child.stopTold) {
      core.journal.edit(child).stopTold = true;
      return {
        pid: seenFrom(process, child),
        status: 128 + SIGNAL_NUMBERS[child.stopped],
        signal: child.stopped,
        stopped: true,
      };
    }
  }
  if (!known) throw new SystemError('ECHILD');
  return options.block === false ? undefined : new Blocked([process]);
}
