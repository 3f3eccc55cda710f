/** A lab on the sandbox, at a terminal: a shell's prompt, and the tasks above it. */
import type { Lab } from '../content/types.ts';
import { EXIT } from '../platform/errors.ts';
import { inLanguage } from '../text/localized.ts';
import { type LabMessages, labMessagesOf } from '../text/messages/lab.ts';
import type { LabSay } from '../tutor/lab/state.ts';
import { isDo, taskOnHand } from '../tutor/lab/state.ts';
import { headNodes, introNodes, nextCommandNodes, sayNodes, taskListNodes } from '../view/lab/nodes.ts';
import { GAP, type Node, paragraph, span } from '../view/nodes.ts';
import { phraseSpans } from '../view/prose.ts';
import { answerFromLine, askOnHand } from './lab-answer.ts';
import type { LabEngine, LabSurroundings } from './lab-engine.ts';
import { prepare } from './lab-prepare.ts';
import { type LinePrompt, openLinePrompt } from './lab-prompt.ts';
import { LabRun } from './lab-run.ts';
import { engineOf } from './lab-sandbox.ts';
import { LAB_WORDS, labLine } from './lab-words.ts';
import { openSandbox, type Sandbox } from './open-sandbox.ts';
import { answerTo } from './play/answer.ts';
import type { Session } from './session.ts';

/** What was done before does not count as seen since the lab began. Milliseconds. */
const BETWEEN = 1000;

/** How a lab at a terminal is begun. */
export interface TerminalLab {
  readonly hint?: boolean;
  readonly solution?: boolean;
  /** Edits a file; without it `edit` says that there is no editor. */
  readonly edit?: LabSurroundings['edit'];
}

/**
 * Does a lab at the prompt until the learner leaves or all is done.
 *
 * @returns whether it was done, and the exit code
 */
export async function labOnTerminal(
  session: Session,
  lab: Lab,
  how: TerminalLab,
  record: Session['record'] = (events) => session.record(events),
): Promise<{ readonly done: boolean; readonly exitCode: number }> {
  const prompt = openLinePrompt(session.host, () => LAB_WORDS.filter((word) => word !== 'answer'));
  try {
    return await new TerminalRun(session, lab, prompt, how, record).go();
  } finally {
    prompt.close();
  }
}

/** One sitting. */
class TerminalRun {
  readonly #session: Session;
  readonly #lab: Lab;
  readonly #prompt: LinePrompt;
  readonly #how: TerminalLab;
  readonly #record: Session['record'];
  #sandbox!: Sandbox;
  #engine!: LabEngine;
  #run!: LabRun;
  /** The task list as it was last shown. */
  #shown: string | undefined;

  constructor(session: Session, lab: Lab, prompt: LinePrompt, how: TerminalLab, record: Session['record']) {
    this.#session = session;
    this.#lab = lab;
    this.#prompt = prompt;
    this.#how = how;
    this.#record = record;
  }

