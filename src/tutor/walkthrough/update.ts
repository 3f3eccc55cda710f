import { type KeyName, latinKey } from '../keys.ts';
import { scrolled, still } from '../machine.ts';
import { asking } from './asking.ts';
import {
  backward,
  enter,
  FRAME_TIME,
  forward,
  type Input,
  isMoving,
  isToTry,
  lastFrame,
  type Outcome,
  switchLanguage,
  type Viewport,
  withoutHint,
} from './moves.ts';
import { overOverlay } from './overlays.ts';
import { currentStep, type Walk } from './state.ts';

/**
 * Begins a walk at its step: the first thing to call, and what shows and records that step.
 *
 * @param walk the walk as it is to begin
 */
export function begin(walk: Walk): Outcome {
  return enter(walk, walk.step);
}

/**
 * What a key or a tick of the clock does.
 *
 * @param walk the walk before
 * @param input the key or tick
 * @param viewport the screen as the learner saw it when the key was pressed
 */
export function update(walk: Walk, input: Input, viewport: Viewport): Outcome {
  if (input.type === 'tick') return tick(walk);
  if (input.type === 'tried') return tried(walk, input.step, input.met);
  if (input.type === 'lesson')
    return enter({ ...walk, lesson: input.lesson, answered: {}, passedOver: [] }, input.step);
  if (input.type === 'report')
    return still({ ...walk, overlay: { kind: 'report', lines: input.lines }, scroll: 0 });
  const key = latinKey(input.key);
  const calm = withoutHint(walk);
  if (calm.overlay !== undefined) return overOverlay(calm, key, viewport);
  if (isMoving(calm)) {
    // A key ends the motion; those that turn pages do nothing else, so that nobody turns one by impatience.
    const settled = { ...calm, frame: lastFrame(calm) };
    return everywhere(settled, key, viewport) ?? still(settled);
  }
  return (
    practising(calm, key) ??
    everywhere(calm, key, viewport) ??
    (calm.question === undefined ? reading(calm, key, viewport) : asking(calm, key))
  );
}

/** Back from the sandbox. */
function tried(walk: Walk, step: string, met: boolean): Outcome {
  if (!met || walk.tried?.includes(step) === true) return still(walk);
  const lesson = `${walk.lesson.pack}/${walk.lesson.id}`;
  return still({ ...walk, tried: [...(walk.tried ?? []), step] }, [{ type: 'try-met', lesson, step }]);
}

/** Keys of a step with something to try; nothing for keys that mean what they always do. */
function practising(walk: Walk, key: KeyName): Outcome | undefined {
  const step = currentStep(walk);
  if (step?.try === undefined || walk.practice !== true) return undefined;
  const open = isToTry(walk, step);
  if (key === 't' || (open && key === 'enter')) return still(walk, [], [{ do: 'practice', step: step.id }]);
  if (!open || key !== 's') return undefined;
  return forward({ ...walk, triesPassedOver: [...(walk.triesPassedOver ?? []), step.id] });
}

function tick(walk: Walk): Outcome {
  if (!isMoving(walk)) return still(walk);
  const state = { ...walk, frame: walk.frame + 1 };
  return still(state, [], isMoving(state) ? [{ do: 'tick', after: FRAME_TIME }] : []);
}

/** Keys that mean the same on every page. */
function everywhere(walk: Walk, key: KeyName, viewport: Viewport): Outcome | undefined {
  switch (key) {
    case 'q':
    case 'ctrl-d':
      return still(walk, [], [{ do: 'quit' }]);
    case 'l':
      return switchLanguage(walk);
    case 'g':
      return still({
        ...walk,
        overlay: {
          kind: 'jump',
          cursor: Math.min(walk.step, walk.lesson.steps.length - 1),
        },
        scroll: 0,
      });
    case '?':
    case 'h':
      return still({ ...walk, overlay: { kind: 'keys' }, scroll: 0 });
    case 'd':
      return currentStep(walk)?.diagram === undefined
        ? still({ ...walk, hint: 'no-picture' })
        : still({ ...walk, overlay: { kind: 'describe' }, scroll: 0 });
    case 't':
      return Object.keys(walk.lesson.terms).length === 0
        ? still({ ...walk, hint: 'no-terms' })
        : still({ ...walk, overlay: { kind: 'terms' }, scroll: 0 });
    case 'page-up':
    case 'page-down':
    case 'home':
    case 'end':
      return still(scrolled(walk, key, viewport));
    default:
      return undefined;
  }
}

function reading(walk: Walk, key: KeyName, viewport: Viewport): Outcome {
  const moreBelow = Math.min(walk.scroll, viewport.maxScroll) < viewport.maxScroll;
  switch (key) {
    case 'space':
      return moreBelow ? still(scrolled(walk, 'page-down', viewport)) : forward(walk);
    case 'right':
    case 'enter':
    case 'n':
      return forward(walk);
    case 'left':
    case 'backspace':
    case 'b':
    case 'p':
      return backward(walk);
    case 'up':
    case 'k':
      return still(scrolled(walk, 'up', viewport));
    case 'down':
    case 'j':
      return still(scrolled(walk, 'down', viewport));
    default:
      return still(walk);
  }
}
