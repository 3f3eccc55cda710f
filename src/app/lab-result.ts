/** What a lab came to, for people and for scripts. */
import type { World } from '../engine/world.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import { plainPhrase } from '../text/prose.ts';
import { judgeAll } from '../tutor/goals/judge.ts';
import { grade } from '../tutor/grading.ts';
import { isDo, taskOnHand } from '../tutor/lab/state.ts';
import { type TaskResult, taskSpans } from '../view/lab/nodes.ts';
import { whyText } from '../view/lab/why.ts';
import type { LabRun } from './lab-run.ts';

/** Each task: whether it is met, and what differs if it is not. */
export async function taskResults(run: LabRun, lang: Lang): Promise<TaskResult[]> {
  const { state } = run;
  const lab = labMessagesOf(lang);
  const onHand = taskOnHand(state);
  const look = onHand === undefined ? undefined : await run.lookAtAll();
  return state.lab.tasks.map((task) => {
    if (state.met.includes(task.id)) return { task, passed: true };
    if (!isDo(task)) return { task, passed: false, why: lab.why.notAnswered };
    const difference = look && judgeAll(task.expect, look);
    return {
      task,
      passed: false,
      why: difference === undefined ? lab.why.notReached : whyText(difference, lab),
    };
  });
}

/** One command as it was run. */
interface RunCommand {
  readonly line: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `lab --json`: the names are a contract. `commands` and `world` are there where the sandbox ran commands. */
export function labJson(
  run: LabRun,
  results: readonly TaskResult[],
  lang: Lang,
  more: { readonly commands?: readonly RunCommand[]; readonly world?: World } = {},
) {
  const { lab, engine, answers, done } = run.state;
  return {
    format: 1,
    lab: lab.id,
    engine,
    passed: done,
    tasks: results.map(({ task, passed, why }) => {
      const answer = isDo(task) ? undefined : answers[task.id];
      return {
        id: task.id,
        title: isDo(task)
          ? plainPhrase(inLanguage(task.do, lang))
          : taskSpans(task, lang)
              .slice(1)
              .map(({ text }) => text)
              .join(''),
        passed,
        why: why ?? null,
        ...(!isDo(task) && answer !== undefined && { correct: grade(task.ask, answer).correct }),
      };
    }),
    ...more,
  };
}
