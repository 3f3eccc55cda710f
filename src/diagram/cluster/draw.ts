/** Lays out a cluster: what is wanted, the nodes with their pods, and the pods that are on no node. */
import { NEUTRAL } from '../../text/localized.ts';
import { type Cell, CellMaker, chooseForms, type Forms, formWidth, widthOf } from '../layout/cells.ts';
import type { Drawing, DrawOptions } from '../layout/drawing.ts';
import { Sheet } from '../layout/sheet.ts';
import type { Scene } from '../scene.ts';
import type { ClusterModel, ClusterNode, Pod } from './model.ts';
import { actualOf } from './model.ts';
import { podNote } from './pod-note.ts';
import { clusterWords, marksOf } from './words.ts';

/** Cells between nodes, and between a workload, its numbers and its marks. */
const GAP = 2;
/** Borders and a blank at each side. */
const EDGES = 4;

interface WorkloadRow {
  readonly cell: Cell;
  readonly counts: Forms;
  readonly marks: string;
}

/** A pod's or node's cell with what stands under its label. */
interface Noted {
  readonly cell: Cell;
  readonly note: Forms | undefined;
}

interface NodeBox extends Noted {
  readonly pods: readonly Noted[];
}

/** Everything of a scene as cells, before it has a place. */
interface Pieces {
  readonly maker: CellMaker;
  readonly workloads: readonly WorkloadRow[];
  readonly nodes: readonly NodeBox[];
  readonly nowhere: readonly Noted[];
  readonly nowhereTitle: Forms;
}

/**
 * Draws a cluster: each workload with the pods wanted and running, below them the nodes side by side with their pods,
 * and last the pods that no node has. Where nodes have no room side by side they stand in several rows.
 *
 * @param scene the scene of a `cluster` diagram
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawCluster(scene: Scene, model: ClusterModel, options: DrawOptions): Drawing {
  const pieces = piecesOf(scene, model, options);
  const wideRows = chooseRows(pieces, options.width);
  const grid = gridOf(pieces, options.width);
  const below = podsBelow(pieces, grid, options.width);
  const rowLines = pieces.workloads.length * (wideRows ? 1 : 2);
  const height = rowLines + (rowLines > 0 ? 1 : 0) + grid.height + below.height;
  const nodesWide = pieces.nodes.length === 0 ? 0 : grid.across * (grid.width + GAP) - GAP;
  const cells = Math.max(1, rowsWidth(pieces, wideRows, options.width), nodesWide, below.width);
  const sheet = new Sheet(cells, Math.max(1, height), options.charset);
  drawWorkloads(sheet, pieces, wideRows);
  let y = rowLines + (rowLines > 0 ? 1 : 0);
  for (const [index, node] of pieces.nodes.entries()) {
    const row = Math.floor(index / grid.across);
    const x = (index % grid.across) * (grid.width + GAP);
    drawNode(sheet, node, { x, y: y + grid.tops[row]!, height: grid.heights[row]! }, grid);
  }
  y += grid.height;
  if (pieces.nowhere.length > 0) {
    if (pieces.nowhere.some(({ cell }) => !cell.hidden)) {
      sheet.text(pieces.nowhereTitle, 0, y, cells, 'muted', '');
    }
    drawPods(sheet, pieces.nowhere, 0, y + 1, below.across, grid.pod);
  }
  const wide = wideRows && grid.across >= pieces.nodes.length;
  return sheet.drawing(pieces.maker, wide ? 'wide' : 'stacked');
}

function piecesOf(scene: Scene, model: ClusterModel, options: DrawOptions): Pieces {
  const maker = new CellMaker(scene, options);
  const words = clusterWords(options.lang);
  const groups = {
    workloads: maker.group(),
    counts: maker.group(),
    nodes: maker.group(),
    pods: maker.group(),
  };
  const notes = maker.group();
  const said = (text: string) => maker.forms({ [NEUTRAL]: [text] }, notes);
  const ofPod = (pod: Pod, note = podNote(model, pod, words)): Noted => ({
    cell: maker.cell(`pods/${pod.id}`, pod.label, undefined, groups.pods),
    note: note === undefined ? undefined : said(note),
  });
  const ofNode = (node: ClusterNode): NodeBox => ({
    cell: maker.cell(`nodes/${node.id}`, node.label, undefined, groups.nodes),
    note: said(node.ready ? words.roles[node.role] : `${words.roles[node.role]}, ${words.notReady}`),
    pods: model.pods.filter((pod) => pod.node === node.id).map((pod) => ofPod(pod)),
  });
  const nowhere = model.pods.filter((pod) => pod.node === undefined);
  const waiting = nowhere.every(({ state }) => state === 'pending');
  return {
    maker,
    workloads: model.workloads.map(({ id, label, desired }) => {
      const running = actualOf(model, id);
      const counts = maker.forms({ [NEUTRAL]: words.counts(desired, running) }, groups.counts);
      const marks = marksOf(desired, running);
      const cell = maker.cell(`workloads/${id}`, label, undefined, groups.workloads);
      return { cell, counts, marks: options.charset === 'ascii' ? asciiMarks(marks) : marks };
    }),
    nodes: model.nodes.map(ofNode),
    nowhere: nowhere.map((pod) => ({ ...ofPod(pod), ...(waiting && { note: undefined }) })),
    nowhereTitle: said(waiting ? words.waiting : words.nowhere),
  };
}

function asciiMarks(marks: string): string {
  return marks.replaceAll('●', '*').replaceAll('○', 'o');
}

/** Chooses the forms of workloads. @returns whether numbers stand at the right of labels, not under them */
function chooseRows({ workloads }: Pieces, width: number): boolean {
  const groups = [...new Set(workloads.flatMap(({ cell, counts }) => [cell.group, counts.group]))];
  const beside = () => columnsOf(workloads, true).marks - GAP <= width;
  if (chooseForms(groups, beside)) return true;
  chooseForms(groups, () =>
    workloads.every((row) => Math.max(formWidth(row.cell), formWidth(row.counts)) + 3 <= width),
  );
  return false;
}

