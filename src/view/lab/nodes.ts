/** How a lab looks: its tasks, what is said while they are done, and what came of it. */
import type { CommandLine, Lab, LabTask, Mistake } from '../../content/types.ts';
import { inLanguage, type Lang } from '../../text/localized.ts';
import { labMessagesOf } from '../../text/messages/lab.ts';
import { choosableParts } from '../../tutor/items/parts.ts';
import { isDo, type LabSay, type LabState, shownCommands, taskOnHand } from '../../tutor/lab/state.ts';
import { feedbackNodes, refutationNodes } from '../items/feedback.ts';
import { GAP, type Node, paragraph, type Span, span } from '../nodes.ts';
import { phraseSpans, proseNodes } from '../prose.ts';
import { whyText } from './why.ts';

/** The head of a lab: its name, the engine, how far it is. */
export function headNodes(state: LabState, lang: Lang): Node[] {
  const lab = labMessagesOf(lang);
  const right = `${lab.engine[state.engine]} · ${lab.of(state.met.length, state.lab.tasks.length)}`;
  return [
    {
      t: 'line',
      left: phraseSpans(inLanguage(state.lab.title, lang), 'title'),
      right: [span(right, 'muted')],
    },
  ];
}

/** What is said before the first task. */
export function introNodes({ intro }: Lab, lang: Lang): Node[] {
  return intro === undefined ? [] : [...proseNodes(inLanguage(intro, lang)), GAP];
}

/** The tasks, those that are met, the one on hand, those to come. */
export function taskListNodes(state: LabState, lang: Lang): Node[] {
  const onHand = taskOnHand(state);
  return state.lab.tasks.map((task) =>
    taskNode(state, task, state.met.includes(task.id) ? 'met' : task === onHand ? 'now' : 'later', lang),
  );
}

const TASK_SIGNS = {
  met: ['✓', 'good'],
  undone: ['✗', 'bad'],
  now: ['▸', 'accent'],
  later: [' ', 'muted'],
} as const;

/** One task, with its number and how it stands. */
export function taskNode(
  { lab }: Pick<LabState, 'lab'>,
  task: LabTask,
  how: keyof typeof TASK_SIGNS,
  lang: Lang,
): Node {
  const [sign, style] = TASK_SIGNS[how];
  const number = lab.tasks.findIndex(({ id }) => id === task.id) + 1;
  return { t: 'text', lead: span(`${sign} ${number} `, style), spans: taskSpans(task, lang) };
}

/** What a task asks for, in one line; of a question, the question. */
export function taskSpans(task: LabTask, lang: Lang): Span[] {
  if (isDo(task)) return phraseSpans(inLanguage(task.do, lang));
  const [first] = inLanguage(task.ask.prompt, lang);
  const lab = labMessagesOf(lang);
  const asked = first?.t === 'p' ? phraseSpans(first.children) : [];
  return [span(`${lab.question}: `, 'muted'), ...asked];
}

/** The commands that a lab shows of the task on hand by itself: the next one. */
export function nextCommandNodes(state: LabState, lang: Lang): Node[] {
  const task = taskOnHand(state);
  const next = isDo(task) ? shownCommands(state.lab, task)[state.followed] : undefined;
  if (next === undefined) return [];
  const lab = labMessagesOf(lang);
  return [
    { t: 'text', lead: span(`${lab.type}: `, 'muted'), spans: [span(next.sh.split('\n')[0] ?? '', 'code')] },
    ...next.sh
      .split('\n')
      .slice(1)
      .map((line): Node => ({ t: 'rows', indent: 2, rows: [[span(line, 'code')]] })),
  ];
}

/** What is said after an input. `state` is the lab after it. */
export function sayNodes(says: readonly LabSay[], state: LabState, lang: Lang): Node[] {
  return says.flatMap((say) => sayNode(say, state, lang));
}

