/**
 * Mixes things of several kinds, so that those of one kind do not come in a block: what is easily confused is told
 * apart by meeting it in turns (Brunmair and Richter 2019). Each kind is spread evenly over the whole.
 *
 * @param things in the order in which those of one kind are to come
 * @param kindOf tells the kind of a thing
 * @returns all of them; the first stays the first
 */
export function interleave<T>(things: readonly T[], kindOf: (thing: T) => string): T[] {
  const kinds = new Map<string, T[]>();
  for (const thing of things) {
    const kind = kindOf(thing);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [thing]);
    else known.push(thing);
  }
  const placed = [...kinds.values()].flatMap((some) =>
    some.map((thing, index) => ({ thing, at: index / some.length })),
  );
  // A stable sort: of kinds at the same place, the one that was met first comes first.
  return placed.sort((one, other) => one.at - other.at).map(({ thing }) => thing);
}
