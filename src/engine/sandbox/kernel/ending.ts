import { leaveWork, settleWork } from './cpu.ts';
import { dropDescriptor } from './open-files.ts';
import type { Signal } from './process.ts';
import type { Core, ProcessRecord } from './records.ts';
import { catchSignal } from './signal-table.ts';
import { wake } from './waiting.ts';

/** Ends a process: closes its files, hands its children on, tells its parent. The end of a PID 1 ends all it has begotten. */
export function endProcess(
  core: Core,
  process: ProcessRecord,
  status: number,
  signal: Signal | undefined,
): void {
  if (process.state === 'zombie') return;
  if (process.state === 'working') settleWork(core);
  leaveWork(core, process);
  core.derived.pollers.delete(process);
  const record = core.journal.edit(process);
  record.state = 'zombie';
  record.status = status;
  record.endedBy = signal;
  record.channels = [];
  record.deadline = Number.POSITIVE_INFINITY;
  record.polling = false;
  record.stopped = undefined;
  record.pending = [];
  record.memory = 0;
  record.answers = undefined;
  const files = process.files;
  record.files = [];
  if (process.first) endOthers(core, process);
  for (const file of files) if (file !== undefined) dropDescriptor(core, file);
  handOn(core, process);
  if (process.started || process.parent === 0) {
    remove(core, process);
    if (process.started) {
      core.hooks.ended(process.pid, process.space.id, status, signal);
      process.ended?.(status, signal);
    }
    return;
  }
  const parent = core.processes.get(process.parent);
  if (parent === undefined || isReaper(core, parent)) {
    remove(core, process);
    return;
  }
  if (parent.dispositions.get('SIGCHLD') === 'ignore') remove(core, process);
  else if (parent.dispositions.get('SIGCHLD') === 'catch') catchSignal(core, parent, 'SIGCHLD');
  wake(core, parent);
}

/** The host's init is the kernel's own: it reaps at once. */
function isReaper(core: Core, process: ProcessRecord): boolean {
  return process.pid === core.host.init;
}

function endOthers(core: Core, first: ProcessRecord): void {
  const others = new Set<number>(first.space.members);
  if (first.pidSpace.init === first.pid) for (const pid of first.pidSpace.pidTable.values()) others.add(pid);
  for (const pid of [...others].sort((a, b) => b - a)) {
    const other = core.processes.get(pid);
    if (other === undefined || other === first) continue;
    endProcess(core, other, 128 + 9, 'SIGKILL');
    if (core.processes.has(pid)) remove(core, other);
  }
}

/** Children of a process that has ended become those of PID 1 of their pid namespace. */
function handOn(core: Core, process: ProcessRecord): void {
  if (process.children.length === 0) return;
  const init = core.processes.get(process.pidSpace.init);
  const heir = init === undefined || init.state === 'zombie' ? undefined : init;
  for (const pid of process.children) {
    const child = core.processes.get(pid);
    if (child === undefined) continue;
    if (child.diesWithParent) endProcess(core, child, 128 + 9, 'SIGKILL');
    core.journal.edit(child).parent = heir?.pid ?? 0;
    if (child.state === 'zombie' && (heir === undefined || isReaper(core, heir))) remove(core, child);
    else if (heir !== undefined) {
      core.journal.edit(heir).children = [...heir.children, pid];
      if (child.state === 'zombie') wake(core, heir);
    }
  }
  core.journal.edit(process).children = [];
}

/** Takes a process that has ended out of all tables. */
export function remove(core: Core, process: ProcessRecord): void {
  const { journal } = core;
  journal.edit(core.processes).delete(process.pid);
  journal.edit(process.space.members).delete(process.pid);
  journal.edit(process.pidSpace.pidTable).delete(process.local);
  if (process.pidSpace !== core.host) journal.edit(core.host.pidTable).delete(process.pid);
  if (process.pidSpace.init === process.pid) {
    const space = journal.edit(process.pidSpace);
    space.init = 0;
    space.nextPid = 1;
  }
  const parent = core.processes.get(process.parent);
  if (parent !== undefined) {
    journal.edit(parent).children = parent.children.filter((pid) => pid !== process.pid);
  }
}
