/** Makes items ready to be asked: those that need docker's grammar or a look at the sandbox, and only for those is either loaded. */
import type { Item, Lab } from '../content/types.ts';
import type { Bench } from '../tutor/items/prepare.ts';
import type { SessionItem } from '../tutor/quiz/state.ts';
import type { Session } from './session.ts';

/** Whether an item can be asked as it is. */
export function isReady(item: Item): boolean {
  if (item.type === 'command') return item.judge !== undefined;
  return item.type !== 'predict' || item.key !== undefined;
}

/**
 * Items as they can be asked.
 *
 * @returns the items in their order; those that need nothing are the same
 */
export async function preparedItems<I extends { readonly item: Item } = SessionItem>(
  session: Session,
  items: readonly I[],
): Promise<readonly I[]> {
  if (items.every(({ item }) => isReady(item))) return items;
  const { needsBench, prepared } = await import('../tutor/items/prepare.ts');
  const bench = items.some(({ item }) => needsBench(item)) ? await openBench(session) : undefined;
  return items.map((each) => (isReady(each.item) ? each : { ...each, item: prepared(each.item, bench) }));
}

/** A lab whose questions can be asked. */
export async function preparedLab(session: Session, lab: Lab): Promise<Lab> {
  const asked = lab.tasks.flatMap((task) => ('ask' in task ? [{ id: task.id, item: task.ask }] : []));
  if (asked.every(({ item }) => isReady(item))) return lab;
  const ready = new Map((await preparedItems(session, asked)).map(({ id, item }) => [id, item]));
  const tasks = lab.tasks.map((task) =>
    'ask' in task ? { ...task, ask: ready.get(task.id) ?? task.ask } : task,
  );
  return { ...lab, tasks };
}

/** Sandboxes to try commands out on, each a new one. */
async function openBench(session: Session): Promise<Bench> {
  const { sandboxFactory } = await import('./open-sandbox.ts');
  const [{ judgeAll }, { probesOf }, { probeKey }] = await Promise.all([
    import('../tutor/goals/judge.ts'),
    import('../tutor/goals/probes.ts'),
    import('../tutor/goals/seen.ts'),
  ]);
  const create = await sandboxFactory(session);
  return {
    tryOut({ files, setup }, argv, facts) {
      const sandbox = create({ files, output: () => undefined });
      for (const line of setup) sandbox.execute(line);
      const since = sandbox.now();
      const execution = sandbox.execute(argv);
      const probes = probesOf(facts, since);
      const answers = sandbox.look(probes);
      const observations = new Map(probes.map((probe, index) => [probeKey(probe), answers[index]!]));
      const look = { world: sandbox.world(), observations, memory: {} };
      const holds = judgeAll(facts, look) === undefined;
      return { execution, holds };
    },
  };
}
