import type { Label, Layer } from '../model.ts';

/** Layers that a picture shows at most; thirty and more fit a tall terminal. */
const MOST = 60;
/** Layers shown at both ends of a longer one, and around each line that is rebuilt first. */
const ENDS = 20;
const AROUND = 3;

/**
 * Leaves layers out of a list that is too long for a picture. What has to be seen stays: both ends, the end of what is
 * built, and the lines that read what has changed.
 *
 * @param layers bottom first
 * @returns the layers, with one in the place of each run that was left out; it belongs to their stage, or to one that
 *   is called by the first and the last of theirs
 */
export function shortened(layers: readonly Layer[]): readonly Layer[] {
  if (layers.length <= MOST) return layers;
  const kept = new Set<number>();
  const keep = (from: number, to: number) => {
    for (let at = Math.max(0, from); at <= Math.min(layers.length - 1, to); at++) kept.add(at);
  };
  keep(0, ENDS - 1);
  keep(layers.length - ENDS, layers.length - 1);
  const hit = [...layers.keys()].filter((at) => layers[at]!.changed?.length).slice(0, 3);
  for (const at of hit) keep(at - AROUND, at + AROUND);
  const built = layers.findLastIndex(({ state }) => state !== 'skipped');
  keep(built - AROUND, built);
  const shownStages = new Set([...kept].map((at) => layers[at]!.stage));
  const shown: Layer[] = [];
  for (let at = 0; at < layers.length; at++) {
    if (kept.has(at)) {
      shown.push(layers[at]!);
      continue;
    }
    const from = at;
    const first = layers[from]!.stage;
    // Stages of which nothing is shown are left out together.
    const isWhole = !shownStages.has(first);
    const joins = ({ stage }: Layer) => stage === first || (isWhole && !shownStages.has(stage));
    while (at + 1 < layers.length && !kept.has(at + 1) && joins(layers[at + 1]!)) at += 1;
    const run = layers.slice(from, at + 1);
    const last = layers[at]!.stage;
    const stage = last === first ? first : `${first}…${last}`;
    shown.push({
      id: `left-out-${from}`,
      label: leftOut(run.length),
      writable: false,
      adds: 'left-out',
      ...(stage !== undefined && { stage }),
      ...(run.every(({ state }) => state === 'skipped') && { state: 'skipped' as const }),
    });
  }
  return shown;
}

function leftOut(count: number): Label {
  return {
    en: [`… ${count} more ${count === 1 ? 'line' : 'lines'} …`],
    ko: [`… ${count}줄 더 …`],
  };
}