function sayNode(say: LabSay, state: LabState, lang: Lang): Node[] {
  const lab = labMessagesOf(lang);
  const numberOf = (task: LabTask): number => state.lab.tasks.findIndex(({ id }) => id === task.id) + 1;
  switch (say.say) {
    case 'met': {
      const told = isDo(say.task) ? say.task.say : undefined;
      return [
        taskNode(state, say.task, 'met', lang),
        ...(told === undefined ? [] : proseNodes(inLanguage(told, lang), 4)),
        GAP,
      ];
    }
    case 'undone':
      return [
        { t: 'text', lead: span('✗  ', 'bad'), spans: [span(lab.undone(numberOf(say.task)), 'strong')] },
        paragraph(whyText(say.why, lab), undefined, 3),
        GAP,
      ];
    case 'mistake':
      return mistakeNodes(say.mistake, state.lab, lang);
    case 'hint': {
      const { hints } = say.task;
      const title = `${lab.hint(say.index + 1, hints.length)}: `;
      const [first, ...rest] = proseNodes(inLanguage(hints[say.index]!, lang));
      if (first?.t !== 'text') return [paragraph(title, 'muted'), ...(first ? [first] : []), ...rest];
      return [{ ...first, spans: [span(title, 'muted'), ...first.spans] }, ...rest];
    }
    case 'no-hint':
      return [paragraph(lab.noHint, 'muted')];
    case 'try-first':
      return [paragraph(lab.tryFirst, 'muted')];
    case 'solution':
      return solutionNodes(say.commands, say.commands === state.lab.solution, lang);
    case 'answered':
      return [...answeredNodes(say, state.lab, lang), GAP];
    case 'next':
      return [];
    case 'done': {
      const outro =
        state.lab.outro === undefined ? [] : [GAP, ...proseNodes(inLanguage(state.lab.outro, lang))];
      return [paragraph(lab.done, 'good'), ...outro];
    }
  }
}

function mistakeNodes({ mis, say }: Mistake, lab: Lab, lang: Lang): Node[] {
  const words = labMessagesOf(lang);
  const misconception = mis === undefined ? undefined : lab.misconceptions[mis];
  return [
    { t: 'text', lead: span('✗  ', 'bad'), spans: [span(`${words.mistake}.`, 'strong')] },
    ...(say === undefined ? [] : proseNodes(inLanguage(say, lang), 3)),
    ...(misconception === undefined ? [] : refutationNodes(misconception, lang)),
    GAP,
  ];
}

function answeredNodes({ task, answer }: Extract<LabSay, { say: 'answered' }>, lab: Lab, lang: Lang): Node[] {
  const { ask } = task;
  const model = ask.type === 'layer' ? lab.diagrams[ask.diagram ?? ''] : undefined;
  return feedbackNodes(lab, ask, model === undefined ? [] : choosableParts(model, []), answer, lang);
}

/** Commands of a solution, each with its form for PowerShell where that differs. */
export function solutionNodes(commands: readonly CommandLine[], ofLab: boolean, lang: Lang): Node[] {
  const lab = labMessagesOf(lang);
  const rows = (text: string): Node => ({
    t: 'rows',
    indent: 2,
    rows: text.split('\n').map((line) => [span(line, 'code')]),
  });
  return [
    paragraph(`${ofLab ? lab.solutionOfLab : lab.solution}:`, 'muted'),
    ...commands.flatMap(({ sh, powershell }) => [
      rows(sh),
      ...(powershell === undefined ? [] : [paragraph(`${lab.inPowerShell}:`, 'muted', 2), rows(powershell)]),
    ]),
  ];
}

/** What a task came to. */
export interface TaskResult {
  readonly task: LabTask;
  readonly passed: boolean;
  /** Why it is not met, in the language of whoever reads it. */
  readonly why?: string;
}

/** The tasks with what is missing of each: what a pipe and `lab check` print. */
export function resultNodes(results: readonly TaskResult[], lang: Lang): Node[] {
  const lab = labMessagesOf(lang);
  const open = results.filter(({ passed }) => !passed).length;
  return [
    ...results.flatMap(({ task, passed, why }, index): Node[] => [
      {
        t: 'text',
        lead: span(`${passed ? '✓' : '✗'} ${index + 1} `, passed ? 'good' : 'bad'),
        spans: taskSpans(task, lang),
      },
      ...(why === undefined ? [] : [paragraph(why, 'muted', 4)]),
    ]),
    paragraph(open === 0 ? lab.done : lab.notDone(open), open === 0 ? 'good' : 'strong'),
  ];
}
