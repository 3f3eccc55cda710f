/** Panels of a `compare`, where one may be derived from another. */
import { checkBeside, checkColumns, ownPanel, toBeside, toPart, toTier } from './derive-stack.ts';
import type { Report } from './issue.ts';
import { toLabel } from './labels.ts';
import type { Panel, Part, Tier } from './model.ts';
import type { PanelSource } from './schema.ts';
import { partsOfTiers, replaceFloors, setRepeat } from './tiers.ts';

const EDITS = ['remove', 'change', 'add', 'repeat'] as const;

/**
 * The panels of a `compare`. A panel that is `like` another is a copy of it with its edits done in this order:
 * remove, change, add, repeat, beside.
 *
 * @param sources the authored panels
 * @param report is told of everything that cannot be worked out
 * @returns the panels in their authored order
 */
export function derivePanels(sources: readonly PanelSource[], report: Report): Panel[] {
  const known = new Map<string, number>();
  sources.forEach((source, index) => {
    if (known.has(source.id)) {
      const message = `a second panel with the id \`${source.id}\``;
      report({ path: ['panels', index, 'id'], rule: 'duplicate-id', message });
    } else known.set(source.id, index);
  });
  const done = new Map<number, Panel>();
  const open = new Set<number>();

  function resolve(index: number): Panel {
    const source = sources[index]!;
    const found = done.get(index);
    if (found) return found;
    open.add(index);
    const panel = source.like === undefined ? plain(source, index, report) : derived(source, index);
    open.delete(index);
    done.set(index, panel);
    return panel;
  }

  function derived(source: PanelSource, index: number): Panel {
    const path = ['panels', index];
    const empty: Panel = { id: source.id, tiers: [], beside: {} };
    if (source.stack !== undefined) {
      report({
        path: [...path, 'like'],
        rule: 'stack-or-like',
        message: 'a panel has `stack` or `like`, not both',
      });
      return ownPanel(source, path, report);
    }
    const from = known.get(source.like!);
    if (from === undefined) {
      const hint = `the panels are ${[...known.keys()].join(', ')}`;
      report({
        path: [...path, 'like'],
        rule: 'unknown-panel',
        message: `no panel \`${source.like}\``,
        hint,
      });
      return empty;
    }
    if (open.has(from)) {
      report({
        path: [...path, 'like'],
        rule: 'like-cycle',
        message: `\`${source.id}\` is like \`${source.like}\`, which is derived from \`${source.id}\``,
        hint: 'write one of them out with `stack`',
      });
      return empty;
    }
    const base = resolve(from);
    return base.tiers.length === 0 ? empty : edited(source, base, index, report);
  }

  return sources.map((_, index) => resolve(index));
}

function plain(source: PanelSource, index: number, report: Report): Panel {
  const path = ['panels', index];
  if (source.stack === undefined) {
    const hint = 'write its floors under `stack`, or derive it with `like`';
    report({ path, rule: 'stack-or-like', message: 'a panel needs `stack` or `like`', hint });
  }
  for (const edit of EDITS) {
    if (source[edit] === undefined) continue;
    report({
      path: [...path, edit],
      rule: 'edit-without-like',
      message: `\`${edit}\` only works on a panel with \`like\``,
    });
  }
  return ownPanel(source, path, report);
}

