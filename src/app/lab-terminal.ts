/** A lab on the sandbox, at a terminal: the shell, and the tasks between its prompts. */
import type { Lab } from '../content/types.ts';
import { EXIT } from '../platform/errors.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { messagesOf } from '../text/messages/index.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import type { LabSay } from '../tutor/lab/state.ts';
import { isDo, startLab, taskOnHand } from '../tutor/lab/state.ts';
import { headNodes, introNodes, sayNodes } from '../view/lab/nodes.ts';
import { GAP, type Node, paragraph, span } from '../view/nodes.ts';
import { phraseSpans } from '../view/prose.ts';
import { answerFromLine, askOnHand } from './lab-answer.ts';
import type { LabRun } from './lab-run.ts';
import { isTouched, type KeptSitting, openSandboxLabStore } from './lab-sandbox-store.ts';
import {
  beginSitting,
  digestOfLab,
  type LabKeeping,
  type LabSitting,
  resumeSitting,
  type SittingOptions,
} from './lab-sitting.ts';
import { TaskBoard, wordsNodes } from './lab-tasks.ts';
import { type LabWord, labLine } from './lab-words.ts';
import type { Sandbox } from './open-sandbox.ts';
import { LivePicture } from './play/live-picture.ts';
import { answer as answerOfPlay, completerFor } from './play/terminal.ts';
import type { Session } from './session.ts';
import { runShell, type Shell, type ShellOutput } from './shell-run.ts';

/** Rows of a screen that the command and the prompt take, beside the tasks and a picture. */
const PROMPT_ROWS = 6;

/** The least terminal on which pictures come by themselves, in cells and rows. */
const ROOM = { columns: 80, rows: 24 };

/** Whether pictures come by themselves; `draw` draws one in any terminal. */
function hasRoom({ host, terminal }: Session): boolean {
  const { columns, rows } = host.stdout;
  return terminal.screenReader || (columns >= ROOM.columns && rows >= ROOM.rows);
}

/** How a lab at a terminal is done. */
export interface TerminalLab {
  readonly hint?: boolean;
  readonly solution?: boolean;
  /** Ends as soon as all is done; otherwise the learner may go on at the prompt. */
  readonly ends?: boolean;
  /** Where the lab is kept, to be gone on with another time; without it, nothing is. */
  readonly keeping?: LabKeeping;
  /** Takes the events in place of the learner's log. */
  readonly record?: Session['record'];
}

/** How a sitting ended. */
export interface TerminalEnd {
  readonly done: boolean;
  readonly exitCode: number;
}

/**
 * Where a lab of the learner's is kept.
 *
 * @param key `<pack>/<lab>`
 * @param lab as its file has it
 */
export function keepingOf({ paths }: Session, key: string, lab: Lab): LabKeeping {
  return { store: openSandboxLabStore(paths.profile), key, digest: digestOfLab(lab) };
}

/** Does a lab at the prompt until the learner leaves. */
export async function labOnTerminal(session: Session, lab: Lab, how: TerminalLab): Promise<TerminalEnd> {
  const sitting = new Sitting(session, lab, how);
  const { lang } = session;
  const words = labMessagesOf(lang);
  const exitCode = await runShell<LabWord>(session, {
    greeting: [
      ...headNodes(startLab(lab, 'sandbox', sitting.kept?.state.met), lang),
      GAP,
      ...introNodes(lab, lang),
      paragraph(words.begin, 'muted'),
      ...(how.ends === true ? [paragraph(messagesOf(lang).practice.back, 'muted')] : []),
    ],
    open: (to) => sitting.open(to),
    own: labLine,
    answer: (word, rest, shell) => sitting.answer(word, rest, shell),
    complete: completerFor(session, Object.entries(words.words)),
    between: (shell, typed) => sitting.between(shell, typed),
  });
  return await sitting.end(exitCode);
}

/** One sitting. */
class Sitting {
  readonly #session: Session;
  readonly #lab: Lab;
  readonly #how: TerminalLab;
  readonly #board: TaskBoard;
  /** What was kept of an earlier sitting. */
  readonly kept: KeptSitting | undefined;
  readonly #picture: LivePicture;
  #sitting!: LabSitting;
  #begun = false;
  /** What is to be said of how it began. */
  #beginning: string | undefined;
  #done = false;
  #gone = false;
  /** Whether the learner knows that the lab is not kept any more. */
  #warned = false;

  constructor(session: Session, lab: Lab, how: TerminalLab) {
    this.#session = session;
    this.#lab = lab;
    this.#how = how;
    this.#board = new TaskBoard(session.lang);
    const kept = how.keeping?.store.get(how.keeping.key);
    this.kept = kept !== undefined && isTouched(kept) ? kept : undefined;
    this.#picture = new LivePicture(session, hasRoom(session), 'nothing');
  }

