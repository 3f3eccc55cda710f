/** What items need before they are asked: docker's grammar, or a look at the sandbox. Kept in the item, so that grading stays pure. */
import type { Fact, TextFact } from '../../content/schema/fact.ts';
import type { CommandItem, CommandOutcome, Item, PredictItem, StartingPlace } from '../../content/types.ts';
import { equivalent } from '../../engine/grammar/equivalent.ts';
import type { Execution } from '../../engine/port.ts';
import { looseWords } from '../../text/shell-words.ts';

/** Tries a docker command out on an engine of its own. */
export interface Bench {
  /**
   * @param place what there is before
   * @param argv the words after `docker`
   * @param facts what is looked for afterwards
   * @returns what the command did, and whether all facts hold then
   */
  tryOut(
    place: StartingPlace,
    argv: readonly string[],
    facts: readonly Fact[],
  ): { readonly execution: Execution; readonly holds: boolean };
}

/** Whether an item needs an engine to be prepared. */
export function needsBench(item: Item): boolean {
  return item.type === 'predict' || (item.type === 'command' && item.goal !== undefined);
}

/**
 * An item with what it takes to grade it.
 *
 * @param bench where it needs one
 */
export function prepared(item: Item, bench?: Bench): Item {
  if (item.type === 'command') return withJudge(item, bench);
  if (item.type === 'predict' && bench !== undefined) return withKey(item, bench);
  return item;
}

function withJudge(item: CommandItem, bench: Bench | undefined): CommandItem {
  const { goal, allow } = item;
  const same = (written: string, typed: string): boolean => {
    const [wanted, got] = [looseWords(written), looseWords(typed)];
    return got?.[0] === 'docker' && wanted !== undefined && equivalent(wanted, got, allow).same;
  };
  if (goal === undefined || bench === undefined) return { ...item, judge: { same } };
  const tried = new Map<string, boolean>();
  const reaches = (typed: string): boolean => {
    const known = tried.get(typed);
    if (known !== undefined) return known;
    const [first, ...argv] = looseWords(typed) ?? [];
    const holds = first === 'docker' && bench.tryOut(item, argv, goal).holds;
    tried.set(typed, holds);
    return holds;
  };
  return { ...item, judge: { same, reaches } };
}

/** The key is the option that comes true; without exactly one, there is none, and the lint says so. */
function withKey(item: PredictItem, bench: Bench): PredictItem {
  const [only, ...more] = comingTrue(item, bench.tryOut(item, item.run, []).execution);
  return only === undefined || more.length > 0 ? item : { ...item, key: only };
}

/** The options of a prediction that come true, by their ids. */
export function comingTrue(item: PredictItem, execution: Execution): readonly string[] {
  return item.options.filter(({ when }) => isOutcome(when, execution)).map(({ id }) => id);
}

function isOutcome({ stdout, stderr, exit }: CommandOutcome, execution: Execution): boolean {
  return (
    (stdout === undefined || isText(stdout, execution.stdout)) &&
    (stderr === undefined || isText(stderr, execution.stderr)) &&
    (exit === undefined || exit === execution.exit)
  );
}

function isText({ is, contains, lacks }: TextFact, text: string): boolean {
  return (
    (is === undefined || text.trim() === is.trim()) &&
    (contains === undefined || text.includes(contains)) &&
    (lacks === undefined || !text.includes(lacks))
  );
}
