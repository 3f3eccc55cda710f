/** A lab that is being done: its state, the engine that is looked at, and the log. */
import type { Lab } from '../content/types.ts';
import type { EnginePort } from '../engine/port.ts';
import type { EventBody } from '../progress/events.ts';
import { lookAt } from '../tutor/goals/look.ts';
import { remembered } from '../tutor/goals/memory.ts';
import type { Look, Memory } from '../tutor/goals/seen.ts';
import {
  factsToLookAt,
  isDo,
  type LabSay,
  type LabState,
  memoriesOf,
  startLab,
  taskOnHand,
} from '../tutor/lab/state.ts';
import { beginLab, type LabInput, update } from '../tutor/lab/update.ts';

/** What a run needs from outside. */
export interface LabRunOptions {
  /** Only looked at. */
  readonly port: Pick<EnginePort, 'inspect' | 'observe'>;
  /** When the lab began, milliseconds since 1970 by the engine's clock: what happened before does not count. */
  readonly since: number;
  /** Puts events on disk; returns when they are there. */
  record(events: readonly EventBody[]): void;
}

/** A lab under way. */
export class LabRun {
  #state: LabState;
  #memory: Memory;
  readonly #options: LabRunOptions;

  private constructor(state: LabState, memory: Memory, options: LabRunOptions) {
    this.#state = state;
    this.#memory = memory;
    this.#options = options;
  }

  /** Begins a lab: notes what later is compared with, and takes a first look. */
  static async begin(lab: Lab, engine: LabState['engine'], options: LabRunOptions): Promise<LabRun> {
    const run = new LabRun(startLab(lab, engine), {}, options);
    run.#memory = remembered(memoriesOf(lab), await options.port.inspect());
    const outcome = beginLab(run.#state, await run.#look());
    options.record(outcome.events);
    run.#state = outcome.state;
    await run.look();
    return run;
  }

  /** Goes on with a lab that was begun before. */
  static resume(state: LabState, memory: Memory, options: LabRunOptions): LabRun {
    return new LabRun(state, memory, options);
  }

  get state(): LabState {
    return this.#state;
  }

  get memory(): Memory {
    return this.#memory;
  }

  /** Something happened that is not seen on the engine. @returns what is to be said */
  put(input: Exclude<LabInput, { readonly type: 'look' }>): readonly LabSay[] {
    return this.#apply(input);
  }

  /** Looks at the engine, and again as long as tasks are met by it. @returns what is to be said */
  async look(): Promise<readonly LabSay[]> {
    const says: LabSay[] = [];
    for (;;) {
      const before = taskOnHand(this.#state);
      says.push(...this.#apply({ type: 'look', look: await this.#look() }));
      const after = taskOnHand(this.#state);
      // Behind a question nothing is looked at; after the last task, what has to last is.
      if (after === before || (after !== undefined && !isDo(after)) || this.#state.done) return says;
    }
  }

  /** A look that can judge every task, for those who want to know why one is not met. */
  lookAtAll(): Promise<Look> {
    const facts = this.#state.lab.tasks.filter(isDo).flatMap(({ expect }) => expect);
    return lookAt(this.#options.port, facts, this.#options.since, this.#memory);
  }

  #apply(input: LabInput): readonly LabSay[] {
    const outcome = update(this.#state, input);
    // On disk before it is shown.
    if (outcome.events.length > 0) this.#options.record(outcome.events);
    this.#state = outcome.state;
    return outcome.says;
  }

  #look(): Promise<Look> {
    return lookAt(this.#options.port, factsToLookAt(this.#state), this.#options.since, this.#memory);
  }
}