  /** Whether it begins anew the next time, although it could be kept. */
  get #isLost(): boolean {
    return this.#how.keeping !== undefined && this.#sitting.isTooLong();
  }

  get #run(): LabRun {
    return this.#sitting.run;
  }

  /** Goes on where the learner left off, or begins with the first task. */
  async open(to: ShellOutput): Promise<Sandbox> {
    const options = this.#options(to);
    const { lang } = this.#session;
    const words = labMessagesOf(lang);
    const resumed = this.kept && (await resumeSitting(options, this.kept));
    if (resumed === undefined) {
      this.#beginning = this.kept && words.startsAnew;
      return await this.#begin(to);
    }
    this.#sitting = resumed;
    const { met, lab } = resumed.run.state;
    this.#beginning = words.resumed(met.length, lab.tasks.length);
    return resumed.sandbox;
  }

  async #begin(to: ShellOutput): Promise<Sandbox> {
    this.#sitting = await beginSitting(this.#options(to));
    return this.#sitting.sandbox;
  }

  #options(to: ShellOutput): SittingOptions {
    return {
      session: this.#session,
      lab: this.#lab,
      to,
      record: (events) => this.#record(events),
      keeping: this.#how.keeping,
    };
  }

  /** A word of our own. */
  async answer(word: LabWord, rest: string, shell: Shell): Promise<'done' | 'shell'> {
    const { lang } = this.#session;
    const words = labMessagesOf(lang);
    switch (word) {
      case 'help':
        shell.show(wordsNodes(lang));
        return 'done';
      case 'tasks':
        this.#board.showAll();
        return 'done';
      case 'hint':
      case 'solution':
        this.#say(shell, this.#run.put({ type: word }));
        return 'done';
      case 'answer': {
        // Questions are asked as soon as they are reached: there is none on hand at the prompt.
        const answered = answerFromLine(this.#run, rest);
        if ('problem' in answered) shell.say(words.unknownTask(answered.name));
        return 'done';
      }
      case 'reset':
        shell.replace(await this.#begin(shell.to));
        this.#picture.forget();
        this.#board.showAll();
        shell.show([paragraph(words.again, 'muted')]);
        return 'done';
      default:
        return await answerOfPlay(this.#session, shell, word, rest, this.#picture);
    }
  }

  /** Judges the tasks, says what changed, and asks what is to be asked. */
  async between(shell: Shell, typed?: string): Promise<'done' | 'leave'> {
    const { lang } = this.#session;
    if (!this.#begun) {
      this.#begun = true;
      if (this.#beginning !== undefined) shell.show([paragraph(this.#beginning, 'muted')]);
      if (this.#how.hint === true) this.#say(shell, this.#run.put({ type: 'hint' }));
      if (this.#how.solution === true) this.#say(shell, this.#run.put({ type: 'solution' }));
    }
    if (typed !== undefined && typed.trim() !== '') this.#run.put({ type: 'command', line: typed });
    shell.show(await this.#picture.changes(shell.sandbox(), this.#lab.tasks.length + PROMPT_ROWS));
    for (;;) {
      const wasDone = this.#run.state.done;
      this.#say(shell, await this.#run.look());
      this.#sitting.keep();
      const { state } = this.#run;
      if (this.#isLost && !state.done && !this.#warned) {
        this.#warned = true;
        shell.show([paragraph(labMessagesOf(lang).notKept, 'muted')]);
      }
      if (state.done && !wasDone) {
        this.#done = true;
        if (this.#how.ends === true) return 'leave';
        shell.show([GAP, paragraph(labMessagesOf(lang).stays, 'muted')]);
        return 'done';
      }
      shell.show(this.#board.changes(state));
      const task = taskOnHand(state);
      if (task === undefined || isDo(task)) return 'done';
      const asked = await askOnHand(this.#run, {
        lang,
        prompt: shell.prompt,
        print: (nodes) => shell.show(nodes),
        record: (events) => this.#record(events),
        interrupt: 'again',
      });
      shell.show([GAP]);
      if (asked === 'answered') continue;
      this.#gone = asked === 'gone';
      return 'leave';
    }
  }

  /** Looks once more, since the last command may have left the shell too. */
  async end(exitCode: number): Promise<TerminalEnd> {
    if (exitCode !== EXIT.done || this.#gone) return { done: this.#done, exitCode: EXIT.interrupted };
    const says = await this.#run.look();
    const { print, lang } = this.#session;
    if (says.length > 0) print(sayNodes(says, this.#run.state, lang));
    if (this.#done || this.#run.state.done) return { done: true, exitCode: EXIT.done };
    const words = labMessagesOf(lang);
    const left = this.#isLost ? words.leftLost : words.left;
    if (this.#how.ends !== true) print([paragraph(left(this.#lab.id), 'muted')]);
    return { done: false, exitCode: EXIT.notPassed };
  }

  #record(events: Parameters<Session['record']>[0]): void {
    (this.#how.record ?? this.#session.record)(events);
  }

  #say(shell: Shell, says: readonly LabSay[]): void {
    shell.show(sayNodes(says, this.#run.state, this.#session.lang));
  }
}

/** What may come after a lab. */
export function nextLabNodes(
  lang: Lang,
  next: { readonly id: string; readonly title: Lab['title'] } | undefined,
): Node[] {
  if (next === undefined) return [];
  const words = span(labMessagesOf(lang).next(next.id), 'strong');
  return [{ t: 'text', spans: [words, span('  '), ...phraseSpans(inLanguage(next.title, lang), 'muted')] }];
}
