/**
 * Shares cells out among columns: equally where each gets what it needs, else first to those that need more. If there
 * is too little for all, the widest give way.
 *
 * @param available cells to share, at least one a column
 * @param needs what each column needs
 * @returns the width of each column; their sum is `available`
 */
export function shareCells(available: number, needs: readonly number[]): number[] {
  const equal = Math.floor(available / needs.length);
  if (needs.every((need) => need <= equal))
    return level(
      available,
      needs.map(() => equal),
    );
  const total = needs.reduce((sum, need) => sum + need, 0);
  if (total <= available) {
    // Narrow columns are raised to a common height, as water fills a vessel.
    return level(available, raise(needs, available));
  }
  let cap = Math.max(...needs);
  while (cap > 1 && needs.reduce((sum, need) => sum + Math.min(need, cap), 0) > available) cap--;
  return level(
    available,
    needs.map((need) => Math.min(need, cap)),
  );
}

function raise(needs: readonly number[], available: number): number[] {
  let floor = Math.min(...needs);
  const sum = (height: number) => needs.reduce((total, need) => total + Math.max(need, height), 0);
  while (sum(floor + 1) <= available) floor++;
  return needs.map((need) => Math.max(need, floor));
}

/** Gives the cells that are left over one by one, to the narrowest column each time, the leftmost of them. */
function level(available: number, widths: number[]): number[] {
  let left = available - widths.reduce((sum, width) => sum + width, 0);
  for (; left > 0; left--) widths[widths.indexOf(Math.min(...widths))]!++;
  return widths;
}