/** A copy of `base` with the edits of `source`. */
function edited(source: PanelSource, base: Panel, index: number, report: Report): Panel {
  const path = ['panels', index];
  let tiers: Tier[] = [...base.tiers];
  let beside: Record<string, readonly Part[]> = { ...base.beside };
  const ids = () => [...partsOfTiers(tiers), ...Object.values(beside).flat()].map((part) => part.id);
  const floors = () => partsOfTiers(tiers).map((part) => part.id);
  const mustBeIn = (there: string[], id: string, ...place: (string | number)[]) => {
    if (there.includes(id)) return true;
    const hint = `its parts are ${there.join(', ')}`;
    report({ path: [...path, ...place], rule: 'unknown-part', message: `no part \`${id}\` here`, hint });
    return false;
  };

  source.remove?.forEach((id, at) => {
    if (!mustBeIn(ids(), id, 'remove', at)) return;
    tiers = replaceFloors(tiers, (tier) => (tier.part.id === id ? [] : [tier]));
    delete beside[id];
    beside = mapBeside(beside, (part) => (part.id === id ? [] : [part]));
  });
  if (tiers.length === 0) {
    const hint = 'a stack keeps at least one floor; `change` puts another part in its place';
    report({ path: [...path, 'remove'], rule: 'empty-panel', message: 'every floor is removed', hint });
    return { ...base, id: source.id };
  }

  const change = new Map<string, Part>();
  for (const [id, part] of Object.entries(source.change ?? {})) {
    if (mustBeIn(ids(), id, 'change', id)) change.set(id, toPart(part, [...path, 'change', id], report));
  }
  tiers = replaceFloors(tiers, (tier) => [{ ...tier, part: change.get(tier.part.id) ?? tier.part }]);
  beside = mapBeside(
    beside,
    (part) => [change.get(part.id) ?? part],
    (floor) => change.get(floor)?.id ?? floor,
  );

  source.add?.forEach(({ above, below, tier }, at) => {
    const id = above ?? below;
    if (id === undefined || (above !== undefined && below !== undefined)) {
      const message = 'a floor is added either `above` or `below` another';
      report({ path: [...path, 'add', at], rule: 'add-needs-place', message });
      return;
    }
    const place = above === undefined ? 'below' : 'above';
    if (!mustBeIn(floors(), id, 'add', at, place)) return;
    const added = toTier(tier, [...path, 'add', at, 'tier'], report);
    tiers = replaceFloors(tiers, (floor) => {
      if (floor.part.id !== id) return [floor];
      return place === 'above' ? [added, floor] : [floor, added];
    });
  });

  for (const [id, repeat] of Object.entries(source.repeat ?? {})) {
    if (mustBeIn(floors(), id, 'repeat', id)) tiers = setRepeat(tiers, id, repeat);
  }

  beside = { ...beside, ...toBeside(source.beside ?? {}, [...path, 'beside'], report) };
  const label = source.label === undefined ? base.label : toLabel(source.label, [...path, 'label'], report);
  const panel: Panel = { id: source.id, ...(label && { label }), tiers, beside };
  checkBeside(panel, source.beside ?? {}, path, report);
  checkColumns(panel, path, report);
  checkUnique(panel, source, path, report);
  return panel;
}

/** What stands beside each floor, with parts replaced and floors renamed; floors that nothing stands beside go. */
function mapBeside(
  beside: Readonly<Record<string, readonly Part[]>>,
  replace: (part: Part) => Part[],
  rename: (floor: string) => string = (floor) => floor,
): Record<string, readonly Part[]> {
  const entries = Object.entries(beside).map(
    ([floor, parts]) => [rename(floor), parts.flatMap(replace)] as const,
  );
  return Object.fromEntries(entries.filter(([, parts]) => parts.length > 0));
}

/** Reports parts that the edits gave an id that another part has. */
function checkUnique(panel: Panel, source: PanelSource, path: (string | number)[], report: Report): void {
  const seen = new Set<string>();
  for (const { id } of [...partsOfTiers(panel.tiers), ...Object.values(panel.beside).flat()]) {
    if (seen.has(id)) {
      const message = `the edits leave two parts with the id \`${id}\``;
      report({ path: [...path, ...editThatGives(id, source)], rule: 'duplicate-id', message });
    }
    seen.add(id);
  }
}

function editThatGives(id: string, source: PanelSource): (string | number)[] {
  for (const [floor, parts] of Object.entries(source.beside ?? {})) {
    if (parts.some((part) => part.id === id)) return ['beside', floor];
  }
  for (const [from, part] of Object.entries(source.change ?? {})) {
    if (part.id === id && from !== id) return ['change', from, 'id'];
  }
  return source.add === undefined ? ['like'] : ['add'];
}
