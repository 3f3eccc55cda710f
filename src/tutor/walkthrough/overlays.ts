/** What lies over a step for a moment: the jump list, the keys, the picture in words, the terms. */
import type { KeyName } from '../keys.ts';
import { scrolled, still } from '../machine.ts';
import { enter, type Outcome, switchLanguage, type Viewport, withoutOverlay } from './moves.ts';
import type { Walk } from './state.ts';

/** Keys while something lies over the step. Any key that has no other meaning there takes it away. */
export function overOverlay(walk: Walk, key: KeyName, viewport: Viewport): Outcome {
  const { overlay } = walk;
  if (key === 'l') return switchLanguage(walk);
  if (key === 'ctrl-d') return still(walk, [], [{ do: 'quit' }]);
  if (overlay?.kind === 'jump') return jumping(walk, overlay.cursor, key);
  if (['up', 'down', 'page-up', 'page-down', 'home', 'end'].includes(key))
    return still(scrolled(walk, key, viewport));
  return still({ ...withoutOverlay(walk), scroll: 0 });
}

function jumping(walk: Walk, cursor: number, key: KeyName): Outcome {
  const count = walk.lesson.steps.length;
  const at = (wanted: number): Outcome =>
    still({
      ...walk,
      overlay: {
        kind: 'jump',
        cursor: Math.max(0, Math.min(count - 1, wanted)),
      },
    });
  if (/^[1-9]$/.test(key)) return Number(key) <= count ? enter(walk, Number(key) - 1) : still(walk);
  switch (key) {
    case 'up':
    case 'k':
      return at(cursor - 1);
    case 'down':
    case 'j':
      return at(cursor + 1);
    case 'home':
      return at(0);
    case 'end':
      return at(count - 1);
    case 'enter':
    case 'right':
    case 'space':
      return enter(walk, cursor);
    default:
      return still({ ...withoutOverlay(walk), scroll: 0 });
  }
}
