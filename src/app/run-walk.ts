import type { Input } from '../tutor/walkthrough/moves.ts';
import type { Walk } from '../tutor/walkthrough/state.ts';
import { begin, update } from '../tutor/walkthrough/update.ts';
import { walkView } from '../view/walkthrough/page.ts';
import { runOnScreen } from './screen-loop.ts';
import type { Outside, SessionEnd } from './session-loop.ts';

/** Runs a walk on a full screen until it ends. */
export function runWalk(start: Walk, outside: Outside<Input>): Promise<SessionEnd<Walk>> {
  return runOnScreen({ begin, update, view: walkView }, start, outside);
}

/** Runs a walk line by line, for screen readers; its pictures do not move. */
export async function runWalkInLines(start: Walk, outside: Outside<Input>): Promise<SessionEnd<Walk>> {
  const { runInLines } = await import('./linear-loop.ts');
  const { keysOfLine } = await import('../tutor/walkthrough/typed.ts');
  const { linearPrompt: prompt, narrate } = await import('../view/walkthrough/narrate.ts');
  const inputsOf = (walk: Walk, line: string): Input[] =>
    keysOfLine(walk, line).map((key) => ({ type: 'key', key }));
  return await runInLines({ begin, update, narrate, prompt, inputsOf }, { ...start, motion: false }, outside);
}