/** Cells of the column of labels, with room for a marker before them. */
function labelRoom(workloads: readonly WorkloadRow[]): number {
  return 3 + mostOf(workloads.map((row) => formWidth(row.cell)));
}

/** Cells that the workloads take, with those of their marks that have room. */
function rowsWidth({ workloads }: Pieces, wide: boolean, width: number): number {
  if (workloads.length === 0) return 0;
  const { label, marks } = columnsOf(workloads, wide);
  const needed = wide ? marks : Math.max(label, marks);
  const withMarks = workloads.map((row) => marks + widthOf(row.marks)).filter((end) => end <= width);
  return Math.min(width, Math.max(needed - (wide ? GAP : 0), ...withMarks));
}

/** The width of the column of labels, and where the numbers and the marks begin. */
function columnsOf(workloads: readonly WorkloadRow[], wide: boolean) {
  const counts = mostOf(workloads.map((row) => formWidth(row.counts)));
  const label = labelRoom(workloads);
  const at = wide ? label + GAP - 1 : 2;
  return { label: wide ? label : Math.max(label, counts + 3), at, marks: at + counts + GAP };
}

function drawWorkloads(sheet: Sheet, { workloads }: Pieces, wide: boolean): void {
  const { width } = sheet.canvas;
  const { label, at, marks } = columnsOf(workloads, wide);
  workloads.forEach((row, index) => {
    const y = index * (wide ? 1 : 2);
    const note = wide ? undefined : row.counts;
    sheet.bare(row.cell, 0, y, Math.min(label, width), { align: 'left', note });
    if (row.cell.hidden) return;
    if (wide) sheet.text(row.counts, at, y, width - at, 'label', row.cell.path);
    const cells = widthOf(row.marks);
    if (marks + cells <= width) sheet.canvas.text(marks, wide ? y : y + 1, row.marks, cells, 'label');
  });
}

/** Where nodes stand and how large they and their pods are, in cells and rows. */
interface Grid {
  readonly across: number;
  /** Of a node. */
  readonly width: number;
  /** Of a pod. */
  readonly pod: number;
  /** Pods side by side in a node. */
  readonly podsAcross: number;
  /** The first row and the height of each row of nodes. */
  readonly tops: readonly number[];
  readonly heights: readonly number[];
  readonly height: number;
}

