import { EXIT } from '../platform/errors.ts';
import type { Host } from '../platform/host.ts';
import type { EventBody } from '../progress/events.ts';
import { setRawMode } from '../terminal/raw-mode.ts';
import { renderFrame } from '../terminal/render.ts';
import { openScreen } from '../terminal/screen.ts';
import type { Theme } from '../terminal/theme.ts';
import type { Charset } from '../text/charset.ts';
import type { Effect, Input, Outcome, Viewport } from '../tutor/walkthrough/moves.ts';
import type { Walk } from '../tutor/walkthrough/state.ts';
import { begin, update } from '../tutor/walkthrough/update.ts';
import { walkView } from '../view/walkthrough/page.ts';

/** What a walk on the screen needs from outside. */
export interface WalkLoop {
  readonly host: Host;
  readonly charset: Charset;
  readonly theme: Theme;
  /** Puts events on disk; returns when they are there. */
  record(events: readonly EventBody[]): void;
  /**
   * Feeds the walk from elsewhere than the keyboard (a file that was saved), while it runs.
   *
   * @returns a function that ends this
   */
  readonly listen?: (feed: (input: Input) => void) => () => void;
  /** Keeps the language chosen with the language key. */
  keepLanguage(lang: string): void;
}

/** How a walk ended. */
export interface WalkEnd {
  /** The walk as it was left. */
  readonly walk: Walk;
  /** The lesson to open next, if the learner asked for it. */
  readonly open?: string;
  /** The exit code asked for by Ctrl-C or a signal. */
  readonly exitCode?: number;
}

/** Exit codes of signals: 128 and the signal's number, as shells report them. */
const SIGNAL_EXIT = { SIGTERM: 143, SIGHUP: 129, SIGINT: EXIT.interrupted } as const;

/**
 * Runs a walk on a full screen: key, update, record, paint, until it ends.
 *
 * What a key did is on disk before the next frame is shown. The first frame answers no key: it is painted before the
 * keyboard is opened and before the step that it shows is recorded as seen, since either costs as much as drawing.
 *
 * @param start the walk to begin with
 * @param loop the outside
 */
export async function runWalk(start: Walk, loop: WalkLoop): Promise<WalkEnd> {
  const { host, charset, theme } = loop;
  const screen = openScreen(host.stdout);
  let walk = start;
  let viewport: Viewport = { maxScroll: 0, bodyRows: 1 };
  let timer: NodeJS.Timeout | undefined;
  let finish: (end: WalkEnd) => void = () => undefined;
  const ended = new Promise<WalkEnd>((resolve) => {
    finish = resolve;
  });

  const paint = (): void => {
    const { columns, rows } = screen.size();
    const frame = renderFrame(walkView(walk, { columns, charset }), { columns, charset, theme }, rows);
    viewport = frame;
    screen.paint(frame.lines);
  };
  const perform = (effect: Effect): void => {
    switch (effect.do) {
      case 'tick':
        timer = setTimeout(() => feed({ type: 'tick' }), effect.after);
        return;
      case 'language':
        loop.keepLanguage(effect.lang);
        return;
      case 'open':
        finish({ walk, open: effect.lesson });
        return;
      case 'quit':
        finish({ walk });
        return;
    }
  };
  const apply = (outcome: Outcome): void => {
    loop.record(outcome.events);
    show(outcome);
  };
  const show = ({ state, effects }: Outcome): void => {
    walk = state;
    clearTimeout(timer);
    effects.forEach(perform);
    paint();
  };
  const feed = (input: Input): void => apply(update(walk, input, viewport));

  const resized = (): void => {
    screen.invalidate();
    paint();
  };
  // A terminal in raw mode ends only when it is gone.
  const closed = (): void => finish({ walk, exitCode: SIGNAL_EXIT.SIGHUP });
  let stopKeys: () => void = () => undefined;
  let stopListening: () => void = () => undefined;
  const stopSignals = host.onSignal((signal) => {
    if (signal === 'SIGCONT') resized();
    else finish({ walk, exitCode: SIGNAL_EXIT[signal] });
  });
  try {
    const beginning = begin(walk);
    // Before the first frame: what is typed over it must neither be echoed nor stop the program.
    setRawMode(host.stdin, true);
    show(beginning);
    host.stdout.on('resize', resized);
    const { listenToKeys } = await import('../terminal/keyboard.ts');
    const listen = (): void => {
      stopKeys = listenToKeys(host.stdin, (key) => {
        if (key === 'ctrl-c') finish({ walk, exitCode: EXIT.interrupted });
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
    loop.record(beginning.events);
    stopListening = loop.listen?.(feed) ?? stopListening;
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
