/**
 * Whether labs can be done: on an engine of its own each solution is typed, task by task. What it proves: no task is met
 * before its solution, each is met by it, and no mistake is seen on the way. Everything is awaited.
 */
import type { Path } from '../content/positions.ts';
import type { Finding } from '../content/problems.ts';
import type { CommandLine, DoTask, Lab, Lesson } from '../content/types.ts';
import type { EnginePort } from '../engine/port.ts';
import { labEn } from '../text/messages/lab.en.ts';
import type { Difference } from '../tutor/goals/difference.ts';
import { judgeAll } from '../tutor/goals/judge.ts';
import { lookAt } from '../tutor/goals/look.ts';
import { remembered } from '../tutor/goals/memory.ts';
import type { Look, Memory } from '../tutor/goals/seen.ts';
import { typeOf } from '../tutor/items/index.ts';
import {
  commandsOf,
  isDo,
  type LabState,
  labOfTry,
  memoriesOf,
  startLab,
  taskOnHand,
} from '../tutor/lab/state.ts';
import { beginLab, update } from '../tutor/lab/update.ts';
import { whyText } from '../view/lab/why.ts';

/** An engine to type solutions on. */
export interface ReplayEngine {
  readonly port: EnginePort;
  /** Milliseconds since 1970, of its clock. */
  now(): number;
  /** Lets time go by. */
  pass(milliseconds: number): void;
  /**
   * Types a line and waits for its end, for so long as a person would.
   *
   * @returns what it wrote, and whether it came to an end
   */
  type(line: string): Promise<{ readonly output: string; readonly ended: boolean }>;
}

/** Gives a fresh engine, with files in the learner's folder. */
export type OpenReplayEngine = (files: Readonly<Record<string, string>>) => Promise<ReplayEngine>;

/** What was done before does not count as seen since the lab began. Milliseconds. */
const BETWEEN = 1000;

/**
 * Replays a lab.
 *
 * @param lab a lab without errors
 * @param open gives an engine
 * @returns what is wrong; paths lead through the lab's file
 */
export async function replayLab(lab: Lab, open: OpenReplayEngine): Promise<Finding[]> {
  const pathOf = (task: DoTask): Path => ['tasks', lab.tasks.indexOf(task)];
  return await replay(lab, open, [], pathOf);
}

/** Replays the `try` steps of a lesson; paths lead through the lesson's file. */
export async function replayTries(lesson: Lesson, open: OpenReplayEngine): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, step] of lesson.steps.entries()) {
    if (step.try === undefined) continue;
    const path = ['steps', index, 'try'];
    findings.push(...(await replay(labOfTry(step.try, lesson), open, path, () => path)));
  }
  return findings;
}

async function replay(
  lab: Lab,
  open: OpenReplayEngine,
  placePath: Path,
  pathOf: (task: DoTask) => Path,
): Promise<Finding[]> {
  const engine = await open(lab.files);
  for (const [index, argv] of lab.setup.entries()) {
    const { exit, stderr } = await engine.port.exec(argv);
    if (exit === 0) continue;
    const message = `on the sandbox this ends with ${exit}: ${lastLine(stderr)}`;
    return [{ rule: 'setup-fails', path: [...placePath, 'setup', index], message }];
  }
  engine.pass(BETWEEN);
  const run = new Replay(lab, engine, remembered(memoriesOf(lab), await engine.port.inspect()), pathOf);
  const whole = lab.tasks.some((task) => isDo(task) && task.solution.length === 0);
  return whole ? await run.whole() : await run.taskByTask();
}

/** One replay: an engine, and what was found so far. */
class Replay {
  readonly #lab: Lab;
  readonly #engine: ReplayEngine;
  readonly #memory: Memory;
  readonly #pathOf: (task: DoTask) => Path;
  readonly #since: number;
  readonly #findings: Finding[] = [];

  constructor(lab: Lab, engine: ReplayEngine, memory: Memory, pathOf: (task: DoTask) => Path) {
    this.#lab = lab;
    this.#engine = engine;
    this.#memory = memory;
    this.#pathOf = pathOf;
    this.#since = engine.now();
  }

