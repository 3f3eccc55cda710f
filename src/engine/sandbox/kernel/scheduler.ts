import { leaveWork, nextWorkDone, settleWork } from './cpu.ts';
import { endProcess } from './ending.ts';
import { SystemError } from './errors.ts';
import type { Halt } from './kernel.ts';
import {
  type Answer,
  type Core,
  type DueEntry,
  Gone,
  type Incarnation,
  type KernelWait,
  type ProcessRecord,
} from './records.ts';
import { writeNow } from './streams.ts';
import { enlist, isFrozen, makeReady, queueAgain } from './waiting.ts';

/** Steps and bytes of output that a millisecond of virtual time is worth: what does little at a time may go on for ever. */
const STEPS_FORGIVEN = 1;
const OUTPUT_FORGIVEN = 1000;

/**
 * Runs what can run, in the order of virtual time, until a condition holds.
 *
 * @param goesOn the limits count what the last runs did too, apart from what time forgives
 */
export function run(core: Core, condition: () => boolean, horizon: number, goesOn = false): Halt {
  const { derived } = core;
  const passed = core.registers.clock - derived.counted;
  derived.steps = goesOn ? Math.max(0, derived.steps - passed * STEPS_FORGIVEN) : 0;
  derived.output = goesOn ? Math.max(0, derived.output - passed * OUTPUT_FORGIVEN) : 0;
  derived.counted = core.registers.clock;
  derived.halted = undefined;
  if (condition()) return { kind: 'done' };
  for (;;) {
    let process = nextReady(core);
    while (process !== undefined) {
      step(core, process);
      if (condition()) return { kind: 'done' };
      if (derived.halted !== undefined) return { kind: 'limit', what: derived.halted };
      process = nextReady(core);
    }
    if (poll(core)) continue;
    const at = nextEvent(core);
    if (at > horizon) {
      advance(core, horizon);
      return at === Number.POSITIVE_INFINITY ? { kind: 'idle' } : { kind: 'later', at };
    }
    if (at === Number.POSITIVE_INFINITY) return { kind: 'idle' };
    advance(core, at);
    fire(core, at);
    if (condition()) return { kind: 'done' };
    derived.steps += 1;
    if (derived.steps > core.limits.steps) return { kind: 'limit', what: 'steps' };
  }
}

function nextReady(core: Core): ProcessRecord | undefined {
  const { ready } = core.derived;
  while (core.derived.readyHead < ready.length) {
    const process = ready[core.derived.readyHead++]!;
    if (process.state === 'ready' && !isFrozen(process)) return process;
  }
  ready.length = 0;
  core.derived.readyHead = 0;
  return undefined;
}

/** Lets those go on whose condition has come to hold. @returns whether there was one */
function poll(core: Core): boolean {
  let any = false;
  for (const process of [...core.derived.pollers]) {
    if (isFrozen(process)) continue;
    const incarnation = core.derived.incarnations.get(process);
    // One that an undo has left behind must ask anew.
    const isStale = incarnation === undefined || incarnation.turn !== process.turn;
    if (isStale || incarnation.condition === undefined || incarnation.condition()) {
      makeReady(core, process);
      any = true;
    }
  }
  return any;
}

function nextEvent(core: Core): number {
  const { due } = core.derived;
  for (let first = due.peek(); first !== undefined; first = due.peek()) {
    if (isCurrent(core, first)) return Math.min(first.at, nextWorkDone(core));
    due.pop();
  }
  return nextWorkDone(core);
}

function isCurrent(core: Core, entry: DueEntry): boolean {
  const { process, timer } = entry;
  if (process !== undefined) return process.state === 'waiting' && process.deadline === entry.at;
  return timer !== undefined && core.timers.get(timer.id) === timer;
}

function advance(core: Core, at: number): void {
  if (at > core.registers.clock && at !== Number.POSITIVE_INFINITY) {
    core.journal.edit(core.registers).clock = at;
  }
  settleWork(core);
}

