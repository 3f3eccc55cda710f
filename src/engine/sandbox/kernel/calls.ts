import { enterWork } from './cpu.ts';
import { SystemError } from './errors.ts';
import type { Task } from './process.ts';
import { type Answer, Blocked, type Core, Gone, type KernelWait, type ProcessRecord } from './records.ts';
import { stepsOfBytes, stepsOfMoving } from './steps.ts';
import { putToSleep } from './waiting.ts';

/** System calls that a process makes before it must pay for them with a millisecond of the processor. */
const CALLS_A_MILLISECOND = 100;

const CHANNELS: KernelWait = { wait: 'channels' };
const WORK: KernelWait = { wait: 'work' };
const TURN: KernelWait = { wait: 'turn' };
const GONE: KernelWait = { wait: 'gone' };

/**
 * The way from a program into the kernel. Every answer is remembered; a process that is brought back after an undo gets
 * the remembered ones first, and only then asks.
 */
export class Calls {
  readonly core: Core;
  readonly record: ProcessRecord;
  #remembered: readonly Answer[];
  #next = 0;
  /** Calls made in the middle of a `call` or `callTask` are a part of its answer, so they are not remembered themselves. */
  #inside = 0;

  constructor(core: Core, record: ProcessRecord, remembered: readonly Answer[]) {
    this.core = core;
    this.record = record;
    this.#remembered = remembered;
  }

  #replaying(): boolean {
    if (this.#next < this.#remembered.length) return true;
    if (this.#next > 0) {
      this.#remembered = [];
      this.#next = 0;
    }
    return false;
  }

  #again<T>(): T {
    const answer = this.#remembered[this.#next++]!;
    if (answer.thrown) throw answer.value;
    return answer.value as T;
  }

  #remember(value: unknown, thrown: boolean): void {
    const record = this.core.journal.edit(this.record);
    record.calls += 1;
    this.core.derived.steps += 1;
    if (this.#inside > 0) {
      if (typeof value === 'string') this.core.derived.steps += stepsOfMoving(value);
      return;
    }
    record.answers = { value, thrown, before: record.answers };
    // What it was given is remembered, so that counts too.
    if (typeof value === 'string') this.core.derived.steps += stepsOfBytes(value);
  }

  /** A call that does not wait. */
  now<T>(ask: () => T): T {
    if (this.#replaying()) return this.#again();
    const { core, record } = this;
    if (isOver(record)) throw new Gone();
    if (core.derived.steps > 2 * core.limits.steps) {
      // No turn of the others can come between calls that do not wait, so this is the only way out.
      core.derived.halted = 'steps';
      throw new Gone();
    }
    let value: T;
    this.#inside += 1;
    try {
      value = ask();
    } catch (error) {
      this.#inside -= 1;
      if (error instanceof Gone) throw error;
      this.#remember(error, true);
      throw error;
    }
    this.#inside -= 1;
    if (!isOver(record)) this.#remember(value, false);
    return value;
  }

  /** A call after which there is nothing to remember: the process is another program. What it throws is remembered. */
  last(ask: () => void): void {
    if (this.#replaying()) {
      this.#again();
      return;
    }
    try {
      ask();
    } catch (error) {
      this.#remember(error, true);
      throw error;
    }
  }

  /** A call that waits until an attempt succeeds. `interruptible`: a caught signal makes it fail with EINTR. */
  *until<T>(attempt: () => T | Blocked, interruptible: boolean): Task<T> {
    if (this.#replaying()) return this.#again<T>();
    const { core, record } = this;
    yield* this.pay();
    for (;;) {
      if (isOver(record)) yield GONE;
      while (record.stopped !== undefined) yield TURN;
      let value: T | Blocked;
      try {
        value = attempt();
      } catch (error) {
        if (isOver(record)) yield GONE;
        this.#remember(error, true);
        throw error;
      }
      if (isOver(record)) yield GONE;
      if (!(value instanceof Blocked)) {
        this.#remember(value, false);
        return value;
      }
      if (record.interrupted && interruptible) throw this.#interrupted();
      // Stopped by its own attempt (SIGTTIN): it looks again when it goes on.
      if (record.stopped !== undefined) continue;
      putToSleep(core, record, value.channels, value.deadline, false);
      yield CHANNELS;
      if (record.interrupted && interruptible) throw this.#interrupted();
    }
  }

  /** As `until`, for a task that waits by itself. Its own waits are not remembered, only what it gives at the end. */
  *through<T>(ask: () => Task<T>): Task<T> {
    if (this.#replaying()) return this.#again<T>();
    yield* this.pay();
    let value: T;
    this.#inside += 1;
    try {
      value = yield* ask();
    } catch (error) {
      this.#inside -= 1;
      if (error instanceof Gone) throw error;
      this.#remember(error, true);
      throw error;
    }
    this.#inside -= 1;
    this.#remember(value, false);
    return value;
  }

  #interrupted(): SystemError {
    this.core.journal.edit(this.record).interrupted = false;
    const error = new SystemError('EINTR');
    this.#remember(error, true);
    return error;
  }

  /** Lets the others have their turn when it is time, and the clock go on. */
  *pay(): Task<void> {
    const { core, record } = this;
    if (core.derived.steps > core.limits.steps) {
      core.derived.halted = 'steps';
      yield TURN;
    }
    if (record.calls < CALLS_A_MILLISECOND) return;
    const edited = core.journal.edit(record);
    edited.calls = 0;
    edited.remaining = 1;
    yield* this.useProcessor();
  }

  /** Waits until the process has had all the processor time that it wants. */
  *useProcessor(): Task<void> {
    const { core, record } = this;
    while (record.remaining > 0) {
      if (isOver(record)) yield GONE;
      enterWork(core, record);
      yield WORK;
    }
  }

  /** Never comes back: the process is another program now, or has ended. */
  *leave(): Task<never> {
    for (;;) yield GONE;
  }
}

/** As a function, for a process can end in the middle of its own call. */
function isOver(process: ProcessRecord): boolean {
  return process.state === 'zombie';
}
