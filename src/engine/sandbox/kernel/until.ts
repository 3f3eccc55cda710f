import { SystemError } from './errors.ts';
import type { Task } from './process.ts';
import type { Core, KernelWait } from './records.ts';
import { putToSleep } from './waiting.ts';

/**
 * Waits, as the process that runs it, until a condition holds or a time has come.
 * @returns whether it held. Throws EINTR when a caught signal comes
 */
export function* waitUntil(core: Core, condition: () => boolean, deadline: number): Task<boolean> {
  for (;;) {
    if (condition()) return true;
    if (core.registers.clock >= deadline) return false;
    const process = core.derived.current;
    if (process === undefined) throw new Error('only a process can wait');
    if (process.interrupted) {
      core.journal.edit(process).interrupted = false;
      throw new SystemError('EINTR');
    }
    putToSleep(core, process, [], deadline, true);
    const wait: KernelWait = { wait: 'until', condition };
    yield wait;
  }
}
