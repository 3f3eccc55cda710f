/** A shell on the sandbox at a terminal: the prompt, commands as they run, time that is watched and then skipped. */
import type { Turn } from '../engine/sandbox/session.ts';
import { EXIT } from '../platform/errors.ts';
import { renderNodes } from '../terminal/render.ts';
import { playMessagesOf } from '../text/messages/play.ts';
import { columnNodes } from '../view/columns.ts';
import type { Node } from '../view/nodes.ts';
import { missedNodes } from './missed-images.ts';
import type { Sandbox } from './open-sandbox.ts';
import type { Session } from './session.ts';
import { keepHistory, readHistory } from './shell-history.ts';
import {
  type Candidate,
  type Completions,
  openShellPrompt,
  type ShellPrompt,
  type Typed,
} from './shell-prompt.ts';

/** Where what a sandbox writes goes, and what terminal it has. */
export interface ShellOutput {
  readonly output: (stream: 'stdout' | 'stderr', bytes: string) => void;
  readonly terminal: { readonly columns: number; readonly rows: number };
}

/** A shell under way. */
export interface Shell {
  sandbox(): Sandbox;
  /** Begins again with another sandbox. */
  replace(sandbox: Sandbox): void;
  /** For a sandbox that takes the place of this one. */
  readonly to: ShellOutput;
  readonly prompt: ShellPrompt;
  /** Shows nodes. */
  show(nodes: readonly Node[]): void;
  /** Shows text as it is, with a line end. */
  say(text: string): void;
}

/** What a shell is made of. */
export interface ShellOptions<Word extends string> {
  /** Switches the sandbox on; called when the prompt is shown already. */
  open(to: ShellOutput): Promise<Sandbox>;
  /** Shown before the first prompt. */
  readonly greeting: readonly Node[];
  /** The word that a line begins with, if it is not the shell's. */
  own(line: string): { readonly word: Word; readonly rest: string } | undefined;
  /** Answers such a word. @returns `shell` for a line that the shell takes after all, `leave` to end */
  answer(word: Word, rest: string, shell: Shell): Promise<'done' | 'shell' | 'leave'>;
  /** What the tab key finds. */
  complete(before: string, sandbox: Sandbox, directory: string): Completions;
  /**
   * Called before each prompt for a command, the first one too.
   *
   * @param typed the command that has just ended, as it was typed; nothing after a word of our own
   * @returns `leave` to end
   */
  between?(shell: Shell, typed?: string): Promise<'done' | 'leave'>;
  /** Called before each prompt for a command but the first, for which nobody should have to wait. */
  after?(shell: Shell): Promise<void>;
}

/** How long waiting is watched, for each command, before it is skipped. Milliseconds. */
const WATCHED = 1000;
/** The least pause between two waits that are skipped, so that a loop which writes can be read and stopped. Milliseconds. */
const STRIDE = 100;
/** The same for one that writes nothing: keys are heard in it. Milliseconds. */
const QUIET_STRIDE = 1;
/** Waits that are skipped without such a pause. */
const FREE_STRIDES = 20;
/** How far the clock may run before keys are looked at. Milliseconds of the sandbox's clock. */
const SLICE = 50;
/** How long keys may go unheard. Milliseconds. */
const BREATH = 50;
/** How long a command may compute without waiting for anything. Milliseconds. */
const BUSY = 20_000;
/** What a command may write. Bytes. */
const MOST_OUTPUT = 64 * 1024 * 1024;
/** The sandbox's clock follows the learner's, but not through a lunch break. Milliseconds. */
const LONGEST_THOUGHT = 10 * 60_000;
/** What skipped time is told of. Milliseconds. */
const WORTH_TELLING = 1000;

/**
 * Runs a shell until the learner leaves it.
 *
 * @returns the exit code
 */
