/** Panels that are written out floor by floor. */
import type * as v from 'valibot';
import type { Report } from './issue.ts';
import { toLabel } from './labels.ts';
import type { Panel, Part, Tier } from './model.ts';
import type { PanelSource, PartSchema, TierSource } from './schema.ts';
import { columnsAcross, partsOfTiers } from './tiers.ts';

type Path = readonly (string | number)[];
type PartSource = v.InferOutput<typeof PartSchema>;

/** More columns than this leave a column no room for a letter at 40 cells. */
const MOST_COLUMNS = 12;

/**
 * The panel that an authored `stack` describes.
 *
 * @param source the panel; `like` and its edits are not looked at
 * @param path where it stands in the authored diagram
 * @param report is told of duplicate ids, of a `beside` that names no floor, and of too many columns
 */
export function ownPanel(
  source: Pick<PanelSource, 'id' | 'label' | 'stack' | 'beside'>,
  path: Path,
  report: Report,
): Panel {
  const stack = source.stack ?? [];
  const panel: Panel = {
    id: source.id,
    ...(source.label !== undefined && { label: toLabel(source.label, [...path, 'label'], report) }),
    tiers: stack.map((tier, index) => toTier(tier, [...path, 'stack', index], report)),
    beside: toBeside(source.beside ?? {}, [...path, 'beside'], report),
  };
  const seen = new Set<string>();
  for (const [id, place] of authoredIds(source, path)) {
    if (seen.has(id))
      report({ path: place, rule: 'duplicate-id', message: `a second part with the id \`${id}\`` });
    seen.add(id);
  }
  checkBeside(panel, source.beside ?? {}, path, report);
  checkColumns(panel, path, report);
  return panel;
}

/** A floor as the model has it. `{repeat, stack}` is one column, repeated. */
export function toTier(source: TierSource, path: Path, report: Report): Tier {
  const repeat = source.repeat ?? 1;
  if ('stack' in source) {
    const column = source.stack.map((tier, index) => toTier(tier, [...path, 'stack', index], report));
    return { kind: 'columns', columns: [column], repeat };
  }
  if ('columns' in source) {
    const columns = source.columns.map((column, at) =>
      column.map((tier, index) => toTier(tier, [...path, 'columns', at, index], report)),
    );
    return { kind: 'columns', columns, repeat };
  }
  return { kind: 'part', part: toPart(source, path, report), repeat };
}

/** A part as the model has it. */
export function toPart(source: PartSource, path: Path, report: Report): Part {
  return { id: source.id, role: source.role, label: toLabel(source.label, [...path, 'label'], report) };
}

/** What stands beside each floor, as the model has it. */
export function toBeside(
  source: Readonly<Record<string, readonly PartSource[]>>,
  path: Path,
  report: Report,
): Record<string, readonly Part[]> {
  return Object.fromEntries(
    Object.entries(source).map(([floor, parts]) => [
      floor,
      parts.map((part, index) => toPart(part, [...path, floor, index], report)),
    ]),
  );
}

/** Reports keys of an authored `beside` that name no floor of the panel. */
export function checkBeside(
  panel: Panel,
  beside: Readonly<Record<string, unknown>>,
  path: Path,
  report: Report,
): void {
  const floors = partsOfTiers(panel.tiers).map((part) => part.id);
  for (const floor of Object.keys(beside)) {
    if (floors.includes(floor)) continue;
    report({
      path: [...path, 'beside', floor],
      rule: 'unknown-part',
      message: `\`beside\` names \`${floor}\`, which is no floor of this stack`,
      hint: `its floors are ${floors.join(', ')}`,
    });
  }
}

/** Reports a stack with more columns side by side than a narrow terminal can show. */
export function checkColumns(panel: Panel, path: Path, report: Report): void {
  const across = columnsAcross(panel.tiers);
  if (across <= MOST_COLUMNS) return;
  report({
    path: [...path],
    rule: 'too-many-columns',
    message: `${across} columns stand side by side`,
    hint: `${MOST_COLUMNS} are the most that a narrow terminal can show`,
  });
}

/** Every part's id in a panel as it is written, with its place. */
function* authoredIds(source: Pick<PanelSource, 'stack' | 'beside'>, path: Path): Generator<[string, Path]> {
  yield* tierIds(source.stack ?? [], [...path, 'stack']);
  for (const [floor, parts] of Object.entries(source.beside ?? {})) {
    for (const [index, part] of parts.entries()) yield [part.id, [...path, 'beside', floor, index, 'id']];
  }
}

function* tierIds(tiers: readonly TierSource[], path: Path): Generator<[string, Path]> {
  for (const [index, tier] of tiers.entries()) {
    const place = [...path, index];
    if ('stack' in tier) yield* tierIds(tier.stack, [...place, 'stack']);
    else if ('columns' in tier) {
      for (const [at, column] of tier.columns.entries()) yield* tierIds(column, [...place, 'columns', at]);
    } else yield [tier.id, [...place, 'id']];
  }
}
