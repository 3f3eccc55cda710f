/** Follows an engine: a moment for each change, however many events come with it. */
import { type DockerEngine, EngineSilent } from '../engine/docker/docker-engine.ts';
import type { EngineWatch, Moment, Seen } from './engine-picture.ts';

/** An engine that tells when something happens. */
export type Followed = Seen & Pick<DockerEngine, 'follow'>;

/** What following needs from outside. */
export interface Following {
  readonly lang: string;
  /** Called with each moment in which something is not as it was. */
  show(moment: Moment): void;
  /**
   * Waits until somebody wants to leave.
   *
   * @param stop ends the following
   * @returns the exit code
   */
  leave(stop: () => void): Promise<number>;
}

/** Events that come within this time make one moment. Milliseconds. */
const SWARM = 200;

/**
 * Follows an engine until somebody wants to leave.
 *
 * @param engine the engine; it is only looked at
 * @param watch what has seen it once already
 * @returns the exit code; nothing if the engine went away
 */
export async function followEngine(
  engine: Followed,
  watch: EngineWatch,
  { lang, show, leave }: Following,
): Promise<number | undefined> {
  const bell = new Bell();
  let isOver = false;
  let isGone = false;
  const stop = engine.follow(
    () => bell.ring(),
    () => {
      isGone = true;
      bell.ring();
    },
  );
  // What happened between the look before and the first event that is heard.
  bell.ring();
  const left = leave(() => {
    isOver = true;
    bell.ring();
  });
  try {
    for (;;) {
      await bell.next();
      // A short rest, since events seldom come alone.
      if (!isOver && !isGone) await new Promise((resolve) => setTimeout(resolve, SWARM));
      if (isOver) return await left;
      if (isGone) return undefined;
      const moment = await lookAt(engine, watch, lang);
      if (moment === 'gone') return undefined;
      if (moment !== undefined) show(moment);
    }
  } finally {
    stop();
  }
}

/** An engine that gives no answer any more is gone, whether its events have ended yet or not. */
async function lookAt(engine: Seen, watch: EngineWatch, lang: string): Promise<Moment | 'gone' | undefined> {
  try {
    return await watch.look(engine, lang);
  } catch (error) {
    if (error instanceof EngineSilent) return 'gone';
    throw error;
  }
}

/** Wakes one who waits; a ring that nobody waited for counts for the next wait. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async next(): Promise<void> {
    if (!this.#rung) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
    this.#rung = false;
  }
}
