import type { Kernel } from '../kernel/kernel.ts';
import type { Task } from '../kernel/process.ts';

/** What a part of a build waits for: a condition, or a time. */
export interface Pause {
  readonly ready: () => boolean;
  readonly until?: number;
}

/** A part of a build that runs beside others. Everything is synchronous: it goes on when what it waits for has come. */
export type Fiber<T> = Generator<Pause, T, void>;

/** Waits so many milliseconds of the sandbox's clock. */
export function* pass(kernel: Kernel, milliseconds: number): Fiber<void> {
  if (milliseconds <= 0) return;
  // The clock shows whole milliseconds: a time between two of them would never be seen to have come.
  const until = kernel.now() + Math.ceil(milliseconds);
  yield { ready: () => kernel.now() >= until, until };
}

interface Running {
  readonly fiber: Fiber<void>;
  pause: Pause;
}

/**
 * Runs the parts of a build beside each other until all have ended.
 * @param flush called whenever something may have happened; @returns whether there is something to show already
 */
export function* runTogether(
  kernel: Kernel,
  fibers: readonly Fiber<void>[],
  flush: { readonly pending: () => boolean; readonly show: () => Task<void> },
): Task<void> {
  let running: Running[] = fibers.map((fiber) => ({ fiber, pause: { ready: () => true } }));
  while (running.length > 0) {
    let moved = true;
    while (moved) {
      moved = false;
      const next: Running[] = [];
      for (const one of running) {
        if (!one.pause.ready()) {
          next.push(one);
          continue;
        }
        moved = true;
        const step = one.fiber.next();
        if (step.done !== true) next.push({ fiber: one.fiber, pause: step.value });
      }
      running = next;
    }
    yield* flush.show();
    if (running.length === 0) return;
    const waiting = running.map(({ pause }) => pause);
    const deadline = Math.min(...waiting.map(({ until }) => until ?? Number.POSITIVE_INFINITY));
    const awake = () => flush.pending() || waiting.some(({ ready }) => ready());
    yield* kernel.until(awake, deadline);
    yield* flush.show();
  }
}
