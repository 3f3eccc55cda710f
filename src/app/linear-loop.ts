import { createInterface } from 'node:readline';
import { EXIT } from '../platform/errors.ts';
import { endWhenHungUp } from '../platform/this-process.ts';
import { renderNodes } from '../terminal/render.ts';
import { plainTheme } from '../terminal/theme.ts';
import type { Effect, OutcomeOf } from '../tutor/machine.ts';
import type { LineMachine, Outside, SessionEnd } from './session-loop.ts';

/** Nothing scrolls where nothing is redrawn. */
const NO_VIEWPORT = { maxScroll: 0, bodyRows: 1 };

/**
 * Runs a machine line by line, for screen readers: prints only what is new, never moves the cursor, reads whole lines.
 *
 * @param machine what lines do, and what is said
 * @param start the state to begin with
 * @param outside the world
 */
export async function runInLines<State, Input>(
  machine: LineMachine<State, Input>,
  start: State,
  outside: Outside<Input>,
): Promise<SessionEnd<State>> {
  const { host, charset } = outside;
  const surface = { columns: host.stdout.columns || 80, charset, theme: plainTheme };
  const stopHangUp = endWhenHungUp(host.stdin);
  const lines = createInterface({ input: host.stdin, output: host.stdout });
  let state = start;
  let end: SessionEnd<State> | undefined;
  const say = (before: State | undefined): void => {
    host.stdout.write(`${renderNodes(machine.narrate(before, state), surface).join('\n')}\n`);
  };
  const perform = (effect: Effect): void => {
    if (effect.do === 'language') outside.keepLanguage(effect.lang);
    if (effect.do === 'open') {
      const { do: _, ...open } = effect;
      end = { state, open };
    }
    if (effect.do === 'quit') end = { state };
  };
  const apply = (outcome: OutcomeOf<State>): void => {
    outside.record(outcome.events);
    state = outcome.state;
    outcome.effects.forEach(perform);
  };
  const prompt = (): void => {
    lines.setPrompt(`${machine.prompt(state)}\n> `);
    lines.prompt();
  };
  lines.on('SIGINT', () => {
    end = { state, exitCode: EXIT.interrupted };
    lines.close();
  });
  apply(machine.begin(state));
  say(undefined);
  prompt();
  const stopListening = outside.listen?.((input) => apply(machine.update(state, input, NO_VIEWPORT)));
  for await (const line of lines) {
    const before = state;
    for (const input of machine.inputsOf(state, line)) {
      if (end === undefined) apply(machine.update(state, input, NO_VIEWPORT));
    }
    if (end !== undefined) break;
    say(before);
    prompt();
  }
  stopListening?.();
  lines.close();
  stopHangUp();
  return end ?? { state };
}
