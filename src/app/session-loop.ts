/** What the loop on a screen and the loop of lines have in common: what they run, and what they need from outside. */
import type { Host } from '../platform/host.ts';
import type { EventBody } from '../progress/events.ts';
import type { Theme } from '../terminal/theme.ts';
import type { Charset } from '../text/charset.ts';
import type { OutcomeOf, Viewport } from '../tutor/machine.ts';
import type { Node, View } from '../view/nodes.ts';

/** Inputs that the loop itself gives to a machine. */
type LoopInput = { readonly type: 'key'; readonly key: string } | { readonly type: 'tick' };

/** A pure machine: a state that inputs change. */
interface Machine<State, Input> {
  begin(state: State): OutcomeOf<State>;
  update(state: State, input: Input | LoopInput, viewport: Viewport): OutcomeOf<State>;
}

/** A machine with a page to show. */
export interface ScreenMachine<State, Input> extends Machine<State, Input> {
  view(state: State, room: { readonly columns: number; readonly charset: Charset }): View;
}

/** A machine that speaks and reads lines. */
export interface LineMachine<State, Input> extends Machine<State, Input> {
  /** What to say after an input: only what is new. Nothing came before the first state. */
  narrate(before: State | undefined, state: State): Node[];
  /** The line that says what can be typed now. */
  prompt(state: State): string;
  /** What a typed line stands for, in order. */
  inputsOf(state: State, line: string): readonly (Input | LoopInput)[];
}

/** What a session needs from outside. */
export interface Outside<Input> {
  readonly host: Host;
  readonly charset: Charset;
  readonly theme: Theme;
  /** Puts events on disk; returns when they are there. */
  record(events: readonly EventBody[]): void;
  /**
   * Feeds the machine from elsewhere than the keyboard while it runs. Called once the first frame is shown.
   *
   * @returns a function that ends this
   */
  readonly listen?: (feed: (input: Input) => void) => () => void;
  /**
   * Lets the learner try what a step gives to try; the terminal is its own meanwhile.
   *
   * @returns what to feed the machine with afterwards
   */
  readonly practice?: (step: string, lang: string) => Promise<Input>;
  /** Keeps the language chosen with the language key. */
  keepLanguage(lang: string): void;
}

/** How a session ended. */
export interface SessionEnd<State> {
  /** The state as it was left. */
  readonly state: State;
  /** The lesson to open next, if the learner asked for it, and its step. */
  readonly open?: { readonly lesson: string; readonly step?: string };
  /** The exit code asked for by Ctrl-C or a signal. */
  readonly exitCode?: number;
}