  async go(): Promise<{ readonly done: boolean; readonly exitCode: number }> {
    const { lang } = this.#session;
    await this.#begin();
    this.#print([...headNodes(this.#run.state, lang), GAP, ...introNodes(this.#lab, lang)]);
    this.#print([paragraph(labMessagesOf(lang).begin, 'muted'), GAP]);
    if (this.#how.hint === true) this.#say(this.#run.put({ type: 'hint' }));
    if (this.#how.solution === true) this.#say(this.#run.put({ type: 'solution' }));
    while (!this.#run.state.done) {
      this.#showTasks();
      if (!isDo(taskOnHand(this.#run.state))) {
        if (!(await this.#question())) return this.#left();
        continue;
      }
      this.#print(nextCommandNodes(this.#run.state, lang));
      const line = await this.#prompt.ask('$ ');
      if (line === undefined || !(await this.#line(line))) return this.#left();
    }
    return { done: true, exitCode: EXIT.done };
  }

  /** From the first task, on a new sandbox. */
  async #begin(): Promise<void> {
    const { host, terminal, lang } = this.#session;
    const size = { columns: terminal.columns, rows: host.stdout.rows || 24 };
    this.#sandbox = await openSandbox(this.#session, {
      files: this.#lab.files,
      terminal: size,
      output: (_, bytes) => host.write(Buffer.from(bytes, 'latin1')),
    });
    this.#sandbox.run(this.#sandbox.now());
    await prepare(this.#lab, this.#sandbox, lang);
    this.#sandbox.advance(BETWEEN);
    this.#engine = engineOf(this.#sandbox, {
      write: () => undefined,
      input: () => this.#prompt.ask(''),
      ...(this.#how.edit !== undefined && { edit: this.#how.edit }),
    });
    this.#run = await LabRun.begin(this.#lab, 'sandbox', {
      port: this.#sandbox,
      since: this.#sandbox.now(),
      record: (events) => this.#record(events),
    });
  }

  /** @returns false if the learner left */
  async #line(line: string): Promise<boolean> {
    if (line.trim() === '') return true;
    const own = labLine(line);
    if (own?.word === 'exit') return false;
    if (own !== undefined && own.word !== 'edit') return await this.#own(own);
    const lab = labMessagesOf(this.#session.lang);
    let end = await this.#engine.type(own === undefined ? line : `edit ${own.rest}`);
    while (end.kind === 'more') {
      const next = await this.#prompt.ask('> ');
      if (next === undefined) return false;
      end = await this.#engine.type(next);
    }
    if (end.kind === 'stopped')
      this.#print([paragraph(end.why === 'limit' ? lab.limit : lab.endless, 'muted')]);
    this.#run.put({ type: 'command', line });
    this.#say(await this.#run.look());
    return end.kind !== 'left';
  }

  /** A word of our own. @returns true: nobody leaves by it */
  async #own({ word, rest }: NonNullable<ReturnType<typeof labLine>>): Promise<boolean> {
    const { lang } = this.#session;
    switch (word) {
      case 'help':
        this.#print(helpNodes(labMessagesOf(lang)));
        return true;
      case 'tasks':
        this.#shown = undefined;
        return true;
      case 'hint':
      case 'solution':
        this.#say(this.#run.put({ type: word }));
        return true;
      case 'answer': {
        const answered = answerFromLine(this.#run, rest);
        if ('says' in answered) this.#say(answered.says);
        else this.#print([paragraph(labMessagesOf(lang).unknownTask(answered.name), 'muted')]);
        return true;
      }
      case 'reset':
        await this.#begin();
        this.#shown = undefined;
        this.#print([paragraph(labMessagesOf(lang).again, 'muted')]);
        return true;
      default: {
        const { stdout, stderr } = await answerTo(this.#session, this.#sandbox, {
          word: word === 'exit' ? 'help' : word,
          rest,
        });
        for (const text of [stdout, stderr])
          if (text !== '') this.#session.write(`${text.replace(/\n+$/, '')}\n`);
        if (word === 'undo' || word === 'redo') this.#say(await this.#run.look());
        return true;
      }
    }
  }

  /** @returns false if the learner would rather leave */
  async #question(): Promise<boolean> {
    const stays = await askOnHand(this.#run, {
      lang: this.#session.lang,
      print: (nodes) => this.#print(nodes),
      ask: (prompt) => this.#prompt.ask(prompt),
      record: (events) => this.#record(events),
    });
    if (stays) this.#say(await this.#run.look());
    return stays;
  }

  #showTasks(): void {
    const { state } = this.#run;
    const now = state.met.join(' ');
    if (now === this.#shown) return;
    this.#shown = now;
    this.#print([GAP, ...taskListNodes(state, this.#session.lang), GAP]);
  }

  #left(): { readonly done: boolean; readonly exitCode: number } {
    const { lang } = this.#session;
    this.#print([paragraph(labMessagesOf(lang).left(this.#lab.id), 'muted')]);
    return { done: false, exitCode: EXIT.notPassed };
  }

  #say(says: readonly LabSay[]): void {
    this.#print(sayNodes(says, this.#run.state, this.#session.lang));
  }

  #print(nodes: readonly Node[]): void {
    if (nodes.length > 0) this.#session.print(nodes);
  }
}

/** The words of the prompt, and what they do. */
export function helpNodes({ words, wordsTitle }: LabMessages, only?: readonly string[]): Node[] {
  const shown = Object.entries(words).filter(([word]) => only === undefined || only.includes(word));
  const width = Math.max(...shown.map(([word]) => word.length));
  return [
    paragraph(wordsTitle, 'strong'),
    {
      t: 'rows',
      indent: 2,
      rows: shown.map(([word, does]) => [span(word.padEnd(width + 2), 'code'), span(does)]),
    },
  ];
}

/** What may come after a lab. */
export function nextLabNodes(
  session: Session,
  next: { readonly id: string; readonly title: Lab['title'] } | undefined,
): Node[] {
  if (next === undefined) return [];
  const { lang } = session;
  return [
    {
      t: 'text',
      spans: [
        ...phraseSpans(inLanguage(next.title, lang)),
        span(`  ${labMessagesOf(lang).next(next.id)}`, 'muted'),
      ],
    },
  ];
}