function gridOf({ nodes, nowhere }: Pieces, width: number): Grid {
  const pods = [...nodes.flatMap((node) => node.pods), ...nowhere];
  const groups = [...new Set([...nodes, ...pods].map(({ cell }) => cell.group))];
  const podNeeds = () => mostOf(pods.map(needs));
  const inNodes = nodes.some((node) => node.pods.length > 0);
  const nodeNeeds = () => Math.max(mostOf(nodes.map(needs)), inNodes ? podNeeds() + EDGES : 0);
  const total = () => nodes.length * (nodeNeeds() + GAP) - GAP;
  if (!chooseForms(groups, () => Math.max(total(), podNeeds()) <= width)) {
    chooseForms(groups, () => Math.max(nodeNeeds(), podNeeds()) <= width);
  }
  const across = Math.max(1, Math.min(nodes.length, Math.floor((width + GAP) / (nodeNeeds() + GAP))));
  const most = Math.floor((width - GAP * (across - 1)) / across);
  const pod = Math.min(podNeeds(), inNodes ? most - EDGES : width);
  const crowd = mostOf(nodes.map((node) => node.pods.length));
  const possible = Math.max(1, Math.min(crowd, Math.floor((most - EDGES + 1) / (pod + 1))));
  // As few columns as give the same number of rows.
  const podsAcross = Math.max(1, Math.ceil(crowd / Math.ceil(crowd / possible)) || 1);
  const own = Math.min(most, Math.max(nodeNeeds(), inNodes ? podsAcross * (pod + 1) - 1 + EDGES : 0));
  const heights: number[] = [];
  for (let at = 0; at < nodes.length; at += across) {
    const row = nodes.slice(at, at + across);
    heights.push(mostOf(row.map((node) => 2 + linesOf(node) + podsHeight(node.pods, podsAcross))));
  }
  const tops = heights.map((__, index) => heights.slice(0, index).reduce((sum, each) => sum + each, 0));
  const height = heights.reduce((sum, each) => sum + each, 0);
  return { across, width: own, pod, podsAcross, tops, heights, height };
}

/** How the pods that are on no node stand: side by side as many as fit, under their title. */
function podsBelow({ nowhere, nowhereTitle }: Pieces, grid: Grid, width: number) {
  const across = Math.max(1, Math.min(nowhere.length, Math.floor((width + 1) / (grid.pod + 1))));
  if (nowhere.length === 0) return { across, height: 0, width: 0 };
  const cells = Math.max(across * (grid.pod + 1) - 1, formWidth(nowhereTitle));
  return { across, height: 1 + podsHeight(nowhere, across), width: Math.min(width, cells) };
}

function drawNode(
  sheet: Sheet,
  node: NodeBox,
  place: { readonly x: number; readonly y: number; readonly height: number },
  grid: Grid,
): void {
  const { x, y, height } = place;
  sheet.box(node.cell, x, y, grid.width, height, { align: 'left', top: true, note: node.note });
  drawPods(sheet, node.pods, x + 2, y + 1 + linesOf(node), grid.podsAcross, grid.pod);
}

function drawPods(
  sheet: Sheet,
  pods: readonly Noted[],
  x: number,
  y: number,
  across: number,
  width: number,
): void {
  let top = y;
  for (let at = 0; at < pods.length; at += across) {
    const row = pods.slice(at, at + across);
    const height = 2 + mostOf(row.map(linesOf));
    row.forEach(({ cell, note }, index) => {
      sheet.box(cell, x + index * (width + 1), top, width, height, { align: 'left', note });
    });
    top += height;
  }
}

function podsHeight(pods: readonly Noted[], across: number): number {
  let height = 0;
  for (let at = 0; at < pods.length; at += across) {
    height += 2 + mostOf(pods.slice(at, at + across).map(linesOf));
  }
  return height;
}

function linesOf({ note }: Noted): number {
  return note === undefined ? 1 : 2;
}

function needs({ cell, note }: Noted): number {
  return Math.max(formWidth(cell), note === undefined ? 0 : formWidth(note)) + EDGES;
}

function mostOf(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}