function fire(core: Core, at: number): void {
  const { due } = core.derived;
  for (let first = due.peek(); first !== undefined && first.at <= at; first = due.peek()) {
    due.pop();
    if (!isCurrent(core, first)) continue;
    if (first.process !== undefined) makeReady(core, first.process);
    else if (first.timer !== undefined) {
      core.journal.edit(core.timers).delete(first.timer.id);
      core.hooks.timer(first.timer.timer);
    }
  }
}

function incarnationOf(core: Core, process: ProcessRecord): Incarnation {
  const known = core.derived.incarnations.get(process);
  if (known !== undefined && known.turn === process.turn) return known;
  const answers: Answer[] = [];
  for (let answer = process.answers; answer !== undefined; answer = answer.before) answers.push(answer);
  answers.reverse();
  const calls = core.incarnate(process, answers);
  const incarnation: Incarnation = {
    generator: process.program(calls),
    process: calls,
    turn: process.turn,
    condition: undefined,
  };
  core.derived.incarnations.set(process, incarnation);
  return incarnation;
}

function step(core: Core, process: ProcessRecord): void {
  const { derived } = core;
  const incarnation = incarnationOf(core, process);
  derived.turn += 1;
  incarnation.turn = derived.turn;
  incarnation.condition = undefined;
  core.journal.edit(process).turn = derived.turn;
  derived.steps += 1;
  derived.current = process;
  let result: IteratorResult<unknown, number>;
  try {
    result = incarnation.generator.next();
  } catch (error) {
    derived.current = undefined;
    crash(core, process, error);
    return;
  }
  derived.current = undefined;
  if (process.state === 'zombie') return;
  if (result.done === true) {
    endProcess(core, process, result.value & 0xff, undefined);
    return;
  }
  const wait = result.value as KernelWait;
  if (wait.wait === 'until') incarnation.condition = wait.condition;
  // It is another program now, or has given its turn to the others.
  if (wait.wait === 'turn' || wait.wait === 'gone') {
    if (process.state === 'ready') queueAgain(core, process);
  }
}

/** A program that failed: a call's error that it did not expect, or too deep a recursion. Anything else is a bug of ours. */
function crash(core: Core, process: ProcessRecord, error: unknown): void {
  if (error instanceof Gone) {
    endProcess(core, process, 128 + 9, 'SIGKILL');
    return;
  }
  if (error instanceof SystemError) {
    complain(
      core,
      process,
      `${process.argv[0]}: ${error.path === undefined ? '' : `${error.path}: `}${error.message}\n`,
    );
    endProcess(core, process, 1, undefined);
    return;
  }
  if (error instanceof RangeError && /call stack|string length/.test(error.message)) {
    endProcess(core, process, 139, undefined);
    return;
  }
  endProcess(core, process, 134, 'SIGABRT');
  throw error;
}

function complain(core: Core, process: ProcessRecord, message: string): void {
  const file = process.files[2];
  if (file === undefined || process.state === 'zombie') return;
  try {
    writeNow(core, file, message);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** Makes again what is derived from the records, after an undo. */
export function derive(core: Core): void {
  const { derived } = core;
  derived.sleepers.clear();
  derived.pollers.clear();
  derived.due.clear();
  derived.rates = undefined;
  derived.current = undefined;
  for (const process of derived.working) leaveWork(core, process);
  derived.ready = [];
  derived.readyHead = 0;
  const inOrder = [...core.processes.values()].sort((a, b) => a.sequence - b.sequence);
  for (const process of inOrder) {
    if (process.state === 'ready') derived.ready.push(process);
    else if (process.state === 'waiting') enlist(core, process);
    else if (process.state === 'working') derived.working.add(process);
  }
  for (const timer of core.timers.values()) {
    derived.due.push({ at: timer.at, sequence: timer.sequence, process: undefined, timer });
  }
}