export async function runShell<Word extends string>(
  session: Session,
  options: ShellOptions<Word>,
): Promise<number> {
  const { host, terminal, paths } = session;
  const words = playMessagesOf(session.lang);
  const render = (nodes: readonly Node[]): string =>
    renderNodes(nodes, { ...terminal, columns: host.stdout.columns || terminal.columns, whole: true })
      .map((line) => `${line}\n`)
      .join('');
  let sandbox: Sandbox | undefined;
  let directory = '/home/learner';
  let written = 0;
  const prompt = openShellPrompt({
    host,
    history: readHistory(paths.profile),
    complete: (before) =>
      sandbox === undefined ? { word: '', candidates: [] } : options.complete(before, sandbox, directory),
    list: (candidates) => listOf(candidates, render),
  });
  const to: ShellOutput = {
    output: (_, bytes) => {
      written += bytes.length;
      prompt.write(Buffer.from(bytes, 'latin1'));
    },
    get terminal() {
      return { columns: host.stdout.columns || 80, rows: host.stdout.rows || 24 };
    },
  };
  const resized = (): void => sandbox?.resize(host.stdout.columns || 80, host.stdout.rows || 24);
  host.stdout.on('resize', resized);
  const shell: Shell = {
    sandbox: () => sandbox!,
    replace: (next) => {
      sandbox = next;
      settled();
    },
    to,
    prompt,
    show: (nodes) => prompt.writeLines(render(nodes)),
    say: (text) => prompt.writeLines(`${text}\n`),
  };
  const say = (text: string): void => shell.say(terminal.theme(text, 'muted'));

  try {
    prompt.write(render(options.greeting));
    // The prompt is there at once; the sandbox is switched on while the learner reads and types.
    const first = options.between === undefined ? prompt.ask('$ ') : undefined;
    await new Promise((resolve) => setImmediate(resolve));
    sandbox = await options.open(to);
    settled();
    if ((await options.between?.(shell)) === 'leave') return EXIT.done;
    return await commands(first);
  } finally {
    host.stdout.off('resize', resized);
    keepHistory(paths.profile, prompt.history());
    prompt.close();
  }

  /** Takes note of where the shell is: it is at its prompt. */
  function settled(): void {
    const turn = shell.sandbox().run(shell.sandbox().now());
    if (turn.kind === 'prompt') ({ directory } = turn);
  }

  async function commands(first: Promise<Typed> | undefined): Promise<number> {
    let continuation = false;
    let next = first;
    let lines: string[] = [];
    let asked = host.now();
    for (;;) {
      const typed: Typed = await (next ?? prompt.ask(continuation ? '> ' : '$ '));
      next = undefined;
      const thought = Math.min(Math.max(0, host.now() - asked), LONGEST_THOUGHT);
      if (thought > 0) shell.sandbox().advance(thought);
      let turn: Turn | undefined;
      if (typed.kind === 'interrupt') {
        if (continuation) {
          shell.sandbox().interrupt();
          turn = await settle();
        }
      } else if (typed.kind === 'end') {
        if (!typed.gone) prompt.write('\n');
        return typed.gone ? EXIT.interrupted : EXIT.done;
      } else {
        const own = continuation ? undefined : options.own(typed.text);
        const how = own === undefined ? 'shell' : await options.answer(own.word, own.rest, shell);
        if (how === 'leave') return EXIT.done;
        if (how === 'done') settled();
        else {
          lines.push(typed.text);
          shell.sandbox().line(own === undefined ? typed.text : `${own.word} ${own.rest}`.trimEnd());
          turn = await settle();
        }
      }
      if (turn?.kind === 'ended') return EXIT.done;
      if (turn?.kind === 'prompt') {
        ({ directory } = turn);
        ({ continuation } = turn);
      }
      if (!continuation) {
        const command = lines.length === 0 ? undefined : lines.join('\n');
        lines = [];
        shell.show(missedNodes(shell.sandbox(), words.missing));
        await options.after?.(shell);
        if ((await options.between?.(shell, command)) === 'leave') return EXIT.done;
      }
      asked = host.now();
    }
  }

  /** Goes on until the shell wants a line or has ended. */
  async function settle(): Promise<Turn> {
    const here = shell.sandbox();
    let watched = terminal.motion ? WATCHED : 0;
    let waited = 0;
    let skipped = 0;
    let strides = 0;
    let busy = 0;
    let heard = performance.now();
    let horizon = 0;
    written = 0;
    /** @returns whether ^C was pressed */
    const stopped = (typed: Typed | undefined): boolean => {
      if (typed?.kind !== 'interrupt') return false;
      here.interrupt();
      return true;
    };
    const tell = (): void => {
      if (skipped >= WORTH_TELLING) say(`(${words.passed(timeText(waited, words.units))})`);
    };
    for (;;) {
      const before = written;
      const started = performance.now();
      const turn = here.run(Math.max(horizon, here.now() + SLICE));
      busy += performance.now() - started;
      if (turn.kind === 'prompt' || turn.kind === 'ended') {
        tell();
        return turn;
      }
      if (turn.kind === 'edit') {
        const { editText } = await import('./edit.ts');
        here.edited(await editText(session, shell, turn.request));
        continue;
      }
      if (turn.kind === 'limit' || busy > BUSY || written > MOST_OUTPUT) {
        const what = turn.kind === 'limit' ? turn.what : written > MOST_OUTPUT ? 'output' : 'steps';
        here.interrupt();
        say(words.limit[what]);
        busy = 0;
        written = 0;
        continue;
      }
      const reads = here.wantsInput();
      if (turn.kind === 'input' || reads) {
        // Nothing moves until a key comes, or until the next thing happens by itself.
        const patience = turn.kind === 'later' ? Math.max(1, turn.at - here.now()) : 2 ** 30;
        const since = host.now();
        const typed = await prompt.pause(Math.min(patience, 2 ** 30), reads);
        here.advance(Math.max(0, Math.min(host.now() - since, LONGEST_THOUGHT)));
        if (stopped(typed)) continue;
        if (typed?.kind === 'line') here.input(typed.text);
        else if (typed?.kind === 'end') {
          if (typed.gone) return { kind: 'ended', status: EXIT.interrupted };
          here.input(null);
        }
        continue;
      }
      const wait = turn.at - here.now();
      // A step of the clock within the slice is no waiting.
      if (wait <= SLICE) {
        horizon = turn.at;
        // Keys are heard only when nothing runs.
        if (performance.now() - heard > BREATH) {
          heard = performance.now();
          stopped(await prompt.pause(0, false));
        }
        continue;
      }
      const real = Math.min(wait, watched);
      watched -= real;
      const rest = wait - real;
      skipped += rest;
      waited += wait;
      const wrote = written > before;
      if (rest > 0) strides += 1;
      const pace = strides <= FREE_STRIDES ? 0 : wrote ? STRIDE : QUIET_STRIDE;
      busy = 0;
      if (!stopped(await prompt.pause(Math.max(real, pace), false))) horizon = turn.at;
      heard = performance.now();
    }
  }
}

function listOf(candidates: readonly Candidate[], render: (nodes: readonly Node[]) => string): string {
  const rows = candidates.map(({ text, does }) => [
    { text, style: 'strong' as const },
    ...(does === undefined ? [] : [{ text: does, style: 'muted' as const }]),
  ]);
  return render(columnNodes(rows)).trimEnd().replaceAll('\n', '\r\n');
}

/** Skipped time in its largest fitting unit, which says whether a blank parts it from the number: `10 s`, `2분`. */
export function timeText(
  milliseconds: number,
  units: { readonly second: string; readonly minute: string; readonly hour: string },
): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds}${units.second}`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes}${units.minute}` : `${Math.round(minutes / 60)}${units.hour}`;
}
