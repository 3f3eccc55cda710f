import type { ComposeNetwork, ComposeService, ComposeVolume } from '../../../formats/compose/model.ts';
import { showService } from '../../../formats/compose/render.ts';
import { isMapping, mapping, type Value } from '../../../formats/compose/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import { sha256Hex } from '../kernel/digest.ts';

/** What does not make a container another one (docker/compose pkg/compose/hash.go). */
const BESIDE = new Set(['build', 'pull_policy', 'scale', 'depends_on', 'profiles']);

/** With keys in order, so that the order of the file does not count. */
function stable(value: Value): Value {
  if (!isMapping(value)) return Array.isArray(value) ? value.map(stable) : value;
  return mapping(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, stable(value[key] ?? null)]),
  );
}

/** @returns what a service's containers are known by: another hash, another container */
export function serviceHash(service: ComposeService): string {
  const tree = mapping(Object.entries(showService(service)).filter(([key]) => !BESIDE.has(key)));
  const { deploy } = tree;
  if (isMapping(deploy)) {
    const rest = mapping(Object.entries(deploy).filter(([key]) => key !== 'replicas'));
    if (Object.keys(rest).length === 0) delete tree['deploy'];
    else tree['deploy'] = rest;
  }
  return sha256Hex(fromText(JSON.stringify(stable(tree))));
}

/** @returns what a network or volume is known by */
export function resourceHash(resource: ComposeNetwork | ComposeVolume): string {
  return sha256Hex(fromText(JSON.stringify(stable(resource.tree))));
}
