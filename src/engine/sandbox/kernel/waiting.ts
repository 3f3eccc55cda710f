import type { Core, ProcessRecord } from './records.ts';

/** Lets a process go on at its next turn. A process that does not need it looks again and waits on. */
export function makeReady(core: Core, process: ProcessRecord): void {
  if (process.state === 'ready' || process.state === 'zombie') return;
  const record = core.journal.edit(process);
  record.state = 'ready';
  record.sequence = ++core.derived.sequence;
  record.channels = [];
  record.deadline = Number.POSITIVE_INFINITY;
  record.polling = false;
  core.derived.pollers.delete(process);
  core.derived.ready.push(process);
}

/** Puts a process that is ready at the end of the queue. */
export function queueAgain(core: Core, process: ProcessRecord): void {
  core.journal.edit(process).sequence = ++core.derived.sequence;
  core.derived.ready.push(process);
}

/** Wakes whoever waits on something: a pipe, a terminal, a listener, a process. */
export function wake(core: Core, channel: object): void {
  const sleepers = core.derived.sleepers.get(channel);
  if (sleepers === undefined) return;
  core.derived.sleepers.delete(channel);
  for (const process of sleepers) {
    if (process.state === 'waiting' && process.channels.includes(channel)) makeReady(core, process);
  }
}

/** Puts a process to sleep until one of the channels is woken or the time has come. */
export function putToSleep(
  core: Core,
  process: ProcessRecord,
  channels: readonly object[],
  deadline: number,
  polling: boolean,
): void {
  const record = core.journal.edit(process);
  record.state = 'waiting';
  record.sequence = ++core.derived.sequence;
  record.channels = channels;
  record.deadline = deadline;
  record.polling = polling;
  enlist(core, process);
}

/** Enters a waiting process where the kernel looks for those to wake. */
export function enlist(core: Core, process: ProcessRecord): void {
  const { sleepers, due, pollers } = core.derived;
  for (const channel of process.channels) {
    const list = sleepers.get(channel);
    if (list === undefined) sleepers.set(channel, [process]);
    else if (!list.includes(process)) list.push(process);
  }
  if (process.deadline !== Number.POSITIVE_INFINITY) {
    due.push({ at: process.deadline, sequence: process.sequence, process, timer: undefined });
  }
  if (process.polling) pollers.add(process);
}

/** @returns whether a process may not run although it could: stopped by a signal, or its container is paused */
export function isFrozen(process: ProcessRecord): boolean {
  return process.stopped !== undefined || process.space.paused;
}
