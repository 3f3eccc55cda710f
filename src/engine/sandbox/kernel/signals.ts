import { disturbWork, enterWork } from './cpu.ts';
import { endProcess } from './ending.ts';
import { SystemError } from './errors.ts';
import type { Signal } from './process.ts';
import type { Core, ProcessRecord } from './records.ts';
import { catchSignal, SIGNAL_NUMBERS } from './signal-table.ts';
import { queueAgain, wake } from './waiting.ts';

const STOPS: ReadonlySet<Signal> = new Set<Signal>(['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU']);
const NOTHING: ReadonlySet<Signal> = new Set<Signal>(['SIGCHLD', 'SIGCONT', 'SIGWINCH']);

/**
 * Sends a signal to a process.
 * @param inside it comes from the process's own pid namespace: PID 1 then hears only what it has a handler for
 */
export function sendSignal(core: Core, process: ProcessRecord, signal: Signal, inside: boolean): void {
  if (process.state === 'zombie') return;
  const disposition = process.dispositions.get(signal);
  const isInit = process.pidSpace.init === process.pid;
  if (isInit && disposition !== 'catch') {
    const obeys = !inside && (signal === 'SIGKILL' || signal === 'SIGSTOP' || signal === 'SIGCONT');
    if (!obeys) return;
  }
  if (signal === 'SIGKILL') {
    endProcess(core, process, 128 + 9, 'SIGKILL');
    return;
  }
  if (signal === 'SIGCONT') goOn(core, process);
  if (signal !== 'SIGSTOP') {
    if (disposition === 'ignore') return;
    if (process.stopped !== undefined && !STOPS.has(signal)) {
      if (!process.pending.includes(signal)) {
        core.journal.edit(process).pending = [...process.pending, signal];
      }
      return;
    }
    if (disposition === 'catch') {
      catchSignal(core, process, signal);
      return;
    }
    if (NOTHING.has(signal)) return;
  }
  if (STOPS.has(signal)) {
    stop(core, process, signal);
    return;
  }
  endProcess(core, process, 128 + SIGNAL_NUMBERS[signal], signal);
}

/** Sends a signal to all processes of a group. @returns how many there were */
export function sendToGroup(
  core: Core,
  group: number,
  signal: Signal,
  from: ProcessRecord | undefined,
): number {
  const members = [...core.processes.values()].filter(
    (process) => process.group === group && process.state !== 'zombie',
  );
  for (const process of members) {
    sendSignal(core, process, signal, from?.pidSpace === process.pidSpace);
  }
  return members.length;
}

function stop(core: Core, process: ProcessRecord, signal: Signal): void {
  if (process.stopped !== undefined) return;
  disturbWork(core);
  const record = core.journal.edit(process);
  record.stopped = signal;
  record.stopTold = false;
  const parent = core.processes.get(process.parent);
  if (parent === undefined) return;
  catchChildSignal(core, parent);
  wake(core, parent);
}

function goOn(core: Core, process: ProcessRecord): void {
  if (process.stopped === undefined) return;
  disturbWork(core);
  const record = core.journal.edit(process);
  const pending = process.pending;
  record.stopped = undefined;
  record.pending = [];
  thaw(core, process);
  for (const signal of pending) sendSignal(core, process, signal, false);
}

/** Puts a process back where the scheduler sees it, after a stop or a pause. */
export function thaw(core: Core, process: ProcessRecord): void {
  if (process.state === 'ready') {
    const waitsAlready = core.derived.ready.indexOf(process, core.derived.readyHead) >= 0;
    if (!waitsAlready) queueAgain(core, process);
  } else if (process.state === 'working') enterWork(core, process);
}

function catchChildSignal(core: Core, parent: ProcessRecord): void {
  if (parent.dispositions.get('SIGCHLD') === 'catch') catchSignal(core, parent, 'SIGCHLD');
}

/** kill(2), with the rules of who may. Throws ESRCH, EPERM */
export function kill(core: Core, sender: ProcessRecord, pid: number, signal: Signal | 0): void {
  const targets = targetsOf(core, sender, pid);
  if (targets.length === 0) throw new SystemError('ESRCH');
  const allowed = targets.filter((target) => sender.user.uid === 0 || sender.user.uid === target.user.uid);
  if (allowed.length === 0) throw new SystemError('EPERM');
  if (signal === 0) return;
  for (const target of allowed) sendSignal(core, target, signal, target.pidSpace === sender.pidSpace);
}

function targetsOf(core: Core, sender: ProcessRecord, pid: number): ProcessRecord[] {
  const seen = (host: number): ProcessRecord | undefined => core.processes.get(host);
  if (pid > 0) {
    const target = seen(sender.pidSpace.pidTable.get(pid) ?? 0);
    return target === undefined ? [] : [target];
  }
  const members = [...sender.pidSpace.pidTable.values()]
    .map(seen)
    .filter((process) => process !== undefined && process.state !== 'zombie') as ProcessRecord[];
  if (pid === -1) return members.filter((target) => target !== sender && target.local !== 1);
  const leader = pid === 0 ? sender.group : (sender.pidSpace.pidTable.get(-pid) ?? groupOf(members, -pid));
  return members.filter((target) => target.group === leader);
}

/** A group outlives its leader: then nobody has its number as a pid. */
function groupOf(members: readonly ProcessRecord[], local: number): number {
  for (const member of members) if (member.group === local) return member.group;
  return -1;
}
