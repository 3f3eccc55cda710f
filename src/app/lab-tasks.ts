/** What a lab at a terminal shows besides what is said: its tasks and the words of its prompt. */
import type { Lang } from '../text/localized.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import { isDo, type LabState, taskOnHand } from '../tutor/lab/state.ts';
import { columnNodes } from '../view/columns.ts';
import { nextCommandNodes, taskListNodes, taskNode } from '../view/lab/nodes.ts';
import { GAP, type Node, paragraph, span } from '../view/nodes.ts';
import { LAB_ALIASES } from './lab-words.ts';

/** The tasks as they change: all of them at first, then the one on hand when it is another one. */
export class TaskBoard {
  readonly #lang: Lang;
  #task: string | undefined;
  #command = '';

  constructor(lang: Lang) {
    this.#lang = lang;
  }

  /** All of them are shown the next time. */
  showAll(): void {
    this.#task = undefined;
    this.#command = '';
  }

  /** What is not shown yet: the tasks, and the command that comes next where the lab shows it by itself. */
  changes(state: LabState): Node[] {
    const onHand = taskOnHand(state);
    const id = onHand?.id ?? '';
    // What a question asks stands in the question.
    const tasks =
      this.#task === undefined
        ? [GAP, ...taskListNodes(state, this.#lang), GAP]
        : id !== this.#task && isDo(onHand)
          ? [taskNode(state, onHand, 'now', this.#lang)]
          : [];
    const next = nextCommandNodes(state, this.#lang);
    const command = JSON.stringify(next);
    const isNew = command !== this.#command;
    this.#task = id;
    this.#command = command;
    return [...tasks, ...(isNew ? next : [])];
  }
}

/** The words of the prompt, and what they do. */
export function wordsNodes(lang: Lang, only?: readonly string[]): Node[] {
  const { words, wordsTitle } = labMessagesOf(lang);
  const korean = Object.entries(LAB_ALIASES);
  const rows = Object.entries(words)
    .filter(([word]) => only === undefined || only.includes(word))
    .map(([word, does]) => {
      const other = lang === 'ko' ? korean.find(([, meant]) => meant === word)?.[0] : undefined;
      return [span(other === undefined ? word : `${word}, ${other}`, 'strong'), span(does)];
    });
  return [paragraph(wordsTitle, 'title'), ...columnNodes(rows, 2)];
}
