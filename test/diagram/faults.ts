/** What makes a model one that cannot be. */
import { groupsOf, itemsOf, type ListModel } from '../../src/diagram/groups.ts';
import type { Model, StackModel, Tier } from '../../src/diagram/model.ts';
import { partsOfTiers } from '../../src/diagram/tiers.ts';

/** What is wrong with a model, if anything. */
export function modelFaults(model: Model): string[] {
  return 'panels' in model ? stackFaults(model) : listFaults(model);
}

function repeated(ids: readonly string[], where: string): string[] {
  return new Set(ids).size < ids.length ? [`an id twice in ${where}: ${ids.join(' ')}`] : [];
}

function listFaults(model: ListModel): string[] {
  const faults = groupsOf(model).flatMap((group) => {
    const items = itemsOf(model, group).map(({ id }) => id);
    const empty = groupsOf(model).length === 1 && items.length === 0;
    return [...repeated(items, group), ...(empty ? [`no ${group}`] : [])];
  });
  for (const [from, group, id] of references(model)) {
    if (!itemsOf(model, group).some((item) => item.id === id))
      faults.push(`${from} names no ${group}: ${id}`);
  }
  return faults;
}

function references(model: ListModel): [string, Parameters<typeof itemsOf>[1], string][] {
  switch (model.kind) {
    case 'compose':
      return model.services.flatMap(({ id, networks, volumes }) => [
        ...networks.map((network) => [id, 'networks', network] as [string, 'networks', string]),
        ...volumes.map(({ volume }) => [id, 'volumes', volume] as [string, 'volumes', string]),
      ]);
    case 'cluster':
      return model.pods.flatMap(({ id, node, workload }) => [
        ...(node === undefined ? [] : [[id, 'nodes', node] as [string, 'nodes', string]]),
        ...(workload === undefined ? [] : [[id, 'workloads', workload] as [string, 'workloads', string]]),
      ]);
    case 'engine':
      return model.containers.flatMap(({ id, image, networks, volumes }) => [
        [id, 'images', image] as [string, 'images', string],
        ...networks.map((network) => [id, 'networks', network] as [string, 'networks', string]),
        ...volumes.map(({ volume }) => [id, 'volumes', volume] as [string, 'volumes', string]),
      ]);
    default:
      return [];
  }
}

function stackFaults(model: StackModel): string[] {
  const faults = repeated(
    model.panels.map((panel) => panel.id),
    'the panels',
  );
  if (model.panels.length === 0) faults.push('no panels');
  for (const panel of model.panels) {
    faults.push(...floorFaults(panel.tiers));
    const floors = partsOfTiers(panel.tiers).map((part) => part.id);
    const beside = Object.values(panel.beside).flat();
    for (const floor of Object.keys(panel.beside))
      if (!floors.includes(floor)) faults.push(`beside nothing: ${floor}`);
    faults.push(...repeated([...floors, ...beside.map((part) => part.id)], `panel ${panel.id}`));
  }
  return faults;
}

function floorFaults(tiers: readonly Tier[]): string[] {
  const empty = tiers.length === 0 ? ['a stack without floors'] : [];
  return [
    ...empty,
    ...tiers.flatMap((tier) => [
      ...(tier.repeat < 1 ? ['repeated less than once'] : []),
      ...(tier.kind === 'columns' && tier.columns.length === 0 ? ['no column'] : []),
      ...(tier.kind === 'columns' ? tier.columns.flatMap(floorFaults) : []),
    ]),
  ];
}
