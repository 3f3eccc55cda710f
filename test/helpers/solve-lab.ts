/** Does labs with their own solutions, on whatever engine: the same results are to come from the same files. */

import { LabRun } from '../../src/app/lab-run.ts';
import { typeLine } from '../../src/app/lab-sandbox.ts';
import { loadPack } from '../../src/content/load.ts';
import type { Lab } from '../../src/content/types.ts';
import type { EnginePort } from '../../src/engine/port.ts';
import type { World } from '../../src/engine/world.ts';
import { openPack } from '../../src/platform/pack-folder.ts';
import type { EventBody } from '../../src/progress/events.ts';
import { labEn } from '../../src/text/messages/lab.en.ts';
import { judgeAll } from '../../src/tutor/goals/judge.ts';
import { typeOf } from '../../src/tutor/items/index.ts';
import {
  appearedSince,
  type Inventory,
  inventory,
  type LabNames,
  namesMade,
} from '../../src/tutor/lab/names.ts';
import { commandsOf, isDo, taskOnHand } from '../../src/tutor/lab/state.ts';
import { whyText } from '../../src/view/lab/why.ts';
import { newSandbox } from './learner.ts';

/** An engine with a shell beside it. */
export interface SolvingEngine {
  readonly kind: 'sandbox' | 'docker';
  readonly port: Pick<EnginePort, 'inspect' | 'observe'>;
  now(): number;
  setup(argv: readonly string[]): Promise<{ readonly exit: number; readonly stderr: string }>;
  /** Types a line at the shell. */
  type(line: string): unknown;
}

/** What came of a lab: after each command, which tasks are met and what the one on hand still differs in. */
export interface SolvedLab {
  readonly id: string;
  readonly steps: readonly { readonly line: string; readonly met: readonly string[]; readonly why: string }[];
  readonly mistakes: number;
  readonly events: readonly string[];
  readonly done: boolean;
  /** What is offered for removal after it. */
  readonly offered: LabNames;
}

/** The labs of the built-in pack. */
export function builtInLabs(): readonly Lab[] {
  const opened = openPack('lessons');
  if ('error' in opened) throw new Error(opened.error);
  return loadPack(opened.reader).labs.map(({ lab }) => lab);
}

/** What may be offered for removal after a lab; setup is part of what it makes. */
export function offeredAfter(lab: Lab, before: Inventory, world: World): LabNames {
  return appearedSince(namesMade(lab), before, world);
}

/** Solves a lab as its own file says, and answers its questions rightly. */
export async function solveLab(lab: Lab, engine: SolvingEngine): Promise<SolvedLab> {
  const before = inventory(await engine.port.inspect());
  for (const argv of lab.setup) {
    const { exit, stderr } = await engine.setup(argv);
    if (exit !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  }
  const events: EventBody[] = [];
  const run = await LabRun.begin(lab, engine.kind, {
    port: engine.port,
    since: engine.now(),
    record: (more) => events.push(...more),
  });
  const steps: { line: string; met: readonly string[]; why: string }[] = [];
  let mistakes = 0;
  const note = async (line: string): Promise<void> => {
    mistakes += (await run.look()).filter(({ say }) => say === 'mistake').length;
    const task = taskOnHand(run.state);
    const why = isDo(task) ? judgeAll(task.expect, await run.lookAtAll()) : undefined;
    steps.push({ line, met: run.state.met, why: why === undefined ? '' : whyText(why, labEn) });
  };
  await note('');
  for (;;) {
    const task = taskOnHand(run.state);
    if (task === undefined) break;
    if (!isDo(task)) {
      run.put({ type: 'answer', answer: typeOf(task.ask).key(task.ask) });
      await note(`answer ${task.id}`);
      continue;
    }
    for (const { sh } of commandsOf(lab, task)) {
      engine.type(sh);
      run.put({ type: 'command', line: sh });
      await note(sh);
    }
    if (taskOnHand(run.state)?.id === task.id) break;
  }
  return {
    id: lab.id,
    steps,
    mistakes,
    events: events.map((event) => `${event.type} ${'task' in event ? event.task : ''}`.trim()),
    done: run.state.done,
    offered: offeredAfter(lab, before, await engine.port.inspect()),
  };
}

/** Solves a lab on a sandbox. */
export function solveOnSandbox(lab: Lab): Promise<SolvedLab> {
  const sandbox = newSandbox({ files: lab.files });
  sandbox.run(sandbox.now());
  return solveLab(lab, {
    kind: 'sandbox',
    port: sandbox,
    now: () => sandbox.now(),
    setup: (argv) => sandbox.exec(argv),
    type: (line) => line.split('\n').map((part) => typeLine(sandbox, part)),
  });
}
