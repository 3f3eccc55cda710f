import { createInterface } from 'node:readline';
import { EXIT } from '../platform/errors.ts';
import { endWhenHungUp } from '../platform/this-process.ts';
import { renderNodes } from '../terminal/render.ts';
import { plainTheme } from '../terminal/theme.ts';
import type { Effect, Outcome } from '../tutor/walkthrough/moves.ts';
import type { Walk } from '../tutor/walkthrough/state.ts';
import { keysOfLine } from '../tutor/walkthrough/typed.ts';
import { begin, update } from '../tutor/walkthrough/update.ts';
import { linearPrompt, narrate } from '../view/walkthrough/narrate.ts';
import type { WalkEnd, WalkLoop } from './walk-loop.ts';

/** Nothing scrolls where nothing is redrawn. */
const NO_VIEWPORT = { maxScroll: 0, bodyRows: 1 };

/**
 * Runs a walk line by line, for screen readers: prints only what is new, never moves the cursor, reads whole lines.
 *
 * @param start the walk to begin with; it does not move its pictures
 * @param loop the outside
 */
export async function runLinearWalk(start: Walk, loop: WalkLoop): Promise<WalkEnd> {
  const { host, charset } = loop;
  const surface = { columns: host.stdout.columns || 80, charset, theme: plainTheme };
  const stopHangUp = endWhenHungUp(host.stdin);
  const lines = createInterface({ input: host.stdin, output: host.stdout });
  let walk: Walk = { ...start, motion: false };
  let end: WalkEnd | undefined;
  const say = (before: Walk | undefined): void => {
    host.stdout.write(`${renderNodes(narrate(before, walk), surface).join('\n')}\n`);
  };
  const perform = (effect: Effect): void => {
    if (effect.do === 'language') loop.keepLanguage(effect.lang);
    if (effect.do === 'open') end = { walk, open: effect.lesson };
    if (effect.do === 'quit') end = { walk };
  };
  const apply = (outcome: Outcome): void => {
    loop.record(outcome.events);
    walk = outcome.state;
    outcome.effects.forEach(perform);
  };
  const prompt = (): void => {
    lines.setPrompt(`${linearPrompt(walk)}\n> `);
    lines.prompt();
  };
  lines.on('SIGINT', () => {
    end = { walk, exitCode: EXIT.interrupted };
    lines.close();
  });
  apply(begin(walk));
  say(undefined);
  prompt();
  for await (const line of lines) {
    const before = walk;
    for (const key of keysOfLine(walk, line)) {
      if (end === undefined) apply(update(walk, { type: 'key', key }, NO_VIEWPORT));
    }
    if (end !== undefined) break;
    say(before);
    prompt();
  }
  lines.close();
  stopHangUp();
  return end ?? { walk };
}
