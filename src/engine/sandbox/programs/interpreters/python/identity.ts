const identities = new WeakMap<object, number>();

const next = (() => {
  let last = 0;
  return (): number => {
    last += 1;
    return last;
  };
})();

/** @returns a number that an object keeps and no other has; only compared, never shown, so that order does not matter */
export function identityOf(object: object): number {
  const known = identities.get(object);
  if (known !== undefined) return known;
  const mark = next();
  identities.set(object, mark);
  return mark;
}
