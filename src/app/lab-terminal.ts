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
import { prepare } from './lab-prepare.ts';
import { LabRun } from './lab-run.ts';
import { TaskBoard, wordsNodes } from './lab-tasks.ts';
import { type LabWord, labLine } from './lab-words.ts';
import { openSandbox, type Sandbox } from './open-sandbox.ts';
import { answer as answerOfPlay, completerFor } from './play/terminal.ts';
import type { Session } from './session.ts';
import { runShell, type Shell, type ShellOutput } from './shell-run.ts';

/** What was done before does not count as seen since the lab began. Milliseconds. */
const BETWEEN = 1000;

/** How a lab at a terminal is done. */
export interface TerminalLab {
  readonly hint?: boolean;
  readonly solution?: boolean;
  /** Ends as soon as all is done; otherwise the learner may go on at the prompt. */
  readonly ends?: boolean;
  /** Takes the events in place of the learner's log. */
  readonly record?: Session['record'];
}

/** How a sitting ended. */
export interface TerminalEnd {
  readonly done: boolean;
  readonly exitCode: number;
}

/** Does a lab at the prompt until the learner leaves. */
export async function labOnTerminal(session: Session, lab: Lab, how: TerminalLab): Promise<TerminalEnd> {
  const sitting = new Sitting(session, lab, how);
  const { lang } = session;
  const words = labMessagesOf(lang);
  const exitCode = await runShell<LabWord>(session, {
    greeting: [
      ...headNodes(startLab(lab, 'sandbox'), lang),
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
  #run!: LabRun;
  #begun = false;
  #done = false;
  #gone = false;

  constructor(session: Session, lab: Lab, how: TerminalLab) {
    this.#session = session;
    this.#lab = lab;
    this.#how = how;
    this.#board = new TaskBoard(session.lang);
  }

  /** Begins with the first task, on a new sandbox. */
  async open(to: ShellOutput): Promise<Sandbox> {
    const sandbox = await openSandbox(this.#session, {
      ...to,
      terminal: to.terminal,
      files: this.#lab.files,
    });
    sandbox.run(sandbox.now());
    await prepare(this.#lab, sandbox, this.#session.lang);
    sandbox.advance(BETWEEN);
    this.#run = await LabRun.begin(this.#lab, 'sandbox', {
      port: sandbox,
      since: sandbox.now(),
      record: (events) => this.#record(events),
    });
    return sandbox;
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
        shell.replace(await this.open(shell.to));
        this.#board.showAll();
        shell.show([paragraph(words.again, 'muted')]);
        return 'done';
      default:
        return await answerOfPlay(this.#session, shell, word, rest);
    }
  }

  /** Judges the tasks, says what changed, and asks what is to be asked. */
  async between(shell: Shell, typed?: string): Promise<'done' | 'leave'> {
    const { lang } = this.#session;
    if (!this.#begun) {
      this.#begun = true;
      if (this.#how.hint === true) this.#say(shell, this.#run.put({ type: 'hint' }));
      if (this.#how.solution === true) this.#say(shell, this.#run.put({ type: 'solution' }));
    }
    if (typed !== undefined && typed.trim() !== '') this.#run.put({ type: 'command', line: typed });
    for (;;) {
      const wasDone = this.#run.state.done;
      this.#say(shell, await this.#run.look());
      const { state } = this.#run;
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
    if (this.#how.ends !== true) print([paragraph(labMessagesOf(lang).left(this.#lab.id), 'muted')]);
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
