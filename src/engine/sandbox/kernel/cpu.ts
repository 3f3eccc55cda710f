import type { Core, ProcessRecord } from './records.ts';
import { isFrozen, makeReady } from './waiting.ts';

const ALMOST_NOTHING = 1e-3;

/** Gives every working process what it has used since the last time, and lets those go on that have all they wanted. */
export function settleWork(core: Core): void {
  const { journal, derived, registers } = core;
  const elapsed = registers.clock - registers.cpuUpdated;
  if (elapsed !== 0) journal.edit(registers).cpuUpdated = registers.clock;
  if (derived.working.size === 0 || elapsed === 0) return;
  const rates = ratesOf(core);
  const done: ProcessRecord[] = [];
  for (const process of derived.working) {
    const used = (rates.get(process) ?? 0) * elapsed;
    if (used === 0) continue;
    const record = journal.edit(process);
    record.cpu += Math.min(used, record.remaining);
    journal.edit(process.space).cpu += Math.min(used, record.remaining);
    record.remaining -= used;
    if (record.remaining <= ALMOST_NOTHING) {
      record.remaining = 0;
      done.push(process);
    }
  }
  for (const process of done) leaveWork(core, process);
  done.sort((a, b) => a.sequence - b.sequence);
  for (const process of done) makeReady(core, process);
}

/** Lets a process use the processor until it has had `remaining` milliseconds. */
export function enterWork(core: Core, process: ProcessRecord): void {
  settleWork(core);
  const record = core.journal.edit(process);
  record.state = 'working';
  record.sequence = ++core.derived.sequence;
  core.derived.working.add(process);
  core.derived.rates = undefined;
}

/** Takes a process from the processor: it has what it wanted, or it has ended. */
export function leaveWork(core: Core, process: ProcessRecord): void {
  if (core.derived.working.delete(process)) core.derived.rates = undefined;
}

/** To be called before what decides the shares changes: a pause, a stop, a limit. */
export function disturbWork(core: Core): void {
  settleWork(core);
  core.derived.rates = undefined;
}

/** @returns when the next working process will have all it wanted; Infinity if none is */
export function nextWorkDone(core: Core): number {
  if (core.derived.working.size === 0) return Number.POSITIVE_INFINITY;
  const rates = ratesOf(core);
  let next = Number.POSITIVE_INFINITY;
  for (const process of core.derived.working) {
    const rate = rates.get(process) ?? 0;
    if (rate > 0) next = Math.min(next, core.registers.cpuUpdated + process.remaining / rate);
  }
  return next;
}

/**
 * Shares the processors: each process gets at most one, the processes of a cgroup together at most its limit, and what
 * is left goes to the others in equal parts.
 */
function ratesOf(core: Core): Map<ProcessRecord, number> {
  if (core.derived.rates !== undefined) return core.derived.rates;
  const rates = new Map<ProcessRecord, number>();
  const groups = new Map<string, ProcessRecord[]>();
  let left = 0;
  for (const process of core.derived.working) {
    if (isFrozen(process)) continue;
    left += 1;
    const group = groups.get(process.space.id);
    if (group === undefined) groups.set(process.space.id, [process]);
    else group.push(process);
  }
  const open = [...groups.values()].map((members) => ({
    members,
    most: Math.min(1, (members[0]!.space.cgroup.cpus ?? Number.POSITIVE_INFINITY) / members.length),
  }));
  open.sort((a, b) => a.most - b.most);
  let capacity = core.machine.cpus;
  for (const { members, most } of open) {
    const share = Math.min(most, capacity / left);
    for (const process of members) rates.set(process, share);
    capacity -= share * members.length;
    left -= members.length;
  }
  core.derived.rates = rates;
  return rates;
}
