import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ParsedFile } from './parsed-file.ts';

/** Keys and indexes from the top of a file to a value in it. */
export type Path = readonly (string | number)[];

type Range = readonly [start: number, end: number];

/**
 * Where a value stands in its file.
 *
 * @param path leads to the value; if it is not there, the nearest ancestor that is counts
 * @param atKey stand at the key of the last entry instead of its value
 * @param near words of the value to stand at, if they can be found in its text
 * @returns offsets in the text, the end exclusive
 */
export function rangeOf(file: ParsedFile, path: Path, atKey: boolean, near?: string): Range {
  const { node, key } = nodeAt(file, path);
  if (atKey && key !== undefined) return bounds(key);
  if (node === null) return key === undefined ? [0, 0] : bounds(key);
  const [start, end] = bounds(node);
  if (near === undefined || near === '') return [start, end];
  const text = file.source.text;
  const at = text.indexOf(near, start);
  return at >= 0 && at + near.length <= end ? [at, at + near.length] : [start, end];
}

/**
 * How a scalar was written, before YAML read it: `1.10` for the number 1.1.
 *
 * @returns the words in the file, or nothing if the path leads to no plain scalar
 */
export function writtenAs(file: ParsedFile, path: Path): string | undefined {
  const { node } = nodeAt(file, path);
  return isScalar(node) && node.type === 'PLAIN' ? node.source : undefined;
}

/** The node at a path, or its nearest ancestor, and the key it stands under. */
function nodeAt(file: ParsedFile, path: Path): { node: Node | null; key?: Node } {
  let found: { node: Node | null; key?: Node } = { node: file.tree };
  for (const step of path) {
    const next = child(file, found.node, step);
    if (next === undefined) break;
    found = next;
  }
  return found;
}

function child(
  file: ParsedFile,
  parent: Node | null,
  step: string | number,
): { node: Node | null; key?: Node } | undefined {
  const node = isAlias(parent) ? (anchored(file.tree, parent.source) ?? null) : parent;
  if (isMap(node)) {
    const pair = node.items.find((item) => keyOf(item) === String(step));
    if (pair === undefined) return undefined;
    const value = isNode(pair.value) ? pair.value : null;
    return isNode(pair.key) ? { node: value, key: pair.key } : { node: value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { node: item } : undefined;
  }
  return undefined;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value ?? '') : undefined;
}

/** The node with an anchor, or the first of several. */
function anchored(node: unknown, anchor: string): Node | undefined {
  if (isScalar(node)) return node.anchor === anchor ? node : undefined;
  if (!isMap(node) && !isSeq(node)) return undefined;
  if (node.anchor === anchor) return node;
  for (const item of node.items) {
    const found = isNode(item) ? anchored(item, anchor) : anchored((item as Pair).value, anchor);
    if (found !== undefined) return found;
  }
  return undefined;
}

function bounds(node: Node): Range {
  const range = node.range;
  if (range === null || range === undefined) return [0, 0];
  return [range[0], range[1]];
}
