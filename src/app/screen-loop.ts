import { EXIT } from '../platform/errors.ts';
import { setRawMode } from '../terminal/raw-mode.ts';
import { renderFrame } from '../terminal/render.ts';
import { openScreen } from '../terminal/screen.ts';
import type { Effect, OutcomeOf, Viewport } from '../tutor/machine.ts';
import type { Outside, ScreenMachine, SessionEnd } from './session-loop.ts';

/** Exit codes of signals: 128 and the signal's number, as shells report them. */
const SIGNAL_EXIT = { SIGTERM: 143, SIGHUP: 129, SIGINT: EXIT.interrupted } as const;

/**
 * Runs a machine on a full screen: key, update, record, paint, until it ends.
 *
 * What a key did is on disk before the next frame is shown. The first frame answers no key: it is painted before the
 * keyboard is opened and before what it shows is recorded, since either costs as much as drawing.
 *
 * @param machine what keys do, and how it looks
 * @param start the state to begin with
 * @param outside the world
 */
export async function runOnScreen<State, Input>(
  machine: ScreenMachine<State, Input>,
  start: State,
  outside: Outside<Input>,
): Promise<SessionEnd<State>> {
  const { host, charset, theme } = outside;
  const screen = openScreen(host.stdout);
  let state = start;
  let viewport: Viewport = { maxScroll: 0, bodyRows: 1 };
  let timer: NodeJS.Timeout | undefined;
  let finish: (end: SessionEnd<State>) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  /** Whether somebody else has the terminal. */
  let away = false;
  let listen: () => void = () => undefined;
  const ended = new Promise<SessionEnd<State>>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });

  const paint = (): void => {
    const { columns, rows } = screen.size();
    const frame = renderFrame(machine.view(state, { columns, charset }), { columns, charset, theme }, rows);
    viewport = frame;
    screen.paint(frame.lines, frame.cursor);
  };
  /** Gives the terminal away until the learner is back. */
  const practise = async (step: string): Promise<void> => {
    const lang = (state as { readonly lang?: string }).lang ?? '';
    if (outside.practice === undefined) return;
    stopKeys();
    setRawMode(host.stdin, false);
    screen.leave();
    away = true;
    try {
      const input = await outside.practice(step, lang);
      away = false;
      setRawMode(host.stdin, true);
      listen();
      screen.invalidate();
      feed(input);
    } catch (error) {
      away = false;
      fail(error);
    }
  };
  const perform = (effect: Effect): void => {
    switch (effect.do) {
      case 'tick':
        timer = setTimeout(() => feed({ type: 'tick' }), effect.after);
        return;
      case 'language':
        outside.keepLanguage(effect.lang);
        return;
      case 'open': {
        const { do: _, ...open } = effect;
        finish({ state, open });
        return;
      }
      case 'practice':
        void practise(effect.step);
        return;
      case 'quit':
        finish({ state });
        return;
    }
  };
  const apply = (outcome: OutcomeOf<State>): void => {
    outside.record(outcome.events);
    show(outcome);
  };
  const show = (outcome: OutcomeOf<State>): void => {
    state = outcome.state;
    clearTimeout(timer);
    outcome.effects.forEach(perform);
    if (!away) paint();
  };
  const feed = (input: Parameters<typeof machine.update>[1]): void =>
    apply(machine.update(state, input, viewport));

  const resized = (): void => {
    if (away) return;
    screen.invalidate();
    paint();
  };
  // A terminal in raw mode ends only when it is gone.
  const closed = (): void => finish({ state, exitCode: SIGNAL_EXIT.SIGHUP });
  let stopKeys: () => void = () => undefined;
  let stopListening: () => void = () => undefined;
  const stopSignals = host.onSignal((signal) => {
    if (signal === 'SIGCONT') resized();
    else finish({ state, exitCode: SIGNAL_EXIT[signal] });
  });
  try {
    const beginning = machine.begin(state);
    // Before the first frame: what is typed over it must neither be echoed nor stop the program.
    setRawMode(host.stdin, true);
    show(beginning);
    host.stdout.on('resize', resized);
    const { listenToKeys } = await import('../terminal/keyboard.ts');
    listen = (): void => {
      stopKeys = listenToKeys(host.stdin, (key) => {
        if (key === 'ctrl-c') finish({ state, exitCode: EXIT.interrupted });
        else if (key === 'ctrl-z') {
          stopKeys();
          screen.leave();
          host.suspend();
          listen();
          resized();
        } else feed({ type: 'key', key });
      });
    };
    listen();
    // Before any key counts: they are heard only once this function waits.
    outside.record(beginning.events);
    stopListening = outside.listen?.(feed) ?? stopListening;
    host.stdin.once('end', closed).once('error', closed);
    return await ended;
  } finally {
    clearTimeout(timer);
    host.stdout.off('resize', resized);
    host.stdin.off('end', closed).off('error', closed);
    stopSignals();
    stopKeys();
    setRawMode(host.stdin, false);
    stopListening();
    screen.leave();
  }
}
