/** Services one under the other: the host's ports at the left, networks as rails at the right, volumes below. */
import { type FormGroup, formWidth, widthOf } from '../layout/cells.ts';
import type { Drawing, DrawOptions } from '../layout/drawing.ts';
import { DOTTED, LIGHT, RIGHT } from '../layout/glyphs.ts';
import { Sheet } from '../layout/sheet.ts';
import {
  drawFlow,
  drawMore,
  drawName,
  drawService,
  flowBoxes,
  labelWidth,
  linesOf,
  type Pieces,
  textWidth,
} from './pieces.ts';

/** Cells from one rail to the next, and from the boxes to the first. */
const PITCH = 3;
/** Cells of the arrow from the host's box to a service. */
const ARROW = 3;
/** A box wider than this is hard to read across. */
const WIDEST = 56;

/** What of it stands beside the boxes; the rest is told in them. */
export interface Beside {
  readonly ports: boolean;
  readonly rails: boolean;
}

interface Widths {
  /** Cells before the boxes. */
  readonly left: number;
  readonly box: number;
  /** Cells behind the boxes. */
  readonly right: number;
}

function sidesOf(pieces: Pieces, beside: Beside): { left: number; right: number } {
  const ports = pieces.services.flatMap((service) => service.ports);
  const strip = Math.max(widthOf(pieces.words.host), ...ports.map(({ both }) => formWidth(both))) + 4;
  return {
    left: beside.ports && ports.length > 0 ? strip + ARROW : 0,
    right: beside.rails ? pieces.networks.length * PITCH : 0,
  };
}

function boxNeeds({ services }: Pieces): number {
  return services.reduce((most, service) => Math.max(most, textWidth(service)), 4);
}

/** Cells of the widest name of a rail: it stands at the left of the rail's upper end. */
function railNeeds({ networks }: Pieces): number {
  return networks.reduce(
    (most, network, at) =>
      Math.max(most, labelWidth(network) + 3 + (networks.length - at) * PITCH - PITCH + 1),
    0,
  );
}

/** Whether everything fits with the forms as they are chosen. */
export function stackedFits(pieces: Pieces, beside: Beside, width: number): boolean {
  const { left, right } = sidesOf(pieces, beside);
  if (left + boxNeeds(pieces) + right > width) return false;
  const names = beside.rails ? railNeeds(pieces) : railNames(pieces);
  if (left + names > width) return false;
  return pieces.volumes.every((volume) => labelWidth(volume) + 4 <= width);
}

function railNames({ networks }: Pieces): number {
  return networks.reduce((most, network) => Math.max(most, labelWidth(network) + 3), 0);
}

/**
 * Draws services one under the other. What does not fit is cut.
 *
 * @param pieces the pieces, their forms chosen
 * @param beside what stands beside the boxes
 * @param options the width and the characters
 */
export function drawStacked(pieces: Pieces, beside: Beside, options: DrawOptions): Drawing {
  const { services, networks } = pieces;
  const sides = sidesOf(pieces, beside);
  const names = beside.rails ? railNeeds(pieces) - sides.right : railNames(pieces);
  const free = options.width - sides.left - sides.right;
  const wanted = Math.max(...services.map((service) => wantedWidth(service)), names, boxNeeds(pieces));
  const box = Math.max(4, Math.min(free, wanted));
  const widths: Widths = { ...sides, box };
  const width = Math.max(4, Math.min(options.width, sides.left + box + sides.right));

  const lines = services.map((service) => linesOf(service, box));
  const heights = services.map(
    (service, at) => 2 + Math.max(1 + lines[at]!.length, sides.left > 0 ? service.ports.length : 0),
  );
  const railRows = beside.rails ? networks.length : 0;
  const top = Math.max(railRows, sides.left > 0 ? 2 : 0);
  const tops = heights.map((_, at) => top + heights.slice(0, at).reduce((sum, height) => sum + height, 0));
  const end = top + heights.reduce((sum, height) => sum + height, 0);
  const more = end + (pieces.leftOut.length > 0 ? 1 : 0);
  const listed = beside.rails ? 0 : networks.length;
  const flow = flowBoxes(pieces.volumes, width);
  const bottom = more + listed + flow.height;
  const sheet = new Sheet(width, Math.max(1, bottom), options.charset);

  if (sides.left > 0) drawHost(sheet, pieces, sides.left - ARROW, top, end, tops);
  if (beside.rails) drawRails(sheet, pieces, widths, top, end);
  for (const [at, service] of services.entries()) {
    const place = { x: sides.left, y: tops[at]!, width: box, height: heights[at]! };
    drawService(sheet, pieces, service, place, lines[at]!);
    if (beside.rails) drawTrunk(sheet, pieces, at, widths, tops[at]! + 1);
  }
  drawMore(sheet, pieces, end, width);
  if (!beside.rails) listNetworks(sheet, pieces, more, width);
  drawFlow(sheet, flow.boxes, more + listed);
  return sheet.drawing(pieces.maker, 'stacked');
}

