/** Whether questions about commands are true on an engine: predictions come true in one way, goals are reached by what is right. */
import type { Path } from '../content/positions.ts';
import type { Finding } from '../content/problems.ts';
import type { CommandItem, Item, Lab, PredictItem, Quiz, StartingPlace } from '../content/types.ts';
import type { EnginePort, Execution } from '../engine/port.ts';
import { looseWords } from '../text/shell-words.ts';
import { judgeAll } from '../tutor/goals/judge.ts';
import { lookAt } from '../tutor/goals/look.ts';
import { comingTrue } from '../tutor/items/prepare.ts';
import type { OpenReplayEngine } from './replay.ts';

/** An item with its place in its file. */
interface PlacedItem {
  readonly item: Item;
  readonly path: Path;
}

/** `not-foretold` and `goal-not-reached` for the items of a quiz. */
export function replayQuiz(quiz: Quiz, open: OpenReplayEngine): Promise<Finding[]> {
  return replayItems(
    quiz.items.map((item, index) => ({ item, path: ['items', index] })),
    open,
  );
}

/** The same for the questions of a lab. */
export function replayAsks(lab: Lab, open: OpenReplayEngine): Promise<Finding[]> {
  const asked = lab.tasks.flatMap((task, index): PlacedItem[] =>
    'ask' in task ? [{ item: task.ask, path: ['tasks', index, 'ask'] }] : [],
  );
  return replayItems(asked, open);
}

async function replayItems(items: readonly PlacedItem[], open: OpenReplayEngine): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { item, path } of items) {
    if (item.type === 'predict') findings.push(...(await replayPrediction(item, path, open)));
    if (item.type === 'command') findings.push(...(await replayGoal(item, path, open)));
  }
  return findings;
}

async function replayPrediction(item: PredictItem, path: Path, open: OpenReplayEngine): Promise<Finding[]> {
  const port = await openAt(item, open);
  const execution = await port.exec(item.run);
  const found = comingTrue(item, execution);
  if (found.length === 1) return [];
  const many = found.map((id) => `\`${id}\``).join(', ');
  const message =
    found.length === 0
      ? `no option of \`${item.id}\` comes true on the sandbox`
      : `several options of \`${item.id}\` come true on the sandbox: ${many}`;
  return [
    { rule: 'not-foretold', path: [...path, 'options'], message, hint: saidBy(execution), atKey: true },
  ];
}

/** What the command did, for an author who has to say it. */
function saidBy({ exit, stdout, stderr }: Execution): string {
  const shown = (text: string): string => JSON.stringify(text.trim().slice(0, 200));
  return `it gives exit ${exit}, stdout ${shown(stdout)}, stderr ${shown(stderr)}`;
}

async function replayGoal(item: CommandItem, path: Path, open: OpenReplayEngine): Promise<Finding[]> {
  const { goal } = item;
  if (goal === undefined) return [];
  const reaches = async (line: string): Promise<boolean> => {
    const [first, ...argv] = looseWords(line) ?? [];
    if (first !== 'docker') return false;
    const { port, now } = await open(item.files).then(async (engine) => {
      for (const command of item.setup) await engine.port.exec(command);
      return { port: engine.port, now: engine.now() };
    });
    await port.exec(argv);
    return judgeAll(goal, await lookAt(port, goal, now, {})) === undefined;
  };
  const findings: Finding[] = [];
  for (const [index, line] of item.accept.entries()) {
    if (await reaches(line)) continue;
    const message = `\`${line}\` does not bring the goal of \`${item.id}\` about on the sandbox`;
    findings.push({ rule: 'goal-not-reached', path: [...path, 'accept', index], message });
  }
  for (const line of Object.keys(item.wrong)) {
    if (!(await reaches(line))) continue;
    const message = `the wrong command \`${line}\` brings the goal of \`${item.id}\` about on the sandbox`;
    findings.push({ rule: 'goal-not-reached', path: [...path, 'wrong', line], message, atKey: true });
  }
  return findings;
}

async function openAt({ files, setup }: StartingPlace, open: OpenReplayEngine): Promise<EnginePort> {
  const { port } = await open(files);
  for (const command of setup) await port.exec(command);
  return port;
}