  /** Each task by its own solution. A task that fails ends it: what follows would fail because of it. */
  async taskByTask(): Promise<Finding[]> {
    const tasks = this.#lab.tasks.filter(isDo);
    for (const task of tasks) {
      await this.#notMetYet(task);
      const commands = commandsOf(this.#lab, task);
      const said = await this.#type(commands, [...this.#pathOf(task), 'solution'], () =>
        this.#noMistake(task),
      );
      if (said === undefined) return this.#findings;
      const why = judgeAll(task.expect, await this.#look(task));
      if (why === undefined) continue;
      this.#fails([...this.#pathOf(task), 'solution'], why, said);
      return this.#findings;
    }
    for (const task of tasks.filter(({ lasting }) => lasting)) {
      const why = judgeAll(task.expect, await this.#look(task));
      if (why !== undefined) this.#fails([...this.#pathOf(task), 'lasting'], why, '');
    }
    return this.#findings;
  }

  /** All tasks by the solution of the lab, as a learner who types it would go through them. */
  async whole(): Promise<Finding[]> {
    const [first] = this.#lab.tasks.filter(isDo);
    if (first !== undefined) await this.#notMetYet(first);
    let state = startLab(this.#lab, 'sandbox');
    state = answeredByKey(beginLab(state, await this.#lookAtAll()).state);
    const said = await this.#type(this.#lab.solution, ['solution'], async () => {
      const outcome = update(state, { type: 'look', look: await this.#lookAtAll() });
      state = answeredByKey(outcome.state);
      const task = taskOnHand(state);
      if (isDo(task) && outcome.says.some(({ say }) => say === 'mistake')) this.#mistake(task, 0);
    });
    if (said === undefined) return this.#findings;
    state = answeredByKey(update(state, { type: 'look', look: await this.#lookAtAll() }).state);
    if (!state.done && state.why !== undefined) this.#fails(['solution'], state.why, said);
    return this.#findings;
  }

  /** @returns what the last command wrote; nothing if one did not end */
  async #type(
    commands: readonly CommandLine[],
    path: Path,
    after: () => Promise<void>,
  ): Promise<string | undefined> {
    let said = '';
    for (const [index, { sh }] of commands.entries()) {
      const { output, ended } = await this.#engine.type(sh);
      if (!ended) {
        const message = 'on the sandbox this command does not come to an end';
        this.#findings.push({ rule: 'solution-fails', path: [...path, index], message });
        return undefined;
      }
      said = output;
      await after();
    }
    return said;
  }

  async #notMetYet(task: DoTask): Promise<void> {
    const look = await this.#look(task);
    if (judgeAll(task.expect, look) === undefined) {
      const message = 'the task is met before anything is done for it';
      const hint = 'ask for something that its solution makes so';
      this.#findings.push({ rule: 'met-at-start', path: [...this.#pathOf(task), 'expect'], message, hint });
    }
    this.#mistakesIn(task, look);
  }

  async #noMistake(task: DoTask): Promise<void> {
    this.#mistakesIn(task, await this.#look(task));
  }

  #mistakesIn(task: DoTask, look: Look): void {
    task.mistakes.forEach(({ when }, index) => {
      if (judgeAll(when, look) === undefined) this.#mistake(task, index);
    });
  }

  #mistake(task: DoTask, index: number): void {
    const path = [...this.#pathOf(task), 'mistakes', index];
    if (this.#findings.some((known) => known.path.join('/') === path.join('/'))) return;
    const message = 'this is so while the solution is typed, or before';
    this.#findings.push({
      rule: 'mistake-in-solution',
      path,
      message,
      hint: 'say more exactly what shows the mistake',
    });
  }

  #fails(path: Path, why: Difference, said: string): void {
    const message = `on the sandbox it is not met: ${whyText(why, labEn)}`;
    const last = lastLine(said);
    this.#findings.push({
      rule: 'solution-fails',
      path,
      message,
      ...(last !== '' && { hint: `the last command wrote: ${last}` }),
    });
  }

  #look(task: DoTask): Promise<Look> {
    const facts = [...task.expect, ...task.mistakes.flatMap(({ when }) => when)];
    return lookAt(this.#engine.port, facts, this.#since, this.#memory);
  }

  #lookAtAll(): Promise<Look> {
    const facts = this.#lab.tasks
      .filter(isDo)
      .flatMap(({ expect, mistakes }) => [...expect, ...mistakes.flatMap(({ when }) => when)]);
    return lookAt(this.#engine.port, facts, this.#since, this.#memory);
  }
}

/** The lab with the question on hand answered rightly, if it is one. */
function answeredByKey(state: LabState): LabState {
  const task = taskOnHand(state);
  if (task === undefined || isDo(task)) return state;
  return answeredByKey(update(state, { type: 'answer', answer: typeOf(task.ask).key(task.ask) }).state);
}

const SHOWN = 120;

function lastLine(text: string): string {
  const line = text.trim().split('\n').at(-1) ?? '';
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