/** A width at which a service's facts stand on about one line. */
function wantedWidth(service: Pieces['services'][number]): number {
  const facts = service.facts.reduce((sum, { forms }) => sum + formWidth(forms) + 3, 1);
  return Math.max(textWidth(service), Math.min(WIDEST, facts));
}

const railX = ({ left, box }: Widths, at: number): number => left + box + PITCH * (at + 1) - 1;

/** Rails run down at the right. The name of each stands at the left of its upper end, the rightmost highest. */
function drawRails(sheet: Sheet, pieces: Pieces, widths: Widths, top: number, end: number): void {
  const { networks } = pieces;
  for (const [at, network] of networks.entries()) {
    const { cell } = network;
    const x = railX(widths, at);
    const y = top - 1 - at;
    const room = Math.min(x - widths.left, labelWidth(network) + 3);
    drawName(sheet, network, x - room, y, room);
    if (!cell.hidden && end > y + 1) sheet.canvas.vertical(x, y, end - 1, DOTTED);
  }
}

/** A service's line to the networks: a dot where it is attached. */
function drawTrunk(sheet: Sheet, pieces: Pieces, at: number, widths: Widths, y: number): void {
  const service = pieces.services[at]!;
  if (service.cell.hidden) return;
  const attached = service.networks.filter((network) => !pieces.networks[network]!.cell.hidden);
  const last = attached.at(-1);
  if (last === undefined) return;
  sheet.canvas.horizontal(widths.left + widths.box - 1, y, railX(widths, last), LIGHT);
  for (const network of attached) {
    const { strong } = pieces.networks[network]!.cell;
    sheet.canvas.text(railX(widths, network), y, sheet.glyphs.dot, 1, strong ? 'strong' : 'border');
  }
}

/** The host's ports in a box as high as all services, and an arrow from each into its service. */
function drawHost(
  sheet: Sheet,
  { services, words, maker }: Pieces,
  width: number,
  top: number,
  end: number,
  tops: readonly number[],
): void {
  const shown = services.some(({ cell, ports }) => !cell.hidden && ports.length > 0);
  if (!shown) return;
  const group: FormGroup = { forms: 1, level: 0 };
  sheet.canvas.box(0, top - 2, width, end - top + 2, LIGHT);
  sheet.text(maker.forms({ und: [words.host] }, group), 2, top - 1, width - 4, 'muted');
  for (const [at, { cell, ports }] of services.entries()) {
    if (cell.hidden) continue;
    for (const [row, { both }] of ports.entries()) {
      const y = tops[at]! + 1 + row;
      sheet.text(both, 2, y, width - 4, 'label', cell.path);
      sheet.canvas.horizontal(width - 1, y, width + ARROW - 2, LIGHT);
      sheet.canvas.arm(width + ARROW - 2, y, RIGHT, LIGHT);
      sheet.canvas.text(width + ARROW - 1, y, sheet.glyphs.arrowRight, 1, 'border');
    }
  }
}

/** Networks that have no rail, one a line. */
function listNetworks(sheet: Sheet, { networks }: Pieces, top: number, width: number): void {
  for (const [at, network] of networks.entries()) drawName(sheet, network, 0, top + at, width);
}
